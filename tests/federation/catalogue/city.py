"""Owners and receivers of catalogues with a database each, on a line that can be cut."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bongsu.audit import tables as audit_tables
from bongsu.federation.catalogue import store as kept
from bongsu.federation.catalogue.digest import digest_of
from bongsu.federation.catalogue.entitled import ALL, Scope
from bongsu.federation.catalogue.follow import Follow
from bongsu.federation.catalogue.holdings import Holdings
from bongsu.federation.catalogue.just_changed import JustChanged
from bongsu.federation.catalogue.push import Push
from bongsu.federation.catalogue.serve import Serving
from bongsu.federation.catalogue.store import Held
from bongsu.federation.catalogue.versions import Versions
from bongsu.federation.memory_line import MemoryCity, MemoryLine
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.camera import Camera, CameraKind, CameraStatus, Purpose
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import CENTRES
from bongsu.registry.peers.store import peer_records
from bongsu.registry.tables import cameras as camera_table
from tests.databases import url_in

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
assert audit_tables.trail.name == "trail"


def a_camera(letters: str, number: int, purpose: Purpose = Purpose.CRIME_PREVENTION) -> Camera:
    return Camera(
        camera_id=f"{letters}-{number:04d}-1",
        site_id=f"{letters}-{number:04d}",
        district=letters,
        name=f"길음로 {number}",
        kind=CameraKind.PTZ if number % 3 else CameraKind.FIXED,
        purpose=purpose,
        status=CameraStatus.IN_SERVICE,
        lat=37.60 + number * 1e-5,
        lon=127.02 + number * 1e-5,
        bearing_deg=None if number % 2 else float(number % 360),
        range_m=50.0,
    )


def a_site(one: Camera) -> dict[str, object]:
    return {
        "site_id": one.site_id, "site_key": one.site_id, "content_hash": "h", "series": "s",
        "district": one.district, "dong_code": "1129066000", "purpose": one.purpose,
        "purpose_original": "", "lat": one.lat, "lon": one.lon, "camera_count": 1,
        "installed_precision": "none", "installed_trusted": True, "source_file": "f",
        "source_row": 1, "flags": [],
    }  # fmt: skip


@dataclass
class Centre:
    code: str
    database: Database
    line: MemoryLine
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    scopes: dict[str, Scope | None] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        just_changed = JustChanged()
        self.push = Push(self.database, self.line, self.entitled, just_changed)
        self.serving = Serving(self.database, self.line, self.entitled, self.push.asked)
        self.versions = Versions(self.database, self.catalogue, self.code, just_changed)
        self.holdings = Holdings(self.database, self.catalogue)
        self.follow = Follow(self.line, self.clock, self.holdings)

    def entitled(self, peer: str) -> Scope | None:
        return self.scopes.get(peer, ALL)

    async def start(self) -> None:
        async with self.database.read() as connection:
            await self.catalogue.load(connection)
        for part in (self.versions, self.push, self.follow):
            await part.start()
        await self.versions.compare()
        await until(self.follow._loaded.is_set)

    async def stop(self) -> None:
        for part in (self.follow, self.push, self.versions):
            await part.stop()

    async def add(self, *added: Camera) -> None:
        async with self.database.work() as work:
            await store.add_sites_and_cameras(work, [a_site(one) for one in added], added)

    async def change(self, camera_id: str, **values: object) -> None:
        """As an import does it: behind everybody's back, and then everything is read anew."""
        async with self.database.work() as work:
            one = camera_table.c.camera_id == camera_id
            await work.connection.execute(camera_table.update().where(one).values(values))
        await self.imported()

    async def imported(self) -> None:
        async with self.database.read() as connection:
            await self.catalogue.load(connection)
        await self.versions.compare()

    async def set_state(self, state: str, *camera_ids: str) -> None:
        """As the registry keeps what media says."""
        now = self.clock.now()
        rows = [store.Health(one, state, now, "", "media-1") for one in camera_ids]
        async with self.database.work() as work:
            await store.set_health(work, rows)
            for follow in self.catalogue.in_states_work:
                await follow(work, camera_ids)

    async def version(self) -> int:
        async with self.database.read() as connection:
            return await kept.newest(connection)

    async def stored(self, owner: str) -> dict[str, str]:
        """Id → state of another centre's cameras, from the table."""
        async with self.database.read() as connection:
            return {one.camera_id: one.state for one in await peer_records(connection, owner)}

    async def held_in_table(self, owner: str) -> Held | None:
        async with self.database.read() as connection:
            return await kept.held(connection, owner)

    async def ids(self) -> set[str]:
        async with self.database.read() as connection:
            return set((await connection.scalars(select(camera_table.c.camera_id))).all())

    async def has_caught_up(self, owner: "Centre") -> None:
        version = await owner.version()
        await until(lambda: self.holdings.held(owner.code).version == version)

    async def agrees(self, owner: "Centre") -> bool:
        """By what the table holds: both sides' digests."""
        await self.holdings.read_marks(owner.code)
        scope = owner.entitled(self.code)
        assert scope is not None
        async with owner.database.read() as connection:
            theirs = await owner.serving._digest(connection, scope)
        buckets = [theirs.buckets[at : at + 32] for at in range(0, 8192, 32)]
        return digest_of(buckets) == self.holdings.marks(owner.code).digest()


async def centre(city: MemoryCity, folder: Path, code: str, cameras: int = 0) -> Centre:
    database = Database(url_in(folder, code))
    one = Centre(code, database, city.line(code))
    if cameras:
        (letters,) = CENTRES[code].districts
        await one.add(*(a_camera(letters, number) for number in range(1, cameras + 1)))
    return one


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.005)
