"""Threads that look: each with a detector of its own. One that hangs is left behind and another takes its place."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Generic, TypeVar

import structlog

from bongsu.kernel.failures import Failure, Kind

log = structlog.get_logger()
LOOKING = "look"
"""The name of every thread that looks."""
T = TypeVar("T")
R = TypeVar("R")


class LookFailure(Failure):
    """A look did not succeed; what it cost all the same."""

    kind = Kind.UNAVAILABLE
    code = "look_failed"

    def __init__(self, detail: str, cpu_s: float = 0.0) -> None:
        super().__init__(detail)
        self.cpu_s = cpu_s


class LookStalled(LookFailure):
    """It did not come to an end in time; its thread is left behind."""

    code = "look_stalled"


@dataclass(slots=True)
class _Task(Generic[T, R]):
    do: Callable[[T], R]
    future: "asyncio.Future[tuple[R, float]]"


@dataclass(frozen=True, slots=True)
class _Ended(Generic[R]):
    """`result` None: it failed."""

    result: R | None
    problem: str
    cpu_s: float


@dataclass(slots=True)
class _Thread(Generic[T, R]):
    """`since_s`: when its present look began; 0: it waits."""

    tasks: "SimpleQueue[_Task[T, R] | None]" = field(default_factory=SimpleQueue)
    running: "_Task[T, R] | None" = None
    since_s: float = 0.0
    thread: threading.Thread | None = None


class LookPool(Generic[T, R]):
    """`tool` is made in each thread by `make` before its first look. Everything but `make` and the looks themselves is
    called from one loop."""

    def __init__(self, threads: int, make: Callable[[], T], stalled_after_s: float = 5.0) -> None:
        self._make = make
        self._stalled_after_s = stalled_after_s
        self._loop = asyncio.get_running_loop()
        self._threads: list[_Thread[T, R]] = [self._begin() for _ in range(threads)]
        self.left_behind = 0

    def _begin(self) -> _Thread[T, R]:
        one: _Thread[T, R] = _Thread()
        one.thread = threading.Thread(target=self._run, args=(one,), name=LOOKING, daemon=True)
        one.thread.start()
        return one

    @property
    def idle(self) -> int:
        return sum(1 for one in self._threads if one.running is None)

    @property
    def busy(self) -> int:
        return len(self._threads) - self.idle

    async def do(self, do: Callable[[T], R]) -> tuple[R, float]:
        """By an idle thread, of which there is one; with the processor seconds it took. Raises what the look raises, or
        `LookStalled`."""
        one = next(thread for thread in self._threads if thread.running is None)
        task: _Task[T, R] = _Task(do, self._loop.create_future())
        one.running, one.since_s = task, time.monotonic()
        one.tasks.put(task)
        return await task.future

    def sweep(self) -> None:
        """Leaves behind whoever has been at one look for too long."""
        now_s = time.monotonic()
        for place, one in enumerate(self._threads):
            task = one.running
            if task is not None and now_s - one.since_s >= self._stalled_after_s:
                log.error("look stalled, its thread is left behind", after_s=self._stalled_after_s)
                self.left_behind += 1
                one.tasks.put(None)
                self._threads[place] = self._begin()
                if not task.future.done():
                    task.future.set_exception(LookStalled("the look did not end in time"))

    async def stop(self) -> None:
        """Threads end after their present look, which is waited for until it would count as stalled: an interpreter that
        ends while a thread is in a runtime of others is aborted by it."""
        for one in self._threads:
            one.tasks.put(None)
            if one.running is not None and not one.running.future.done():
                one.running.future.cancel()
        await asyncio.to_thread(self._join, time.monotonic() + self._stalled_after_s)

    def _join(self, until_s: float) -> None:
        for one in self._threads:
            if one.thread is not None:
                one.thread.join(max(0.0, until_s - time.monotonic()))

    def _run(self, one: _Thread[T, R]) -> None:
        tool: T | None = None
        while (task := one.tasks.get()) is not None:
            began_s = time.thread_time()
            result: R | None = None
            problem = ""
            try:
                if tool is None:
                    tool = self._make()
                result = task.do(tool)
            except Failure as cause:
                problem = cause.detail
            except Exception as cause:
                # the supervisor of cameras and detectors: whoever asked hears it and isolates the camera
                log.exception("look failed")
                problem = type(cause).__name__
            ended = _Ended(result, problem, time.thread_time() - began_s)
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._hear, one, task, ended)

    def _hear(self, one: _Thread[T, R], task: _Task[T, R], ended: _Ended[R]) -> None:
        if one.running is task:
            one.running = None
        if task.future.done():
            return
        if ended.result is None:
            task.future.set_exception(LookFailure(ended.problem, ended.cpu_s))
        else:
            task.future.set_result((ended.result, ended.cpu_s))
