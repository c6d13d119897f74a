"""Where pictures are lent across the border the city's room is a party; it still sends every station's calls."""

import pytest

from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.agreements.texts import texts_of
from bongsu.sharing.reasons import Reason
from tests.incidents.stage import IN_SEONGBUK, Stage, signed_book, stage_on


@pytest.fixture
def linked(database: Database) -> Stage:
    return stage_on(database, book=signed_book(*texts_of("SEONGBUK")))


async def test_the_city_sends_the_stations_call_though_it_is_a_party(linked: Stage) -> None:
    incident = await linked.open(linked.call(sender_org="KNPA.SEOUL"))
    assert await linked.outside(incident) == {POLICE_SEONGBUK: "active"}


async def test_the_citys_fire_room_sends_the_fire_stations_call(linked: Stage) -> None:
    incident = await linked.open(linked.fire())
    assert (await linked.outside(incident))["NFA.SEOUL.SEONGBUK"] == "active"


@pytest.mark.parametrize("sender", [POLICE_JONGAM, "KNPA.SEOUL.GANGBUK"])
async def test_no_neighbour_sends_this_stations_call(linked: Stage, sender: str) -> None:
    incident = await linked.open(linked.call(sender_org=sender, place=IN_SEONGBUK))
    (grant,) = await linked.grants(incident)
    assert (grant.organisation, grant.reason) == (sender, Reason.WRONG_JURISDICTION)
