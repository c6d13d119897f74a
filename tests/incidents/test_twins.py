"""What a service may refuse by what came before, by where it lies, and by a time that is over: on a made-up service."""

from collections.abc import Sequence

import pytest

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Twins
from bongsu.incidents.store import incidents_saying
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, moved
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from tests.incidents.of_a_service import CODE, call, square, stage_with, window

FAR = Point(37.6, 127.2)


def once(_call: Call, before: Sequence[Incident]) -> None:
    if before:
        raise Invalid("Came before", field="details.permit")


def far_square() -> Area:
    return Area(
        tuple(
            (at.lat, at.lon)
            for at in (moved(FAR, *pair) for pair in ((0, 0), (90, 0), (90, 90), (0, 90)))
        )
    )


async def test_a_matter_that_came_before_is_known_by_its_word(database: Database) -> None:
    stage = stage_with(database, twins=Twins("permit", once))
    await stage.open(call(stage, details={"permit": '7%_"'}))
    await stage.open(call(stage, details={"permit": "7"}))
    await stage.open(call(stage))
    with pytest.raises(Invalid) as refused:
        await stage.open(call(stage, details={"permit": '7%_"'}))
    assert refused.value.field == "details.permit"


async def test_the_same_word_of_another_service_is_another_matter(database: Database) -> None:
    stage = stage_with(database)
    one = await stage.open(call(stage, details={"permit": "7"}))
    two = await stage.open(call(stage, details={"permit": "7"}))
    await stage.open(stage.call(details={"permit": "7"}))
    async with database.read() as connection:
        found = await incidents_saying(connection, CODE, "permit", "7")
    assert {one.incident_id, two.incident_id} == {each.incident_id for each in found}


async def test_an_area_elsewhere_is_refused_by_its_field_where_the_service_says_so(
    database: Database,
) -> None:
    stage = stage_with(database, only_here=True)
    with pytest.raises(Invalid) as refused:
        await stage.open(call(stage, place=None, area=far_square()))
    assert refused.value.field == "area"
    assert await stage.trail() == []
    assert (await stage.open(call(stage, place=None, area=square()))).is_open


async def test_an_order_that_arrives_after_its_time_lends_nothing(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, window=window(-7200, 3600)))
    grant = await stage.grant(incident, POLICE_SEONGBUK)
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.WINDOW_OVER)
    assert not any(one.is_open for one in await stage.grants(incident))
    await stage.later(0)
    assert not (await stage.fresh(incident)).is_open
