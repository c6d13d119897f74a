"""The dossier's case 2, 120 m from the border: each side decides by its own agreements, and both write it down."""

from datetime import timedelta

import msgspec
import pytest

from bongsu.federation.crossing.messages import IncidentAsked
from bongsu.federation.crossing.store import crossings_of
from bongsu.identity.people import Role
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from tests.federation.crossing.city import City
from tests.federation.crossing.city_map import (
    GANGBUK,
    POLICE,
    SEONGBUK,
    at,
)
from tests.incidents.stage import UNIT_31, person

pytestmark = pytest.mark.usefixtures("centres")


async def test_120_m_from_the_border_the_neighbours_cameras_open_too(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    own = await asker.of(incident, None)
    waiting = await asker.of(incident, GANGBUK)
    assert (own.state, waiting.state, waiting.waits) == (State.ACTIVE, State.WAITING, "peer")
    await city.calm()
    lent = await asker.of(incident, GANGBUK)
    assert lent.state is State.ACTIVE
    assert lent.grant_id == waiting.grant_id
    assert all(camera.camera_id.startswith("GB-") for camera in lent.lent)
    [theirs] = await owner.asked_by(SEONGBUK)
    grant = await owner.of(theirs, None)
    assert grant.state is State.ACTIVE
    assert lent.owner_grant_id == grant.grant_id
    assert {one.camera_id for one in lent.lent} == {one.camera_id for one in grant.lent}
    assert lent.ends_at == grant.ends_at
    assert lent.grant_id in await asker.alive()
    assert grant.grant_id in await owner.alive()


async def test_each_side_decides_by_its_own_agreement(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    mine, lent = await asker.of(incident, GANGBUK), await owner.of(theirs, None)
    assert (mine.agreement_id, mine.clause) == ("SB-2023-08", "3.2")
    assert (lent.agreement_id, lent.clause) == ("GB-LINK-2024-05", "2.2")
    assert len(lent.lent) <= 6
    assert lent.ends_at == asker.clock.now() + timedelta(seconds=900)
    assert mine.owner_clause_ko == "협약 제2조제2항에 따라 영상 제공"


async def test_both_nodes_hold_one_ledger_row_that_names_the_other(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    mine = await asker.of(incident, GANGBUK)
    rows = [row for row in await asker.ledger() if row.grant_id == mine.grant_id]
    [at_owner] = await owner.ledger()
    assert len(rows) == 1
    assert rows[0].details == {
        "owner": GANGBUK,
        "owner_grant": mine.owner_grant_id,
        "owner_agreement": "GB-LINK-2024-05",
        "owner_agreement_version": "1",
        "owner_clause": "2.2",
    }
    assert rows[0].organisation == at_owner.organisation == POLICE
    assert at_owner.recipient_ko == "성북경찰서"
    assert at_owner.details == {"via": SEONGBUK, "via_incident": incident.incident_id}
    assert at_owner.incident_no == incident.incident_id
    await asker.close(incident)
    await city.calm()
    ended = [row for row in await asker.ledger() if row.grant_id == mine.grant_id]
    [ended_there] = await owner.ledger()
    assert ended[0].end_reason == ended_there.end_reason == Reason.CLOSED
    assert ended[0].ended_at == ended_there.ended_at == asker.clock.now()


async def test_nothing_personal_leaves_the_asking_centre(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120), responders=(UNIT_31,))
    await city.calm()
    async with asker.database.read() as connection:
        said = (await crossings_of(connection, incident.incident_id))[GANGBUK].said
    assert said is not None
    asked = msgspec.msgpack.decode(said, type=IncidentAsked)
    assert asked.organisations == (POLICE,)
    for word in ("편의점", "홍길동", "성북로", "순31", incident.ext_incident_no):
        assert word.encode() not in said
    [theirs] = await owner.asked_by(SEONGBUK)
    assert (theirs.summary, theirs.address, theirs.responders) == ("", "", ())


async def test_a_call_far_from_the_border_is_asked_of_nobody(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-900))
    await city.calm()
    assert [one for one in await asker.grants(incident) if one.owner] == []
    assert await owner.incidents() == []


async def test_the_room_sees_tiles_of_both_by_chance_and_whose_they_are(city: City) -> None:
    asker = city[SEONGBUK]
    incident = await asker.open(at(-20))
    await city.calm()
    view = await asker.view(incident, asker.room())
    assert view is not None
    assert {tile.owner for tile in view.tiles} == {"", GANGBUK}
    chances = [tile.chance for tile in view.tiles]
    assert chances == sorted(chances, reverse=True)
    assert [tile.rank for tile in view.tiles] == list(range(1, len(view.tiles) + 1))
    theirs = next(tile for tile in view.tiles if tile.owner)
    assert (theirs.owner_name_ko, theirs.district) == ("강북구 통합관제센터", "강북구")
    lending = next(one for one in view.lendings if one.owner)
    assert lending.owner_clause_text_ko.startswith("협약 제2조제2항")
    assert view.may_close


async def test_while_the_owner_is_asked_the_room_is_told_so_and_decides_nothing(city: City) -> None:
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    for viewer in (asker.room(), asker.operator, person(Role.SHIFT_LEAD, SEONGBUK)):
        view = await asker.view(incident, viewer)
        assert view is not None
        [lending] = [one for one in view.lendings if one.owner]
        assert lending.waiting is not None
        assert lending.waiting.kind == "peer"
        assert lending.waiting.deadline is None
        assert not lending.waiting.may_decide
        assert not lending.waiting.may_recommend


async def test_the_owners_operators_see_who_asked_and_may_only_cut(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    await asker.open(at(-120))
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    view = await owner.view(theirs, owner.operator)
    assert view is not None
    assert view.origin is not None
    assert (view.origin.centre, view.origin.name_ko) == (SEONGBUK, "성북구 통합관제센터")
    assert (await owner.timeline(theirs))[0] == "성북구 통합관제센터 요청 · 112 코드0 강도"
    assert [one.may_withdraw for one in view.lendings if not one.is_own] == [True]
    assert view.tiles, "they see what they lend"
    station = await owner.view(theirs, person(Role.POLICE_ROOM, POLICE))
    assert station is not None
    assert not station.may_direct
    assert not station.may_close


async def test_a_moved_scene_moves_the_neighbours_cameras_too(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-250))
    await city.calm()
    before = (await asker.of(incident, GANGBUK)).lent
    await city.later(6)
    await asker.update(incident, place=at(-10))
    await city.calm()
    await city.later(6)
    await city.calm()
    after = await asker.of(incident, GANGBUK)
    assert after.state is State.ACTIVE
    assert len(after.lent) > len(before)
    [theirs] = await owner.asked_by(SEONGBUK)
    moved = await owner.of(theirs, None)
    assert {one.camera_id for one in after.lent} == {one.camera_id for one in moved.lent}
    assert len(await owner.incidents()) == 1


async def test_a_scene_that_leaves_the_border_ends_the_neighbours_part(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.update(incident, place=at(-900))
    ended = await asker.of(incident, GANGBUK)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.SUPERSEDED)
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert not theirs.is_open
    assert await owner.alive() == []
    await asker.update(incident, place=at(-120))
    await city.calm()
    back = await asker.of(incident, GANGBUK)
    assert back.state is State.ACTIVE
    assert len(await owner.asked_by(SEONGBUK)) == 1
    assert (await owner.asked_by(SEONGBUK))[0].is_open


async def test_a_vehicle_sees_them_only_where_both_clauses_let_it(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120), responders=(UNIT_31,))
    await city.calm()
    car = person(Role.POLICE_CAR, POLICE, "순31")
    assert (await asker.of(incident, GANGBUK)).to_vehicles
    seen = await asker.view(incident, car)
    assert seen is not None
    assert GANGBUK in {tile.owner for tile in seen.tiles}
    room_only = await asker.open(at(-120), service="P112_VIDEO")
    await city.calm()
    assert not (await asker.of(room_only, GANGBUK)).to_vehicles
    assert len(await owner.asked_by(SEONGBUK)) == 2


async def test_both_trails_say_it_and_stay_whole(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.close(incident)
    await city.calm()
    assert (await asker.trail()).count("ask_peer") == 2
    assert (await owner.trail()).count("answer_peer") >= 2
    assert await asker.is_whole()
    assert await owner.is_whole()
    assert await city.open_everywhere() == 0
