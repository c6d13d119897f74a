"""The queue of computations: one at a time, the others wait in order; what each has come to as the console asks for it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec
import structlog

from bongsu.kernel.clock import Clock
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.ids import new_id
from bongsu.planning.failures import PlanRefused
from bongsu.planning.plans.failures import NO_RUN, TooManyRuns, UnknownRun
from bongsu.planning.plans.views import RunKind, RunRefusal, RunState, RunView
from bongsu.planning.words import Told
from bongsu.planning.worker.call import STOPPED, Calls, Failed, Outcome, Result
from bongsu.planning.worker.messages import Ask, Draw, Drawn, Progress, Refused, Score

log = structlog.get_logger()
_KEPT = 50
_OURS = Told("프로그램 오류이며 기록(log)에 남겼습니다.", "This is our fault and was logged.")


@dataclass(frozen=True, slots=True)
class Kept:
    """Under which number a result lies: plan and version of a drawn one."""

    plan_id: str | None = None
    version: int | None = None


Prepares = Callable[[], Awaitable[Ask]]
"""Gathers what is asked, when its turn comes. May raise `PlanRefused`."""
Keeps = Callable[[Result, str], Awaitable[Kept]]
"""Writes the result down; the text is the digest of what was asked."""


@dataclass(slots=True)
class Run:
    """One computation. Only the book changes it."""

    view: RunView
    prepare: Prepares
    keep: Keeps
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_open(self) -> bool:
        return self.view.state in (RunState.WAITING, RunState.RUNNING)


class RunBook:
    """A part of the node: one task computes, in the order of the asking."""

    name = "planning"

    def __init__(self, clock: Clock, calls: Calls, most_waiting: int) -> None:
        self._clock = clock
        self._calls = calls
        self._most_waiting = most_waiting
        self._runs: dict[str, Run] = {}
        self._waiting: asyncio.Queue[Run] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._work(), name="planning runs")

    async def stop(self) -> None:
        """A computation under way is broken off; its process ends with it."""
        if self._task is not None:
            await end_tasks([self._task])

    def begin(self, kind: RunKind, name: str, prepare: Prepares, keep: Keeps) -> RunView:
        """Raises `TooManyRuns`."""
        if len(self._open()) > self._most_waiting:
            raise TooManyRuns(_many(self._most_waiting))
        view = RunView(
            run_id=new_id("run"),
            kind=kind,
            state=RunState.WAITING,
            name=name,
            asked_at=self._clock.now(),
        )
        run = Run(view, prepare, keep)
        self._runs[view.run_id] = run
        for old in [one for one in self._runs.values() if not one.is_open][:-_KEPT]:
            del self._runs[old.view.run_id]
        self._waiting.put_nowait(run)
        return self.view(view.run_id)

    def view(self, run_id: str) -> RunView:
        """Raises `UnknownRun`."""
        run = self._found(run_id)
        ahead = [one.view.run_id for one in self._open()]
        place = ahead.index(run_id) if run_id in ahead else 0
        return msgspec.structs.replace(run.view, ahead=place)

    def views(self) -> list[RunView]:
        """Newest first: those that wait and compute, and the last that ended."""
        return [self.view(run_id) for run_id in reversed(self._runs)]

    def stop_run(self, run_id: str) -> RunView:
        """Also one that waits still. A second time changes nothing."""
        run = self._found(run_id)
        run.stop.set()
        if run.view.state is RunState.WAITING:
            self._end(run, RunState.STOPPED)
        return self.view(run_id)

    async def idle(self) -> None:
        """Returns when nothing waits and nothing computes."""
        await self._waiting.join()

    def _found(self, run_id: str) -> Run:
        run = self._runs.get(run_id)
        if run is None:
            raise UnknownRun(NO_RUN)
        return run

    def _open(self) -> list[Run]:
        return [one for one in self._runs.values() if one.is_open]

    async def _work(self) -> None:
        while True:
            run = await self._waiting.get()
            try:
                if run.is_open:
                    await self._compute(run)
            except Exception:
                # the supervisor of an owned task: one computation's fault is not the next one's
                log.exception("planning run failed", run=run.view.run_id)
                self._end(run, RunState.FAILED, refused=RunRefusal("", (_OURS,)))
            finally:
                self._waiting.task_done()

    async def _compute(self, run: Run) -> None:
        self._change(run, state=RunState.RUNNING, step="gather")
        digest = ""
        try:
            ask = await run.prepare()
        except PlanRefused as refusal:
            outcome: Outcome = Refused(refusal.field or "", refusal.told)
        else:
            line, digest = await asyncio.to_thread(_written, ask)
            del ask
            outcome = await self._calls.call(line, lambda said: self._heard(run, said), run.stop)
        await self._came(run, outcome, digest)

    def _heard(self, run: Run, said: Progress) -> None:
        self._change(run, step=said.step, share=said.share, objective=said.objective, gap=said.gap)

    async def _came(self, run: Run, outcome: Outcome, digest: str) -> None:
        if isinstance(outcome, Refused):
            refused = RunRefusal(outcome.field, outcome.told)
            self._end(run, RunState.REFUSED, refused=refused)
        elif isinstance(outcome, Failed):
            if outcome.told is STOPPED:
                self._end(run, RunState.STOPPED)
            else:
                self._end(run, RunState.FAILED, refused=RunRefusal("", (outcome.told,)))
        else:
            kept = await run.keep(outcome, digest)
            gap = outcome.plan.gap if isinstance(outcome, Drawn) else None
            over = RunState.STOPPED if run.stop.is_set() else RunState.DONE
            self._end(run, over, share=1.0, gap=gap, plan_id=kept.plan_id, version=kept.version)

    def _end(self, run: Run, state: RunState, **values: object) -> None:
        self._change(run, state=state, ended_at=self._clock.now(), **values)
        log.info("planning run ended", run=run.view.run_id, kind=run.view.kind, state=state)

    @staticmethod
    def _change(run: Run, **values: object) -> None:
        run.view = msgspec.structs.replace(run.view, **values)


def _many(waiting: int) -> Told:
    return Told(
        f"이미 {waiting}건의 계산이 기다리고 있습니다.", f"{waiting} computations wait already"
    )


def _written(ask: Ask) -> tuple[bytes, str]:
    """The question as the child reads it, and the digest of what it is answered from."""
    said = ask.inputs if isinstance(ask, Draw | Score) else ask
    digest = sha256(msgspec.json.encode(said)).hexdigest()
    return msgspec.json.encode(ask) + b"\n", digest
