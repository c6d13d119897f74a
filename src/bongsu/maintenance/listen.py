"""What maintenance hears: monitoring's health checks, and the states of cameras that media tells."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import structlog

from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.seldom import Seldom
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import Repeating
from bongsu.maintenance import store
from bongsu.maintenance.desk import MaintenanceDesk, Said, hear
from bongsu.maintenance.fault import Outage
from bongsu.maintenance.words import FaultKind

log = structlog.get_logger()
_BAD = frozenset({"dead", "frozen", "unsupported"})
# neither: nobody asks for it any more, or it is being asked
_UNSEEN = frozenset({"unknown"})
_LOOK_EVERY_S = 15.0
# an ailment is told again and again: what is said to be older was not seen by this worker
_LONGEST = timedelta(days=30)
_AILMENTS = frozenset(one.value for one in FaultKind)


class FenceHeard(msgspec.Struct, frozen=True, kw_only=True):
    camera_id: str
    job: int
    delivery: int
    worker: str


class HealthHeard(msgspec.Struct, frozen=True, kw_only=True):
    """`monitoring.health`."""

    fence: FenceHeard
    ailment: str
    ailing: bool
    since: datetime
    figure: float
    limit: float


class StateHeard(msgspec.Struct, frozen=True):
    """`media.camera_state`."""

    camera_id: str
    state: str
    since: datetime
    reason: str = ""


Counts = Callable[[FenceHeard], bool]


class MaintenanceListening:
    """A part of the node process. `counts`: whether what is told under this fence is to be believed."""

    name = "maintenance.listening"

    def __init__(
        self, desk: MaintenanceDesk, bus: Bus, counts: Counts = lambda _fence: True
    ) -> None:
        self._desk = desk
        self._bus = bus
        self._counts = counts
        self._seldom = Seldom()
        self._subscriptions: list[Subscription] = []
        self._looking = Repeating(self.name, self._look, _LOOK_EVERY_S)

    async def start(self) -> None:
        health, state = subject_on_bus("monitoring.health"), subject_on_bus("media.camera_state")
        self._subscriptions = [
            await self._bus.subscribe(health, self._hear_health),
            await self._bus.subscribe(state, self._hear_state),
        ]
        self._looking.start()

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        await self._looking.stop()

    async def _hear_health(self, body: bytes) -> None:
        heard = self._read(body)
        if heard is None or heard.ailment not in _AILMENTS or not self._counts(heard.fence):
            return
        since = max(heard.since, self._desk.clock.now() - _LONGEST)
        await hear(
            self._desk,
            Said(
                heard.fence.camera_id,
                FaultKind(heard.ailment),
                heard.ailing,
                since,
                heard.figure,
                heard.limit,
            ),
        )

    def _read(self, body: bytes) -> HealthHeard | None:
        """A worker's word that cannot be read opens no fault, and costs nobody else's."""
        problem = "a time without its zone"
        try:
            heard = msgspec.json.decode(body, type=HealthHeard)
            if heard.since.tzinfo is not None:
                return heard
        except UNREADABLE as cause:
            problem = str(cause)[:200]
        event = "a worker's word cannot be read"
        self._seldom.warn(log, event, "health", what="health", problem=problem)
        return None

    async def _hear_state(self, body: bytes) -> None:
        heard = msgspec.json.decode(body, type=StateHeard)
        desk = self._desk
        if not desk.knows(heard.camera_id) or desk.is_quiet(heard.camera_id):
            return
        if heard.state in _BAD:
            async with desk.database.work() as work:
                outage = Outage(heard.camera_id, heard.since, None, heard.state, heard.reason)
                await store.begin_outage(work.connection, outage)
        elif heard.state == "live" or heard.state in _UNSEEN:
            await self._end(heard)

    async def _end(self, heard: StateHeard) -> None:
        """Of a camera that nobody pulls any more the outage ends, not the fault: nobody knows that it is mended."""
        desk = self._desk
        async with desk.database.read() as connection:
            lasting = {one.camera_id for one in await store.lasting_outages(connection)}
        if heard.camera_id in lasting:
            async with desk.database.work() as work:
                at = max(heard.since, desk.clock.now() - timedelta(days=1))
                await store.end_outage(work.connection, heard.camera_id, at)
        if heard.state == "live":
            await hear(
                desk,
                Said(heard.camera_id, FaultKind.NO_PICTURE, is_ailing=False, since=heard.since),
            )

    async def _look(self) -> None:
        await open_long_outages(self._desk)


async def open_long_outages(desk: MaintenanceDesk) -> None:
    """What has lasted longer than the setting is a fault."""
    after = timedelta(seconds=desk.settings.no_picture_after_s)
    now = desk.clock.now()
    async with desk.database.read() as connection:
        lasting = await store.lasting_outages(connection)
    for one in lasting:
        if now - one.began_at >= after:
            lasted_s = (now - one.began_at).total_seconds()
            said = Said(
                one.camera_id,
                FaultKind.NO_PICTURE,
                is_ailing=True,
                since=one.began_at,
                figure=lasted_s,
                limit=desk.settings.no_picture_after_s,
                note=one.state,
            )
            await hear(desk, said)
