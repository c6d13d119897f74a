"""Three districts and their hub: two asked at once, and the city's own room for any district."""

from dataclasses import replace

from bongsu.identity.people import Role
from bongsu.sharing.agreement import Agreement, Party, Stage
from bongsu.sharing.grants import State
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import (
    CITY_POLICE,
    GANGBUK,
    GURO,
    POLICE,
    SEONGBUK,
    SEOUL,
    at,
)
from tests.incidents.stage import person

GANGBUK_POLICE = "KNPA.SEOUL.GANGBUK"
# 강북 is 1763 m wide: its middle, and a place that both neighbours' circles reach
MIDDLE = 881.5


def wide(text: Agreement) -> Agreement:
    clauses = tuple(replace(one, radius_m=1000.0) for one in text.clauses)
    return replace(text, clauses=clauses)


def for_gangbuk_police(centre: OneCentre, agreement_id: str) -> None:
    """As if they were neighbours: the released texts name 강북구 and 강북서 not everywhere, and 구로구's is a pilot."""

    def change(text: Agreement) -> Agreement:
        clauses = tuple(
            replace(one, recipients=one.recipients | {GANGBUK_POLICE})
            if one.service.startswith("P112")
            else one
            for one in text.clauses
        )
        asker = Party(GANGBUK, "강북구 통합관제센터", "Gangbuk control centre", "강북구청장")
        parties = (*(one for one in text.parties if one.organisation != GANGBUK), asker)
        return wide(replace(text, clauses=clauses, parties=parties, stage=Stage.FULL, pilot=None))

    centre.book.edit(agreement_id, change)


async def test_two_districts_are_asked_at_once_and_answer_each_for_itself(whole_city: City) -> None:
    asker = whole_city[GANGBUK]
    asker.book.edit("GB-2024-05", wide)
    for_gangbuk_police(whole_city[SEONGBUK], "SB-LINK-2024-05")
    for_gangbuk_police(whole_city[GURO], "GR-LINK-2026-01")
    whole_city[GURO].book.suspend("GR-LINK-2026-01")
    incident = await asker.open(at(MIDDLE))
    await whole_city.calm()
    yes = await asker.of(incident, SEONGBUK, GANGBUK_POLICE)
    no = await asker.of(incident, GURO, GANGBUK_POLICE)
    assert (yes.state, no.state) == (State.ACTIVE, State.REFUSED)
    assert await whole_city[SEOUL].incidents() == [], "what two districts say is not the hub's"
    whole_city[GURO].book.resume("GR-LINK-2026-01")
    await whole_city[GURO].judged_again()
    await whole_city.calm()
    assert (await asker.of(incident, GURO, GANGBUK_POLICE)).state is State.ACTIVE
    await asker.close(incident)
    await whole_city.calm()
    assert await whole_city.open_everywhere() == 0
    for code in (SEONGBUK, GURO):
        [theirs] = await whole_city[code].asked_by(GANGBUK)
        assert (await whole_city[code].of(theirs, None, GANGBUK_POLICE)).state is State.CLOSED


async def test_the_hubs_room_is_shown_any_districts_cameras(whole_city: City) -> None:
    hub = whole_city[SEOUL]
    for place, owner in ((at(-310), SEONGBUK), (at(310), GANGBUK)):
        incident = await hub.open(place)
        await whole_city.calm()
        lent = await hub.of(incident, owner, CITY_POLICE)
        assert lent.state is State.ACTIVE
        assert lent.lent


async def test_the_hubs_room_sees_at_once_who_is_asked_and_no_refusal(whole_city: City) -> None:
    hub = whole_city[SEOUL]
    incident = await hub.open(at(-120))
    states = [(one.owner, one.state) for one in await hub.grants(incident)]
    assert sorted(states) == [(GANGBUK, State.WAITING), (SEONGBUK, State.WAITING)]
    room = person(Role.POLICE_ROOM, CITY_POLICE)
    view = await hub.view(incident, room)
    assert view is not None
    assert view.may_close
    assert view.tiles == []
    await whole_city.calm()
    shown = await hub.view(incident, room)
    assert shown is not None
    assert {tile.owner for tile in shown.tiles} == {SEONGBUK, GANGBUK}
    assert len({tile.rank for tile in shown.tiles}) == len(shown.tiles)


async def test_a_hubs_room_whose_call_waited_for_its_place_is_shown_districts_cameras(
    whole_city: City,
) -> None:
    hub = whole_city[SEOUL]
    incident = await hub.open(at(-310, accuracy_m=1500.0))
    assert [one.waits for one in await hub.grants(incident)] == ["place"]
    await hub.update(incident, place=at(-310))
    await whole_city.calm()
    assert (await hub.of(incident, SEONGBUK, CITY_POLICE)).state is State.ACTIVE
    assert (await hub.of(incident, None, CITY_POLICE)).state is State.CLOSED


async def test_a_district_never_asks_the_hub_nor_passes_a_call_on(whole_city: City) -> None:
    """강북 hears of 성북's call; 구로 beside it does not, whatever 강북's circle reaches."""
    owner = whole_city[GANGBUK]
    owner.book.edit("GB-LINK-2024-05", wide)
    asker = whole_city[SEONGBUK]
    incident = await asker.open(at(-120))
    await whole_city.calm()
    assert {one.owner for one in await asker.grants(incident)} == {None, GANGBUK}
    [theirs] = await owner.asked_by(SEONGBUK)
    assert all(one.owner is None for one in await owner.grants(theirs))
    assert await whole_city[GURO].incidents() == []
    assert await whole_city[SEOUL].incidents() == []


async def test_the_same_scene_asked_by_hub_and_district_are_two_calls(whole_city: City) -> None:
    asker, hub, owner = whole_city[SEONGBUK], whole_city[SEOUL], whole_city[GANGBUK]
    mine = await asker.open(at(-120))
    await hub.open(at(-120))
    await whole_city.calm()
    assert len(await owner.asked_by(SEONGBUK)) == len(await owner.asked_by(SEOUL)) == 1
    await asker.close(mine)
    await whole_city.calm()
    [of_hub] = await owner.asked_by(SEOUL)
    assert (await owner.of(of_hub, None, CITY_POLICE)).state is State.ACTIVE
    assert (await asker.of(mine, GANGBUK, POLICE)).state is State.CLOSED
