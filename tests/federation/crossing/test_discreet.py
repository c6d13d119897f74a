"""A discreet call that is asked across the border: what it is and where stays from the owner's people too."""

import msgspec
import pytest

from bongsu.federation.crossing.hear import hear_asked
from bongsu.federation.crossing.messages import AskedPlace, IncidentAsked
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import timelines
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import GANGBUK, SEONGBUK, at

pytestmark = pytest.mark.usefixtures("centres")
KINDS = ("CURFEW", "외출제한", "Curfew")


def alarm() -> IncidentAsked:
    place = at(-120)
    return IncidentAsked(
        incident_ref="inc_" + "a" * 26,
        service="ANKLET",
        state="open",
        category="CURFEW",
        place=AskedPlace(lat=place.lat, lon=place.lon, accuracy_m=10.0),
        organisations=("MOJ.ANKLET",),
    )


async def heard(owner: OneCentre) -> Incident:
    async with owner.database.work() as work:
        await hear_asked(work, owner.desk, SEONGBUK, alarm(), owner.clock.now())
    [theirs] = await owner.asked_by(SEONGBUK)
    return theirs


async def test_the_owners_people_learn_neither_kind_nor_place(city: City) -> None:
    owner = city[GANGBUK]
    theirs = await heard(owner)
    view = await owner.view(theirs, owner.operator)
    assert view is not None
    assert view.discreet
    assert (view.place, view.tiles, view.timeline, view.facts) == (None, [], [], [])
    assert view.origin is not None
    told = msgspec.json.encode(view).decode()
    async with owner.database.read() as connection:
        lines = await timelines(connection, [theirs.incident_id])
    told += str(lines)
    assert not [word for word in KINDS if word in told]


async def test_what_stands_still_is_not_taken_for_silence(city: City) -> None:
    """The asking centre says a place once; the end is its word."""
    owner = city[GANGBUK]
    theirs = await heard(owner)
    owner.clock.advance(600)
    await do_what_is_due(owner.desk)
    [running] = await owner.asked_by(SEONGBUK)
    assert running.incident_id == theirs.incident_id
    assert running.is_open
