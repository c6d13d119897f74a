"""A node's watch list on a real database with a few cameras; bus, queue and media in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from bongsu.audit.tables import trail
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.memory_work_queue import MemoryWorkQueue
from bongsu.kernel.work_queue import Delivered
from bongsu.media.placement import Placement
from bongsu.media.tickets import TicketSigner
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.keeper import WatchKeeper
from bongsu.monitoring.watch.switch import Switch, switch
from bongsu.monitoring.watch.taps import TapDesk
from bongsu.monitoring.worker.messages import CameraJob, Fence, JobEnded
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.catalogue import Catalogue
from tests.databases import url_in
from tests.incidents.stage import is_present

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
LEASE_S = 3.0
LEAD = "per_lead"


def camera(number: int, dong: str = "1129066000") -> CameraRow:
    return CameraRow(
        camera_id=f"SB-{number:04}",
        site_id="s",
        district="SB",
        name=f"길음로 {number}",
        kind=CameraKind.FIXED,
        purpose=Purpose.CRIME_PREVENTION,
        status=CameraStatus.IN_SERVICE,
        lat=37.6,
        lon=127.02,
        bearing_deg=None,
        hfov_deg=None,
        range_m=30.0,
        height_m=None,
        dong_code=dong,
        state="live",
    )


@dataclass
class Seconds:
    """A monotonic clock that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Stage:
    folder: Path
    database: Database
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    bus: MemoryBus = field(default_factory=MemoryBus)
    queue: MemoryWorkQueue = field(default_factory=lambda: MemoryWorkQueue(LEASE_S))
    catalogue: Catalogue = field(default_factory=Catalogue)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    placement: Placement = field(default_factory=Placement)

    def __post_init__(self) -> None:
        self.catalogue.rows = {row.camera_id: row for row in map(camera, range(1, 6))}
        self.desk = self.new_desk()
        self.keeper = self.new_keeper()

    @classmethod
    def at(cls, folder: Path) -> "Stage":
        return cls(folder, Database(url_in(folder)))

    def new_desk(self) -> WatchDesk:
        """As after a restart of the node."""
        return WatchDesk(
            database=self.database,
            clock=self.clock,
            catalogue=self.catalogue,
            settings=MonitoringSettings(lease_s=LEASE_S),
        )

    def new_keeper(self) -> WatchKeeper:
        taps = TapDesk(self.desk, TicketSigner(self.key), self.placement)
        return WatchKeeper(self.desk, taps, self.bus, self.queue)

    def media(self) -> None:
        is_present(self.placement)

    async def on(self, *camera_ids: str, on: bool = True) -> int:
        wish = Switch(on=on, reason="시험 운영", camera_ids=camera_ids)
        return (await switch(self.desk, wish, LEAD)).changed

    async def reconcile(self) -> None:
        await self.keeper.jobs.reconcile()

    async def takes(self, most: int = 10) -> list[tuple[Delivered, CameraJob]]:
        """What a worker is given now."""
        taken: list[Delivered] = []
        await self.queue.take(most, 0.005, taken.append)
        return [(one, msgspec.json.decode(one.body, type=CameraJob)) for one in taken]

    def ended(self) -> list[int]:
        """Job numbers that were told to be over."""
        bodies = [body for subject, body in self.bus.published if subject.endswith("job_ended")]
        return [msgspec.json.decode(body, type=JobEnded).job for body in bodies]

    async def trail(self, kind: str) -> Sequence[dict[str, object]]:
        async with self.database.read() as connection:
            found = await connection.scalars(select(trail.c.body).where(trail.c.kind == kind))
            return [msgspec.json.decode(body) for body in found]


def fence_of(delivered: Delivered, worker: str = "w1") -> Fence:
    return Fence(
        camera_id=delivered.key,
        job=delivered.number,
        delivery=delivered.delivery,
        worker=worker,
    )
