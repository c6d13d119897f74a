"""Four centres on one machine: apart in port, host, folder and people."""

from pathlib import Path

import pytest

from bongsu.demo.accounts import credentials
from bongsu.demo.city.centres import APART, HUB_FIRST, city_centres, house_of
from bongsu.demo.city.script import CITY_CALLS
from bongsu.identity.people import OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.registry.centres import CENTRES, profile
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.agreements.texts import LINKED, own_text, texts_of

CHEAP = IdentitySettings(
    argon2_time_cost=1,
    argon2_memory_kib=64,
    second_factor_outside=False,
    device_key_vehicles=False,
    first_password_must_change=False,
)
FOUR = city_centres(NodeSettings(), Path("city"), 8600)


def test_the_hub_stands_on_the_given_port_and_the_districts_behind_it() -> None:
    assert [one.code for one in FOUR] == list(HUB_FIRST)
    assert [one.settings.port for one in FOUR] == [8600, 8620, 8640, 8660]
    assert [one.console for one in FOUR] == [
        "http://seoul.localhost:8600",
        "http://seongbuk.localhost:8620",
        "http://gangbuk.localhost:8640",
        "http://guro.localhost:8660",
    ]
    assert FOUR[0].profile.is_hub
    assert set(HUB_FIRST) == set(LINKED)


def test_no_port_of_one_is_the_next_ones() -> None:
    """Console, pictures, pictures for others, link, further media from +11."""
    taken = [set(range(one.settings.port, one.settings.port + APART)) for one in FOUR]
    assert len(set().union(*taken)) == APART * len(FOUR)


def test_each_centre_is_told_who_it_is_and_has_its_own_folder() -> None:
    for one in FOUR:
        assert one.settings.centre == one.code
        assert one.settings.profile == one.profile
        assert one.console.split("/")[-1] in one.settings.origins
    assert len({one.settings.data_dir for one in FOUR}) == len(FOUR)


@pytest.mark.parametrize("code", HUB_FIRST)
def test_every_room_of_the_centres_own_text_has_somebody_at_its_screens(code: str) -> None:
    house = house_of(profile(code))
    staffed = {person[3] for person in house.people}
    assert staffed >= {party.organisation for party in own_text(code).parties}
    assert staffed <= {one.code for one in house.organisations}
    roles = {person[2] for person in house.people}
    assert roles >= {
        Role.OPERATOR,
        Role.SHIFT_LEAD,
        Role.CENTRE_HEAD,
        Role.POLICE_ROOM,
        Role.FIRE_ROOM,
        Role.DISASTER_ROOM,
        Role.AUDITOR,
        Role.CPO,
    }
    assert (Role.POLICE_CAR in roles) == (code != "SEOUL"), "the city's rooms have no vehicles"


@pytest.mark.parametrize("code", HUB_FIRST)
def test_only_this_centre_is_a_centre_among_its_organisations(code: str) -> None:
    """A lending to an organisation of that kind would count as the centre's own view and stand in no ledger."""
    organisations = house_of(profile(code)).organisations
    centres = [one.code for one in organisations if one.kind is OrganisationKind.CENTRE]
    assert centres == [code]
    known = {one.code for one in organisations}
    parties = {party.organisation for text in texts_of(code) for party in text.parties}
    assert known >= {party for party in parties if party == code or party not in CENTRES}
    assert not known & (CENTRES.keys() - {code})


@pytest.mark.parametrize("code", HUB_FIRST)
async def test_everybody_named_can_sign_in(code: str, database: Database, tmp_path: Path) -> None:
    identity = IdentityService(database, SystemClock(), CHEAP)
    told = await credentials(identity, tmp_path / "kept.json", house_of(profile(code)))
    assert len(told.accounts) == len(house_of(profile(code)).people)
    for account in told.accounts:
        found, _ = await identity.sign_in(account.name, account.password)
        assert found.person.role == account.role
    sending = {one.name for one in told.partners}
    assert sending >= {"seoul-112", "seoul-119"}
    assert ("mnd-capital" in sending) == (code == "SEONGBUK"), "a unit's order is one centre's"


@pytest.mark.parametrize("code", HUB_FIRST)
def test_the_units_of_the_calls_are_vehicles_of_the_centre(code: str) -> None:
    vehicles = {person[4] for person in house_of(profile(code)).people if person[4]}
    units = {call.unit.unit_id for call in CITY_CALLS[code] if call.unit}
    assert units <= vehicles
