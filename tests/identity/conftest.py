"""A node's identity with a cheap password hash, a real database and a clock that stands."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.identity.people import Organisation, OrganisationKind
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.databases import copied, url_in

CENTRE = Organisation(
    "SEONGBUK", "성북구 통합관제센터", "Seongbuk Control Centre", OrganisationKind.CENTRE
)
POLICE = Organisation(
    "KNPA.SEOUL.SEONGBUK", "성북경찰서", "Seongbuk Police Station", OrganisationKind.POLICE
)
HOMES = {
    kind: Organisation(f"TEST.{kind.name}", f"시험 {kind.value}", f"Test {kind.value}", kind)
    for kind in OrganisationKind
} | {OrganisationKind.CENTRE: CENTRE, OrganisationKind.POLICE: POLICE}
CHEAP = IdentitySettings(
    argon2_time_cost=1, argon2_memory_kib=8, second_factor_outside=False, device_key_vehicles=False
)
PASSWORD = "beacon-on-the-hill"
NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)


async def _furnish(url: str) -> None:
    database = Database(url)
    service = IdentityService(database, FixedClock(NOW), CHEAP)
    for home in HOMES.values():
        await service.add_organisation(home)
    await database.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which every organisation stands, made once and copied for each test."""
    url = url_in(tmp_path_factory.mktemp("identity"))
    asyncio.run(_furnish(url))
    return url


@pytest.fixture
async def database(furnished: str, tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(copied(furnished, tmp_path))
    yield database
    await database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
async def identity(database: Database, clock: FixedClock) -> IdentityService:
    return IdentityService(database, clock, CHEAP)
