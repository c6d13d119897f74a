"""The city's calls lie where they say, and are answered on both sides of the border as their names promise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.demo.city.centres import HUB_FIRST
from bongsu.demo.city.script import (
    AT_THE_BORDER,
    CITY_CALLS,
    FROM_THE_OTHER_SIDE,
    IN_GURO,
    NEIGHBOUR_REFUSES,
    TO_THE_HUB,
)
from bongsu.demo.script import ROUND_S, ScriptedCall
from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Areas
from bongsu.registry.centres import CentreProfile, profile
from bongsu.registry.districts import BY_CODE
from bongsu.registry.load_areas import load_areas
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.texts import own_text, texts_of
from bongsu.sharing.decision import Allow, Refuse, Request
from bongsu.sharing.jurisdiction import Competent
from bongsu.sharing.policy import Policy, Standing, between
from bongsu.sharing.rules import decide
from tests.demo.test_calls import at_once, played

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CROSSING = [
    ("SEONGBUK", AT_THE_BORDER, "SB", "GB"),
    ("SEONGBUK", NEIGHBOUR_REFUSES, "SB", "GB"),
    ("GANGBUK", FROM_THE_OTHER_SIDE, "GB", "SB"),
    ("SEOUL", TO_THE_HUB, "GB", "SB"),
]


@pytest.fixture(scope="session")
def real_areas(shared: Path) -> Areas:
    return load_areas(shared, *BY_CODE)


def place(call: ScriptedCall) -> Point:
    return Point(call.lat, call.lon)


def dong(areas: Areas, call: ScriptedCall) -> str:
    found = areas.dong_of(place(call))
    assert found is not None
    return found.code


def answered(
    owner: str, asker: str, call: ScriptedCall, organisation: str, dong_code: str
) -> Allow | Refuse:
    policy = Policy(
        tuple(
            Standing(text, frozenset(party.organisation for party in text.parties))
            for text in texts_of(owner)
        )
    )
    request = Request(
        service=call.service,
        category=call.category,
        code=call.code or "",
        organisation=organisation,
        dong=dong_code,
    )
    decision = decide(policy if owner == asker else between(policy, asker), request, NOW)
    assert isinstance(decision, Allow | Refuse)
    return decision


def room(centre: CentreProfile, call: ScriptedCall, dong_code: str) -> str:
    """Whose call it is, as the centre's own linked service says."""
    found = load_services(centre)[call.service].competent({dong_code: 1.0})
    assert isinstance(found, Competent), found
    return found.station


def must_lie_at_the_border(areas: Areas, call: ScriptedCall, own: str, other: str) -> None:
    assert areas.district_of(place(call)) == own
    away_m = areas.outside_m(other, place(call))
    assert away_m is not None
    assert 40 < away_m < 150, "the neighbour's cameras stand within the radius of 300 m"


@pytest.mark.parametrize(("_centre", "call", "own", "other"), CROSSING)
def test_calls_across_the_border_lie_beside_it(
    areas: Areas, _centre: str, call: ScriptedCall, own: str, other: str
) -> None:
    must_lie_at_the_border(areas, call, own, other)


@pytest.mark.shared
@pytest.mark.parametrize(("_centre", "call", "own", "other"), CROSSING)
def test_they_lie_there_by_the_real_boundaries_too(
    real_areas: Areas, _centre: str, call: ScriptedCall, own: str, other: str
) -> None:
    must_lie_at_the_border(real_areas, call, own, other)


@pytest.mark.shared
@pytest.mark.parametrize("call", [AT_THE_BORDER, NEIGHBOUR_REFUSES, FROM_THE_OTHER_SIDE, IN_GURO])
def test_addresses_name_the_real_dong(real_areas: Areas, call: ScriptedCall) -> None:
    found = real_areas.dong_of(place(call))
    assert found is not None
    assert found.name in call.address


@pytest.mark.parametrize("code", HUB_FIRST)
def test_a_centres_calls_are_its_own_and_its_rooms_are_certain(areas: Areas, code: str) -> None:
    centre = profile(code)
    for call in CITY_CALLS[code]:
        assert areas.district_of(place(call)) in centre.districts
        if call.accuracy_m < 100:
            parties = {party.organisation for party in own_text(code).parties}
            assert room(centre, call, dong(areas, call)) in parties


@pytest.mark.parametrize(
    ("asker", "call", "owners"),
    [
        ("SEONGBUK", AT_THE_BORDER, ("SEONGBUK", "GANGBUK")),
        ("GANGBUK", FROM_THE_OTHER_SIDE, ("GANGBUK", "SEONGBUK")),
        ("GURO", IN_GURO, ("GURO",)),
        ("SEOUL", TO_THE_HUB, ("SEOUL", "GANGBUK", "SEONGBUK")),
    ],
)
def test_both_sides_lend_by_their_own_agreements(
    areas: Areas, asker: str, call: ScriptedCall, owners: tuple[str, ...]
) -> None:
    where = dong(areas, call)
    for owner in owners:
        found = answered(owner, asker, call, room(profile(asker), call, where), where)
        assert isinstance(found, Allow), (owner, found)


def test_one_call_is_lent_at_home_and_refused_by_the_neighbour(areas: Areas) -> None:
    where = dong(areas, NEIGHBOUR_REFUSES)
    fire = room(profile("SEONGBUK"), NEIGHBOUR_REFUSES, where)
    at_home = answered("SEONGBUK", "SEONGBUK", NEIGHBOUR_REFUSES, fire, where)
    next_door = answered("GANGBUK", "SEONGBUK", NEIGHBOUR_REFUSES, fire, where)
    assert isinstance(at_home, Allow)
    assert isinstance(next_door, Refuse)
    assert next_door.reason.value == "category_not_listed"


def test_calls_end_before_the_next_round_begins() -> None:
    for calls in CITY_CALLS.values():
        assert all(call.after_s + call.lasts_s < ROUND_S for call in calls)


async def test_every_call_is_a_message_that_the_door_takes() -> None:
    calls = tuple(at_once(call) for each in CITY_CALLS.values() for call in each)
    door = await played(calls, len(calls))
    assert len(door.taken) >= len(calls)
    services = {said["service"] for _, said in door.taken}
    assert services <= set(load_services())
