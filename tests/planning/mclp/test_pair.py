"""What two helpers say to each other, and the one journey through real processes."""

import os
import time
from collections.abc import Iterator

import numpy as np
import pytest

from bongsu.bench.planning.streets import street_instance
from bongsu.planning.mclp.board import LocalBoard
from bongsu.planning.mclp.breed import Breed
from bongsu.planning.mclp.hunt import Hunt
from bongsu.planning.mclp.pair import run_pair
from bongsu.planning.mclp.part import Solver
from bongsu.planning.mclp.polish import Polish
from bongsu.planning.mclp.problem import Ints, Problem
from bongsu.planning.mclp.wire import Bounded, Found, Wire, WireBoard, ask_of, problem_in
from tests.planning.mclp import small
from tests.planning.mclp.plain import PLAIN

PROBLEM = small.problem_in(small.town(8, 60), 220.0, 5)
FIRST = np.arange(5)


def never() -> bool:
    return False


def board(problem: Problem, chosen: Ints, seconds: float = 60.0) -> LocalBoard:
    everything = float(problem.weight.sum())
    worth = problem.worth(chosen)
    return LocalBoard(chosen, worth, everything, time.monotonic() + seconds, never)


@pytest.fixture
def wires() -> Iterator[tuple[Wire, Wire]]:
    """Two ends."""
    there, back = os.pipe(), os.pipe()
    yield Wire(back[0], there[1]), Wire(there[0], back[1])
    for pipe in (*there, *back):
        os.close(pipe)


def test_a_problem_goes_over_the_wire_and_is_the_same(wires: tuple[Wire, Wire]) -> None:
    here, there = wires
    here.send(ask_of(PROBLEM, "hunt", 1, 9.0, 99.0, FIRST, 7))
    heard = there.wait()
    assert heard is not None
    got = problem_in(heard)  # type: ignore[arg-type]  # the one message that was sent
    assert got.sites == PROBLEM.sites
    assert (got.covers.item == PROBLEM.covers.item).all()
    assert (got.place == PROBLEM.place).all()
    assert got.worth(FIRST) == PROBLEM.worth(FIRST)


def test_messages_come_whole_and_in_order(wires: tuple[Wire, Wire]) -> None:
    here, there = wires
    assert there.news() == []
    here.send(Found([1, 2], 10))
    here.send(Bounded(12.0))
    assert there.news() == [Found([1, 2], 10), Bounded(12.0)]


def helper(wires: tuple[Wire, Wire], bound: float = 99.0) -> tuple[Wire, WireBoard]:
    here, there = wires
    return here, WireBoard(there, ask_of(PROBLEM, "hunt", 1, 60.0, bound, FIRST, 7))


def test_a_helper_tells_only_what_is_better(wires: tuple[Wire, Wire]) -> None:
    here, there = helper(wires)
    there.found(np.array([3]), 7)
    there.bounded(99.0)
    assert here.news() == []
    there.found(np.array([3]), 8)
    there.bounded(98.7)
    assert here.news() == [Found([3], 8), Bounded(98.0)]


def test_a_helper_hears_what_the_other_found(wires: tuple[Wire, Wire]) -> None:
    here, there = helper(wires)
    here.send(Found([4], 50))
    here.send(Found([1], 20))
    assert not there.over()
    assert (there.chosen.tolist(), there.worth) == ([4], 50)


def test_a_closed_gap_ends_a_helper(wires: tuple[Wire, Wire]) -> None:
    here, there = helper(wires)
    here.send(Bounded(7.0))
    assert there.over()


def test_a_helper_ends_when_the_one_who_asked_is_gone() -> None:
    reads, writes = os.pipe()
    os.close(writes)
    board = WireBoard(Wire(reads, writes), ask_of(PROBLEM, "hunt", 1, 60.0, 99.0, FIRST, 7))
    assert board.over()
    os.close(reads)


def test_rounds_of_breeding_never_lose_what_was_found() -> None:
    made = board(PROBLEM, FIRST)
    hunt = Hunt(PROBLEM, 3, PLAIN.walk)
    breed = Breed(PROBLEM, made, 3, Solver(made.over), hunt, longest_s=0.03)
    before = made.worth
    for _ in range(3):
        breed.round()
        assert made.worth == PROBLEM.worth(made.chosen) >= before
        assert len(set(made.chosen.tolist())) == PROBLEM.sites
        before = made.worth


def test_the_proving_half_closes_the_gap_of_a_small_problem() -> None:
    made = board(PROBLEM, FIRST)
    polish = Polish(PROBLEM, made, Solver(made.over))
    polish.run()
    polish.again()
    assert made.closed
    assert made.worth == PROBLEM.worth(made.chosen)


def test_two_processes_prove_a_street_instance() -> None:
    # the one test that starts processes: framing, arguments and ends are theirs alone
    streets = street_instance(4, 300)
    problem = small.problem_in((streets.lat, streets.lon, streets.demand), 400.0, 8)
    made = board(problem, np.arange(8))
    told: list[int] = []
    run_pair(problem, made, 1, lambda worth, _bound: told.append(worth))
    assert made.closed
    assert problem.worth(made.chosen) == made.worth == max(told)
