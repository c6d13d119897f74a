"""The demo's people and partners: made once, kept in a private file, and able to sign in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.demo.accounts import ORGANISATIONS, PARTNERS, PEOPLE, credentials
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from tests.databases import url_in

# as the demo starts its node: a stranger gets in with what the ready line says
CHEAP = IdentitySettings(
    argon2_time_cost=1,
    argon2_memory_kib=64,
    second_factor_outside=False,
    device_key_vehicles=False,
    first_password_must_change=False,
)


@pytest.fixture
async def identity(tmp_path: Path) -> AsyncIterator[IdentityService]:
    database = Database(url_in(tmp_path))
    yield IdentityService(database, SystemClock(), CHEAP)
    await database.close()


async def test_everybody_named_can_sign_in_with_what_was_told(
    identity: IdentityService, tmp_path: Path
) -> None:
    told = await credentials(identity, tmp_path / "kept.json")
    assert [one.name for one in told.accounts] == [person[0] for person in PEOPLE]
    for account in told.accounts:
        found, _ = await identity.sign_in(account.name, account.password)
        assert found.person.role == account.role
    for partner in told.partners:
        known = await identity.partner_of(partner.token)
        assert known is not None
        assert known.name == partner.name


async def test_a_second_start_tells_the_same_and_adds_nobody(
    identity: IdentityService, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    first = await credentials(identity, kept)
    assert await credentials(identity, kept) == first
    assert kept.stat().st_mode & 0o077 == 0, "for its owner alone"


async def test_no_two_demos_share_a_secret(identity: IdentityService, tmp_path: Path) -> None:
    told = await credentials(identity, tmp_path / "kept.json")
    secrets = [one.password for one in told.accounts] + [one.token for one in told.partners]
    assert len(set(secrets)) == len(secrets)
    assert min(map(len, secrets)) >= 16


def test_every_party_of_the_agreement_is_there_and_every_role_of_the_pages() -> None:
    parties = {party.organisation for party in SEONGBUK_2023_08.parties}
    assert parties <= {organisation.code for organisation in ORGANISATIONS}
    roles = {person[2] for person in PEOPLE}
    assert roles >= {
        Role.OPERATOR,
        Role.SHIFT_LEAD,
        Role.POLICE_ROOM,
        Role.POLICE_CAR,
        Role.FIRE_ROOM,
        Role.FIRE_CAR,
        Role.DISASTER_ROOM,
        Role.ASSET_MGR,
        Role.MAINT_VENDOR,
        Role.AUDITOR,
        Role.CPO,
    }
    assert {partner[0] for partner in PARTNERS} >= {"seoul-112", "seoul-119", "mnd-capital"}
