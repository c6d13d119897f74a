"""Time as an argument: rules take `now`, use cases take a `Clock`."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the present moment as aware UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, held to the monotonic one: within a process time never runs backwards.

    A jump forward is taken; after a jump back time goes on from where it was."""

    def __init__(
        self,
        wall_ns: Callable[[], int] = time.time_ns,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._wall_ns = wall_ns
        self._monotonic_ns = monotonic_ns
        self._ahead_ns = wall_ns() - monotonic_ns()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            steady = self._monotonic_ns()
            self._ahead_ns = max(self._ahead_ns, self._wall_ns() - steady)
            whole_us = (steady + self._ahead_ns) // 1000
        return _EPOCH + timedelta(microseconds=whole_us)


class FixedClock:
    """A clock that moves only when a test says so."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
