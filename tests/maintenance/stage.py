"""A maintenance desk on a real database with a few cameras, and how media and monitoring speak to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bongsu.audit.tables import trail
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.maintenance.desk import MaintenanceDesk, Said, hear
from bongsu.maintenance.listen import MaintenanceListening
from bongsu.maintenance.settings import MaintenanceSettings
from bongsu.maintenance.views import FaultView, Wanted, list_faults
from bongsu.maintenance.words import FaultKind, FaultState
from bongsu.registry.catalogue import Catalogue
from tests.databases import url_in
from tests.monitoring.watch.stage import camera

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
FIRST, SECOND, QUIET = "SB-0001", "SB-0002", "SB-0003"


@dataclass
class Stage:
    database: Database
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    bus: MemoryBus = field(default_factory=MemoryBus)
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        self.catalogue.rows = {row.camera_id: row for row in map(camera, range(1, 4))}
        settings = MaintenanceSettings()
        self.desk = MaintenanceDesk(
            self.database, self.clock, self.catalogue, settings, lambda one: one == QUIET
        )
        self.part = MaintenanceListening(self.desk, self.bus)

    @classmethod
    def at(cls, folder: Path) -> "Stage":
        return cls(Database(url_in(folder)))

    def later(self, **by: float) -> None:
        self.clock.advance(timedelta(**by).total_seconds())

    async def say(
        self, *, ailing: bool, camera_id: str = FIRST, kind: FaultKind = FaultKind.COVERED
    ) -> None:
        await hear(self.desk, Said(camera_id, kind, ailing, self.clock.now(), 0.9, 0.6))

    async def faults(self, state: FaultState | None = None) -> tuple[FaultView, ...]:
        return (await list_faults(self.desk, Wanted(state=state))).faults

    async def one(self) -> FaultView:
        (fault,) = await self.faults()
        return fault

    async def trail_kinds(self) -> list[str]:
        async with self.database.read() as connection:
            return list((await connection.scalars(select(trail.c.kind))).all())
