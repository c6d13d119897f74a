"""A part: hits are destroyed after 24 hours, entries when their time is over."""

from bongsu.kernel.waking import Repeating
from bongsu.services.wanted_cars.wanted import WantedCars

_EVERY_S = 60.0


class HitSweeper:
    """One task."""

    name = "wanted cars"

    def __init__(self, wanted: WantedCars) -> None:
        self._wanted = wanted
        self._task = Repeating(self.name, self._look, _EVERY_S)

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def _look(self) -> float | None:
        await self._wanted.destroy_what_is_old()
        return None
