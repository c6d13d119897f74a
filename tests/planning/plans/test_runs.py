"""The queue: one computes, the others wait in order; each comes to a state that says what became of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.planning.failures import PlanRefused
from bongsu.planning.plans.failures import TooManyRuns, UnknownRun
from bongsu.planning.plans.runs import Kept, RunBook
from bongsu.planning.plans.views import RunKind, RunState, RunView
from bongsu.planning.words import Told
from bongsu.planning.worker.call import DIED, STOPPED, Failed, Heard, Outcome, Result
from bongsu.planning.worker.messages import Progress, Refused, Score
from bongsu.planning.worker.read_answer import ScoredText
from tests.planning.plans.made import CONFIG, little_inputs

NOW = datetime(2027, 2, 1, 1, 0, tzinfo=UTC)
SCORED = ScoredText(b"{}")


class SlowCall:
    """Answers when it is told to, with what it is told."""

    def __init__(self) -> None:
        self.began = asyncio.Event()
        self.answered = asyncio.Event()
        self.outcome: Outcome = Failed(STOPPED)
        self.running = 0
        self.most = 0

    async def call(self, _ask: bytes, heard: Heard, stop: asyncio.Event) -> Outcome:
        self.running += 1
        self.most = max(self.most, self.running)
        heard(Progress("search", 0.4, 12.0, 0.01))
        self.began.set()
        waiting = [asyncio.create_task(one.wait()) for one in (stop, self.answered)]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return self.outcome
        finally:
            for one in waiting:
                one.cancel()
            self.running -= 1

    def answer(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.answered.set()


async def ask() -> Score:
    return Score(CONFIG, little_inputs())


async def keep(_result: Result, _digest: str) -> Kept:
    return Kept("plan_x", 3)


@pytest.fixture
def call() -> SlowCall:
    return SlowCall()


@pytest.fixture
async def book(call: SlowCall) -> AsyncIterator[RunBook]:
    book = RunBook(FixedClock(NOW), call, most_waiting=2)
    await book.start()
    yield book
    await book.stop()


def begin(book: RunBook) -> RunView:
    return book.begin(RunKind.DRAW, "계획", ask, keep)


async def ended(book: RunBook, call: SlowCall, outcome: Outcome) -> RunView:
    run = begin(book)
    call.answer(outcome)
    await book.idle()
    return book.view(run.run_id)


async def test_progress_is_seen_while_it_computes(book: RunBook, call: SlowCall) -> None:
    run = begin(book)
    assert run.state is RunState.WAITING
    await call.began.wait()
    seen = book.view(run.run_id)
    assert (seen.state, seen.step, seen.share, seen.gap) == (RunState.RUNNING, "search", 0.4, 0.01)


async def test_a_result_is_kept_under_its_number(book: RunBook, call: SlowCall) -> None:
    done = await ended(book, call, SCORED)
    assert (done.state, done.plan_id, done.version) == (RunState.DONE, "plan_x", 3)
    assert done.share == 1.0
    assert done.ended_at == NOW


async def test_a_refusal_says_field_and_words(book: RunBook, call: SlowCall) -> None:
    told = (Told("안 됩니다.", "No."),)
    done = await ended(book, call, Refused("funds", told))
    assert done.state is RunState.REFUSED
    assert done.refused is not None
    assert (done.refused.field, done.refused.told) == ("funds", told)


async def test_a_dead_child_is_a_failed_run_in_plain_words(book: RunBook, call: SlowCall) -> None:
    done = await ended(book, call, Failed(DIED))
    assert done.state is RunState.FAILED
    assert done.refused is not None
    assert done.refused.told == (DIED,)


async def test_bad_inputs_are_refused_before_anything_is_computed(book: RunBook) -> None:
    async def gather() -> Score:
        raise PlanRefused(Told("행정동이 없습니다.", "No dongs."), field="dongs")

    run = book.begin(RunKind.DRAW, "계획", gather, keep)
    await book.idle()
    done = book.view(run.run_id)
    assert done.state is RunState.REFUSED
    assert done.refused is not None
    assert done.refused.field == "dongs"


async def test_one_computes_at_a_time_and_the_others_wait_in_order(
    book: RunBook, call: SlowCall
) -> None:
    runs = [begin(book).run_id for _ in range(3)]
    await call.began.wait()
    assert [book.view(one).ahead for one in runs] == [0, 1, 2]
    call.answer(SCORED)
    await book.idle()
    assert call.most == 1
    assert {book.view(one).state for one in runs} == {RunState.DONE}


async def test_all_are_listed_newest_first_with_their_places(book: RunBook, call: SlowCall) -> None:
    assert book.views() == []
    runs = [begin(book).run_id for _ in range(3)]
    await call.began.wait()
    assert [(one.run_id, one.ahead) for one in book.views()] == [
        (runs[2], 2),
        (runs[1], 1),
        (runs[0], 0),
    ]
    call.answer(SCORED)
    await book.idle()
    assert [one.run_id for one in book.views()] == runs[::-1]


async def test_no_more_than_so_many_wait(book: RunBook) -> None:
    for _ in range(3):
        begin(book)
    with pytest.raises(TooManyRuns):
        begin(book)


async def test_a_stopped_run_ends_stopped_and_the_next_begins(
    book: RunBook, call: SlowCall
) -> None:
    first, second = begin(book), begin(book)
    await call.began.wait()
    call.began.clear()
    book.stop_run(first.run_id)
    await call.began.wait()
    assert book.view(first.run_id).state is RunState.STOPPED
    assert book.view(second.run_id).state is RunState.RUNNING


async def test_one_that_waits_still_is_stopped_without_ever_computing(
    book: RunBook, call: SlowCall
) -> None:
    begin(book)
    waiting = begin(book)
    await call.began.wait()
    assert book.stop_run(waiting.run_id).state is RunState.STOPPED
    call.answer(SCORED)
    await book.idle()
    assert book.view(waiting.run_id).state is RunState.STOPPED


async def test_stopping_what_is_over_changes_nothing(book: RunBook, call: SlowCall) -> None:
    done = await ended(book, call, SCORED)
    assert book.stop_run(done.run_id).state is RunState.DONE


async def test_our_own_fault_fails_one_run_and_not_the_next(book: RunBook, call: SlowCall) -> None:
    async def break_down(_result: Result, _digest: str) -> Kept:
        raise RuntimeError("a fault of ours")

    call.answer(SCORED)
    broken = book.begin(RunKind.DRAW, "계획", ask, break_down)
    good = begin(book)
    await book.idle()
    assert book.view(broken.run_id).state is RunState.FAILED
    assert book.view(good.run_id).state is RunState.DONE


async def test_an_unknown_run_is_said_so(book: RunBook) -> None:
    with pytest.raises(UnknownRun):
        book.view("run_x")


async def test_the_nodes_end_breaks_off_what_computes(call: SlowCall) -> None:
    book = RunBook(FixedClock(NOW), call, most_waiting=2)
    await book.start()
    begin(book)
    await call.began.wait()
    await book.stop()
    assert call.running == 0
