"""A call of the hub where no district can be asked: its room sees the call, and in words why there are no pictures."""

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Role
from bongsu.sharing.grants import State
from bongsu.sharing.reasons import Reason
from tests.federation.crossing.city import City, build
from tests.federation.crossing.city_map import CITY_POLICE, GANGBUK, GURO, SEONGBUK, SEOUL, at
from tests.incidents.stage import person

ROOM = person(Role.POLICE_ROOM, CITY_POLICE)
# in 강북, whose cameras stand near; no other district is within 300 m
MIDDLE = 310.0


async def refusal(city: City, place_m: float) -> tuple[str, str, str]:
    """What the room reads: state, Korean and English."""
    hub = city[SEOUL]
    incident = await hub.open(at(place_m))
    await city.calm()
    view = await hub.view(incident, ROOM)
    assert view is not None, "the room sees its call"
    assert view.tiles == []
    [lending] = view.lendings
    return lending.state, lending.reason_text_ko, lending.reason_text_en


@pytest.mark.parametrize("linked", [[], [SEONGBUK]])
async def test_a_district_that_is_not_linked_yet(tmp_path: object, linked: list[str]) -> None:
    city = await build(tmp_path, SEOUL, *linked)  # type: ignore[arg-type]  # pytest's Path
    state, korean, english = await refusal(city, MIDDLE)
    assert state == "refused"
    assert korean.startswith("이 지역 자치구는 아직 연계되지 않았습니다")
    assert english.startswith("The district of this place is not linked yet")
    assert TrailKind.REFUSE in await city[SEOUL].trail()
    [incident] = await city[SEOUL].incidents()
    assert any("아직 연계되지" in line for line in await city[SEOUL].timeline(incident))
    await city.end()


async def test_judged_again_nothing_is_said_twice(whole_city: City) -> None:
    hub = whole_city[SEOUL]
    for code in (SEONGBUK, GANGBUK, GURO):
        await whole_city.know(SEOUL, code, is_revoked=True)
    incident = await hub.open(at(MIDDLE))
    before = await hub.trail()
    await hub.judged_again()
    await hub.judged_again()
    assert len(await hub.grants(incident)) == 1
    assert await hub.trail() == before


async def test_the_only_owner_in_reach_was_revoked_before_the_call(whole_city: City) -> None:
    await whole_city.know(SEOUL, GANGBUK, is_revoked=True)
    state, korean, _ = await refusal(whole_city, MIDDLE)
    assert (state, korean.split(" (")[0]) == ("refused", "관제센터 사이의 연계가 종료되었습니다")


async def test_the_only_owner_in_reach_is_revoked_while_it_lends_and_linked_again(
    whole_city: City,
) -> None:
    hub = whole_city[SEOUL]
    incident = await hub.open(at(MIDDLE))
    await whole_city.calm()
    assert (await hub.of(incident, GANGBUK, CITY_POLICE)).state is State.ACTIVE
    await whole_city.know(SEOUL, GANGBUK, is_revoked=True)
    await hub.judged_again()
    ended = await hub.of(incident, GANGBUK, CITY_POLICE)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.UNLINKED)
    told = await hub.of(incident, None, CITY_POLICE)
    assert (told.state, told.reason) == (State.REFUSED, Reason.UNLINKED)
    view = await hub.view(incident, ROOM)
    assert view is not None
    assert view.tiles == []
    assert {one.reason_text_ko.split(" (")[0] for one in view.lendings} == {
        "관제센터 사이의 연계가 종료되었습니다"
    }
    await whole_city.know(SEOUL, GANGBUK)
    await hub.judged_again()
    await whole_city.calm()
    assert (await hub.of(incident, GANGBUK, CITY_POLICE)).state is State.ACTIVE
    assert (await hub.of(incident, None, CITY_POLICE)).state is State.CLOSED


async def test_a_district_whose_neighbour_is_revoked_says_that_too(city: City) -> None:
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await city.know(SEONGBUK, GANGBUK, is_revoked=True)
    await asker.judged_again()
    ended = await asker.of(incident, GANGBUK)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.UNLINKED)
    assert (await asker.of(incident, None)).state is State.ACTIVE, "our own go on"


async def closes(city: City, place_m: float) -> tuple[set[str], bool]:
    """What stands of the room's lendings, and whether it may end its own call."""
    hub = city[SEOUL]
    incident = await hub.open(at(place_m))
    await city.calm()
    view = await hub.view(incident, ROOM)
    assert view is not None
    return {lending.state for lending in view.lendings}, view.may_close


async def test_a_room_whose_district_is_not_linked_ends_its_call_itself(tmp_path: object) -> None:
    city = await build(tmp_path, SEOUL)  # type: ignore[arg-type]  # pytest's Path
    assert await closes(city, MIDDLE) == ({"refused"}, True)
    await city.end()


async def test_a_room_that_the_only_district_refuses_ends_its_call_itself(
    whole_city: City,
) -> None:
    """Our own agreements let it see: the call is its own, whatever others lend."""
    whole_city[GANGBUK].book.suspend("GB-LINK-2024-05")
    assert await closes(whole_city, MIDDLE) == ({"refused"}, True)


async def test_a_room_that_our_own_agreements_refuse_leads_nothing(whole_city: City) -> None:
    hub = whole_city[SEOUL]
    incident = await hub.open(at(MIDDLE), category="ASSAULT", code="C3")
    await whole_city.calm()
    view = await hub.view(incident, ROOM)
    assert view is not None
    assert ({one.state for one in view.lendings}, view.may_close) == ({"refused"}, False)
