"""What the queue hears: what rules say (`monitoring.raised`), and clips in parts (`monitoring.clip`)."""

import msgspec
import structlog

from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.seldom import Seldom
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.monitoring.alarms.arrive import arrive
from bongsu.monitoring.alarms.clips import REFUSED, ClipsComing
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.worker.messages import ASK_CLIP, ClipPart, RaisedAt

log = structlog.get_logger()


class AlarmListening:
    """A part. A worker's word that cannot be read is counted, and costs nobody else's."""

    name = "alarms heard"

    def __init__(self, desk: AlarmDesk, bus: Bus) -> None:
        self._desk = desk
        self._bus = bus
        self._clips = ClipsComing(desk)
        self._seldom = Seldom()
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        heard = subject_on_bus(RaisedAt.subject)
        self._subscriptions = [
            await self._bus.subscribe(heard, self._raised),
            await self._bus.serve(ASK_CLIP, self._clip),
        ]

    async def stop(self) -> None:
        for one in self._subscriptions:
            await one.stop()

    async def _raised(self, body: bytes) -> None:
        try:
            said = msgspec.json.decode(body, type=RaisedAt)
        except UNREADABLE as problem:
            self._unread("raised", problem)
            return
        if said.at.tzinfo is None or said.since.tzinfo is None:
            self._desk.book.drop("unread")
            return
        await arrive(self._desk, said)

    async def _clip(self, body: bytes) -> bytes:
        try:
            part = msgspec.msgpack.decode(body, type=ClipPart)
        except UNREADABLE as problem:
            self._unread("clip", problem)
            return REFUSED.encode()
        return (await self._clips.take(part)).encode()

    def _unread(self, what: str, problem: Exception) -> None:
        self._desk.book.drop("unread")
        said = str(problem)[:200]
        self._seldom.warn(log, "a worker's word cannot be read", what, what=what, problem=said)
