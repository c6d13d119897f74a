"""A part: destroys what is due, at start and every hour."""

from bongsu.kernel.waking import Repeating
from bongsu.planning.requests.desk import RequestDesk
from bongsu.planning.requests.destroy import destroy_due

LOOK_EVERY_S = 3_600.0
_AFTER_FAULT_S = 60.0


class RequestKeeper:
    """Days are meant: an hour late is in time."""

    name = "camera requests"

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk
        self._looking = Repeating(self.name, self._look, LOOK_EVERY_S, after_fault_s=_AFTER_FAULT_S)

    async def start(self) -> None:
        self._looking.start()

    async def stop(self) -> None:
        await self._looking.stop()

    async def _look(self) -> None:
        await destroy_due(self._desk)
