"""A part that does what is due for residents: one task, woken by a press and by the next deadline."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bongsu.kernel.waking import Repeating
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.press import BELL

_LONGEST_SLEEP_S = 30.0
_AFTER_FAULT_S = 1.0
Due = Callable[[ResidentDesk], Awaitable[datetime | None]]


class ResidentTimer:
    """`service`: at whose bell it wakes."""

    def __init__(self, name: str, at: ResidentDesk, service: str, dues: Sequence[Due]) -> None:
        self.name = name
        self._at = at
        self._dues = dues
        self._task = Repeating(
            name,
            self._look,
            _LONGEST_SLEEP_S,
            after_fault_s=_AFTER_FAULT_S,
            wake=at.desk.database.bell(f"{BELL} {service}"),
        )

    @property
    def failures(self) -> int:
        return self._task.failures

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def do_once(self) -> datetime | None:
        """Everything whose time has come; answers when the next thing is due."""
        found = [await due(self._at) for due in self._dues]
        return min((at for at in found if at is not None), default=None)

    async def _look(self) -> float | None:
        due = await self.do_once()
        return None if due is None else (due - self._at.desk.clock.now()).total_seconds()
