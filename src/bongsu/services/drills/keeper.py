"""A part: what runs is known from the start on, and an exercise whose time is over ends."""

from bongsu.kernel.waking import Repeating
from bongsu.services.drills.desk import DrillDesk

LOOK_EVERY_S = 10.0


class DrillKeeper:
    """Looks now and then; the end of an exercise is no matter of milliseconds, and its incidents end by their own clock."""

    name = "drills"

    def __init__(self, desk: DrillDesk) -> None:
        self._desk = desk
        self._ending = Repeating(self.name, desk.end_due, LOOK_EVERY_S)

    async def start(self) -> None:
        await self._desk.load()
        self._ending.start()

    async def stop(self) -> None:
        await self._ending.stop()
