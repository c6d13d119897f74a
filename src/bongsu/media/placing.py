"""The node's side of placement on the bus: hears who is there, says who pulls what, hands out the public ticket key."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.media.placement import Placement
from bongsu.media.present import ASK_PRESENT, ASK_TICKET_KEY, MediaPresent, TicketKey

log = structlog.get_logger()
# codes of the centres that are linked with this one now
Linked: TypeAlias = Callable[[], Awaitable[frozenset[str]]]
# whether a lending runs, by its id
Lasts: TypeAlias = Callable[[str], Awaitable[bool]]
_SWEEP_EVERY_S = 0.25


class GrantOpened(msgspec.Struct, frozen=True):
    """The fields of `sharing.grant_opened` that matter here."""

    grant_id: str
    camera_ids: tuple[str, ...]


async def with_nobody() -> frozenset[str]:
    """A centre that is linked with no other."""
    return frozenset()


async def always(_grant_id: str) -> bool:
    return True


class Placing:
    """A part of the node."""

    name = "media.placing"

    def __init__(
        self,
        placement: Placement,
        bus: Bus,
        ticket_key: Ed25519PublicKey,
        linked: Linked = with_nobody,
        lasts: Lasts = always,
    ) -> None:
        self._placement = placement
        self._lasts = lasts
        self._linked = linked
        self._bus = bus
        self._key = msgspec.json.encode(TicketKey(ticket_key.public_bytes_raw().hex()))
        self._subscriptions: list[Subscription] = []
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._subscriptions = [
            await self._bus.serve(ASK_PRESENT, self._present),
            await self._bus.serve(ASK_TICKET_KEY, self._ticket_key),
            await self._bus.subscribe(subject_on_bus("sharing.grant_opened"), self._grant_opened),
        ]
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_EVERY_S)
            self._placement.sweep()
            await self._tell()

    async def _present(self, body: bytes) -> bytes:
        heard = self._placement.hear(msgspec.json.decode(body, type=MediaPresent))
        await self._tell()
        return msgspec.json.encode(msgspec.structs.replace(heard, linked=await self._linked()))

    async def _ticket_key(self, _body: bytes) -> bytes:
        return self._key

    async def _grant_opened(self, body: bytes) -> None:
        """A call that another centre asked about and closed while the line was cut comes whole, and warms nothing."""
        opened = msgspec.json.decode(body, type=GrantOpened)
        if await self._lasts(opened.grant_id):
            self._placement.warm(opened.camera_ids)
            await self._tell()

    async def _tell(self) -> None:
        """In order; what the bus does not take waits for the next round."""
        untold = self._placement.untold
        while untold:
            event = untold.pop(0)
            try:
                await self._bus.publish(subject_on_bus(event.subject), msgspec.json.encode(event))
            except BusUnavailable:
                untold.insert(0, event)
                log.info("placement waits, the bus is away")
                return
