"""A part: what police set for a measure is destroyed when the measure ends."""

from bongsu.kernel.waking import Repeating
from bongsu.services.stalking.homes import Homes
from bongsu.services.stalking.message import CODE

_LOOK_EVERY_S = 3600.0
_AFTER_FAULT_S = 5.0


class HomesSweeper:
    """One task, woken by a change and by the next end."""

    name = "stalking homes"

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._task = Repeating(
            self.name,
            self._look,
            _LOOK_EVERY_S,
            after_fault_s=_AFTER_FAULT_S,
            wake=homes.desk.database.bell(CODE),
        )

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def _look(self) -> float | None:
        due = await self._homes.destroy_what_ended()
        return None if due is None else (due - self._homes.desk.clock.now()).total_seconds()
