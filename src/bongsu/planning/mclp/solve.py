"""Maximal covering location (Church and ReVelle 1974): the best `sites` points for the most demand within a radius, with a
proven bound, within a time limit, on two processes when one look does not settle it."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bongsu.planning.mclp.board import LocalBoard, Over
from bongsu.planning.mclp.check import checked
from bongsu.planning.mclp.climb import Climb
from bongsu.planning.mclp.covers import covers, on_sphere
from bongsu.planning.mclp.pair import run_pair
from bongsu.planning.mclp.part import Solver
from bongsu.planning.mclp.polish import Polish
from bongsu.planning.mclp.problem import Ints, Problem, problem_of
from bongsu.planning.mclp.state import State, fill
from bongsu.planning.siting.solution import Proof

# what one look in this process may take before two helpers are started
_LOOK_S = 3.0
_LOOK_ENTRIES = 20_000
# for ending the helpers and summing up, on a machine that has other work too
_MARGIN_S = 0.75

Progress = Callable[[int, float], None]
"""Objective and bound so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MclpResult:
    """`sites`: indices of the chosen points, ascending. Processor time counts the helpers' too."""

    objective: int
    bound: float
    sites: Ints
    proof: Proof
    cpu_s: float
    wall_s: float

    @property
    def gap(self) -> float:
        """(bound − objective) ÷ objective; 0 when nothing can be won."""
        return 0.0 if self.objective <= 0 else max(0.0, self.bound / self.objective - 1.0)


def solve_mclp(
    lat: ArrayLike,
    lon: ArrayLike,
    demand: ArrayLike,
    radius_m: float,
    sites: int,
    time_limit_s: float = 60.0,
    seed: int = 1,
    progress: Progress | None = None,
    stop: Over | None = None,
) -> MclpResult:
    """Every point (degrees) is demand and candidate; a site covers what lies within `radius_m` on a sphere of 6,378,100 m.

    `demand` holds whole numbers. `stop` is asked a hundred times a second; when it says yes, the best so far is returned.
    Same arguments, same result, as far as the time limit does not cut in. Church, ReVelle: The maximal covering
    location problem, Papers of the Regional Science Association 32 (1974)."""
    begin, cpu = time.monotonic(), spent_s()
    latitudes, longitudes, demands = checked(lat, lon, demand, radius_m, sites, time_limit_s)
    matrix = covers(latitudes, longitudes, radius_m)
    problem = problem_of(matrix, demands, on_sphere(latitudes, longitudes), sites)
    deadline = begin + time_limit_s - min(_MARGIN_S, 0.1 * time_limit_s)
    stop = stop or (lambda: False)
    board = _started(problem, deadline, stop)
    if not board.over():
        _look(problem, board)
    tell = progress or (lambda _objective, _bound: None)
    tell(board.worth, board.bound)
    if not board.over():
        run_pair(problem, board, seed, tell)
    chosen = problem.point[board.chosen]
    return MclpResult(
        objective=board.worth,
        bound=max(board.bound, board.worth),
        sites=np.sort(_filled(chosen, sites, len(demands))),
        proof=_proof(board, stop),
        cpu_s=spent_s() - cpu,
        wall_s=time.monotonic() - begin,
    )


def _started(problem: Problem, deadline: float, stop: Over) -> LocalBoard:
    """Greedy, climbed."""
    state = State(problem)
    fill(state, problem.sites)
    everything = float(problem.weight.sum())
    board = LocalBoard(
        np.array(state.chosen, dtype=np.int64), round(state.objective), everything, deadline, stop
    )
    if not board.over():
        Climb(problem).up(state, None, board.over)
        board.found(np.array(state.chosen, dtype=np.int64), round(state.objective))
    return board


def _look(problem: Problem, board: LocalBoard) -> None:
    """A small problem is settled here and now."""
    if len(problem.covers.item) <= _LOOK_ENTRIES:
        until = time.monotonic() + min(_LOOK_S, board.left_s())
        short = LocalBoard(board.chosen, board.worth, board.bound, until, board.over)
        Polish(problem, short, Solver(short.over)).run()
        board.found(short.chosen, short.worth)
        board.bounded(short.bound)


def _filled(chosen: Ints, sites: int, points: int) -> Ints:
    """As many sites as were asked for where there are points: the rest adds nothing and goes to the first free ones."""
    rest = np.setdiff1d(np.arange(points), chosen)[: max(0, min(sites, points) - len(chosen))]
    return np.concatenate((chosen, rest)).astype(np.int64)


def _proof(board: LocalBoard, stop: Over) -> Proof:
    if board.closed:
        return Proof.OPTIMAL
    return Proof.STOPPED if stop() else Proof.TIME_LIMIT


def spent_s() -> float:
    """Processor time of this process and of its children that have ended."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
