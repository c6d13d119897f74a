"""What runs in the child process: reads one question, answers with progress and one result. It opens no database."""

import importlib
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from bongsu.kernel.failures import Failure
from bongsu.planning.failures import PlanRefused, StoppedWithoutResult
from bongsu.planning.words import Told
from bongsu.planning.worker.messages import (
    Answer,
    Ask,
    Draw,
    Progress,
    Refused,
    Replace,
    Score,
)

# which module answers; the others' libraries are not loaded
_MODULES = {
    Draw: "bongsu.planning.worker.answer_draw",
    Score: "bongsu.planning.worker.answer_score",
    Replace: "bongsu.planning.worker.answer_replace",
}

_APART_S = 0.2
Stops = Callable[[], bool]
_ask: msgspec.json.Decoder[Ask] = msgspec.json.Decoder(Ask)
_NO_MEMORY = Told(
    "메모리가 모자랍니다. 점 간격을 넓히거나 후보 수를 줄이십시오.",
    "Out of memory. Lay the points wider apart or allow fewer candidates.",
)


@contextmanager
def stopped_by_signals() -> Iterator[Stops]:
    """True after SIGTERM or SIGINT: the best plan so far is wanted."""
    asked: list[int] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, lambda number, _frame: asked.append(number)) for one in numbers]
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def yield_to_others(niceness: int, memory_mib: int) -> None:
    """Everything else on the machine comes first, and when memory runs out this process goes, not the node."""
    os.nice(niceness)
    most = memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text("1000")


def work(asked: BinaryIO, answers: BinaryIO, stop: Stops) -> None:
    """One question, one answer; none at all where it was stopped before there was a plan."""

    def say(answer: Answer) -> None:
        answers.write(msgspec.json.encode(answer) + b"\n")
        answers.flush()

    try:
        ask = _ask.decode(asked.read())
    except msgspec.MsgspecError as cause:
        say(Refused("", (Told(f"질문을 읽을 수 없습니다: {cause}", f"Unreadable: {cause}"),)))
        return
    try:
        say(_answering(ask)(ask, Heard(say), stop))
    except PlanRefused as refusal:
        say(Refused(refusal.field or "", refusal.told))
    except StoppedWithoutResult:
        return
    except Failure as failure:
        say(Refused(failure.field or "", (Told(failure.detail, failure.detail),)))
    except MemoryError:
        say(Refused("targets.step_m", (_NO_MEMORY,)))


def _answering(ask: Ask) -> Callable[[Ask, Callable[[Progress], None], Stops], Answer]:
    module = importlib.import_module(_MODULES[type(ask)])
    found: Callable[[Ask, Callable[[Progress], None], Stops], Answer] = module.answer
    return found


class Heard:
    """Passes progress on, not oftener than somebody can read it."""

    def __init__(
        self, say: Callable[[Progress], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._last = Progress("", 0.0)
        self._at = clock()

    def __call__(self, said: Progress) -> None:
        now = self._clock()
        if said.step != self._last.step or now - self._at >= _APART_S:
            self._last, self._at = said, now
            self._say(said)
