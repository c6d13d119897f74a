"""Answers the media processes which grants are in force, so that a lost message cannot extend one."""

from collections.abc import Awaitable, Callable

import msgspec

from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.events import subject_on_bus
from bongsu.sharing.store import active_ids, grant_by_id

ALIVE = subject_on_bus("sharing.alive")


class Alive(msgspec.Struct, frozen=True):
    """The answer."""

    grant_ids: list[str]


class AliveAnswers:
    """A part of the node process."""

    name = "sharing.alive"

    def __init__(self, database: Database, bus: Bus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        self._subscription = await self._bus.serve(ALIVE, self._answer)

    async def stop(self) -> None:
        if self._subscription is not None:
            await self._subscription.stop()

    async def _answer(self, _question: bytes) -> bytes:
        async with self._database.read() as connection:
            return msgspec.json.encode(Alive(await active_ids(connection, self._clock.now())))


def lasts_of(database: Database, clock: Clock) -> Callable[[str], Awaitable[bool]]:
    """The question about one lending, inside the node."""

    async def lasts(grant_id: str) -> bool:
        async with database.read() as connection:
            grant = await grant_by_id(connection, grant_id)
        return grant is not None and grant.in_force(clock.now())

    return lasts
