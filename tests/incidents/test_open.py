"""From the call to the grants: who is lent pictures, who is asked, who is refused, and who hears nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.incidents.expire import TEST_SHOWN_S
from bongsu.incidents.incident import IncidentState, Place, Responder
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
)
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from tests.incidents.stage import (
    BY_CELL,
    IN_DOUBT,
    IN_JONGAM,
    IN_SEONGBUK,
    NOW,
    OUTSIDE,
    NoAdminDongs,
    Stage,
    camera,
    stage_on,
)


@pytest.mark.parametrize("code", ["C0", "C1"])
async def test_a_listed_urgent_call_opens_by_itself(stage: Stage, code: str) -> None:
    incident = await stage.open(stage.call(code=code))
    grant = await stage.grant(incident)
    assert grant.state is State.ACTIVE
    assert grant.clause == "3.2"
    assert grant.ends_at == NOW + timedelta(minutes=30)
    assert len(grant.lent) == 9, "the clause's cap, of twelve that fit"
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "active"}


async def test_only_cameras_of_an_agreed_purpose_are_lent(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert "SB-0090" not in [one.camera_id for one in (await stage.grant(incident)).cameras]


async def test_the_rival_station_is_told_nothing(stage: Stage) -> None:
    west = await stage.open(stage.call(place=IN_SEONGBUK))
    east = await stage.open(stage.call(place=IN_JONGAM))
    assert await stage.outside(west) == {POLICE_SEONGBUK: "active"}
    assert await stage.outside(east) == {POLICE_JONGAM: "active"}


async def test_c2_asks_and_opens_nothing_outside(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, "approval")
    assert grant.deadline == NOW + timedelta(seconds=60)
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "waiting"}


@pytest.mark.parametrize("code", ["C3", "C4"])
async def test_a_low_code_is_refused_with_its_reason(stage: Stage, code: str) -> None:
    incident = await stage.open(stage.call(code=code))
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.NOT_URGENT)
    assert grant.reason_ko.startswith(f"코드{code[1:]}")
    assert len(await stage.grants(incident)) == 1, "the centre's own tiles stay dark too"


async def test_an_unlisted_category_is_refused_naming_the_clause(stage: Stage) -> None:
    incident = await stage.open(stage.call("ASSAULT", "C0"))
    grant = await stage.grant(incident)
    assert (grant.state, grant.clause) == (State.REFUSED, "3.2")
    assert grant.reason_ko == "협약 제3조제2항의 목록에 없는 유형: 폭행"


@pytest.mark.parametrize(
    ("category", "told"),
    [
        ("FIRE", {FIRE_SEONGBUK: "active", DISASTER_ROOM: "active"}),
        ("DISASTER", {FIRE_SEONGBUK: "active", DISASTER_ROOM: "active"}),
        ("RESCUE", {FIRE_SEONGBUK: "active"}),
        ("EMS", {FIRE_SEONGBUK: "waiting"}),
        ("LIFE_SAFETY", {FIRE_SEONGBUK: "refused"}),
        ("OTHER", {FIRE_SEONGBUK: "refused"}),
    ],
)
async def test_a_fire_call(stage: Stage, category: str, told: dict[str, str]) -> None:
    assert await stage.outside(await stage.open(stage.fire(category))) == told


async def test_one_fire_station_serves_even_where_the_police_is_in_doubt(stage: Stage) -> None:
    incident = await stage.open(stage.fire("RESCUE", place=IN_DOUBT))
    assert await stage.outside(incident) == {FIRE_SEONGBUK: "active"}


@pytest.mark.parametrize("place", [BY_CELL, None], ids=["cell of 1,500 m", "no place"])
async def test_a_place_worse_than_the_radius_opens_nothing_and_asks(
    stage: Stage, place: Place | None
) -> None:
    """Acceptance 12 of the dossier."""
    incident = await stage.open(stage.call(place=place))
    for grant in await stage.grants(incident):
        assert (grant.state, grant.waits, grant.deadline) == (State.WAITING, "place", None)
    assert POLICE_SEONGBUK in await stage.outside(incident)
    assert await stage.told("sharing.grant_opened") == []


async def test_a_fire_without_a_place_asks(stage: Stage) -> None:
    incident = await stage.open(stage.fire(place=None))
    assert await stage.outside(incident) == {FIRE_SEONGBUK: "waiting", DISASTER_ROOM: "waiting"}
    assert {grant.waits for grant in await stage.grants(incident)} == {"place"}


@pytest.mark.parametrize(("accuracy_m", "opens"), [(300.0, True), (300.1, False)])
async def test_the_radius_is_the_limit_of_accuracy(
    stage: Stage, accuracy_m: float, opens: bool
) -> None:
    place = Place(lat=37.6, lon=127.01, accuracy_m=accuracy_m)
    grant = await stage.grant(await stage.open(stage.call(place=place)))
    assert (grant.state is State.ACTIVE) == opens


async def test_an_uncertain_dong_asks_both_rooms_and_opens_to_neither(stage: Stage) -> None:
    """Dossier §12.17: never both opened."""
    incident = await stage.open(stage.call(place=IN_DOUBT))
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "waiting", POLICE_JONGAM: "waiting"}
    grant = await stage.grant(incident)
    assert grant.waits == "jurisdiction"
    assert set(grant.options) == {POLICE_SEONGBUK, POLICE_JONGAM}
    opened = await stage.told("sharing.grant_opened")
    assert {one["organisation"] for one in opened} <= {CENTRE}


async def test_a_disc_across_the_border_asks(stage: Stage) -> None:
    place = Place(lat=37.6, lon=127.02, accuracy_m=100.0)
    incident = await stage.open(stage.call(place=place))
    assert set((await stage.outside(incident)).values()) == {"waiting"}


async def test_a_legal_dong_alone_asks(stage: Stage) -> None:
    desk = replace(stage.desk, centre=replace(stage.desk.centre, dongs=NoAdminDongs()))
    incident = await replace(stage, desk=desk).open(stage.call())
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "waiting", POLICE_JONGAM: "waiting"}


async def test_a_low_code_is_refused_even_where_the_jurisdiction_is_in_doubt(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C4", place=IN_DOUBT))
    assert set((await stage.outside(incident)).values()) == {"refused"}


async def test_a_place_outside_the_district_is_refused(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=OUTSIDE))
    (grant,) = await stage.grants(incident)
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.OUTSIDE_AREA)
    fire = await stage.open(stage.fire(place=OUTSIDE))
    assert set((await stage.outside(fire)).values()) == {"refused"}


async def test_a_station_may_not_send_its_neighbours_call(stage: Stage) -> None:
    incident = await stage.open(stage.call(sender_org=POLICE_JONGAM, place=IN_SEONGBUK))
    (grant,) = await stage.grants(incident)
    assert grant.organisation == POLICE_JONGAM
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.WRONG_JURISDICTION)


@pytest.mark.parametrize("sender", [POLICE_SEONGBUK, "KNPA.SEOUL"])
async def test_a_station_and_the_city_send_the_stations_call(stage: Stage, sender: str) -> None:
    incident = await stage.open(stage.call(sender_org=sender))
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "active"}


async def test_a_wrong_legal_basis_and_a_foreign_agreement_are_refused(stage: Stage) -> None:
    basis = await stage.grant(await stage.open(stage.call(legal_basis="MISSING9")))
    assert (basis.state, basis.reason) == (State.REFUSED, Reason.BASIS)
    foreign = await stage.grant(await stage.open(stage.call(agreement_id="GB-1")))
    assert (foreign.state, foreign.reason) == (State.REFUSED, Reason.OTHER_AGREEMENT)


async def test_a_test_message_opens_nothing_and_says_so(stage: Stage) -> None:
    incident = await stage.open(stage.call(exercise=True))
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason, grant.lent) == (State.REFUSED, Reason.TEST_MESSAGE, ())
    assert await stage.trail() == ["open_incident", "refuse"]


async def test_a_test_leaves_the_screens_by_itself(stage: Stage) -> None:
    incident = await stage.open(stage.call(exercise=True))
    await stage.later(TEST_SHOWN_S - 1)
    assert (await stage.fresh(incident)).is_open
    await stage.later(1)
    ended = await stage.fresh(incident)
    assert (ended.is_open, ended.end_reason) == (False, Reason.TEST_MESSAGE)
    assert (await stage.trail())[-1] == "close_incident"


async def test_where_no_camera_sees_the_place_the_room_is_told(database: Database) -> None:
    stage = stage_on(database, cameras=(camera(1, "dumping"),))
    grant = await stage.grant(await stage.open(stage.call()))
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.NO_CAMERA)


async def test_the_centre_sees_what_it_lends_and_lends_itself_nothing(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    own = await stage.grant(incident, CENTRE)
    assert own.state is State.ACTIVE
    assert own.ends_at is not None, "the centre's own view has an end too"
    assert not own.to_vehicles


async def test_the_incident_is_kept_as_it_was_told(stage: Stage) -> None:
    car = Responder(unit_id="순31", eta_s=180)
    opened = await stage.open(stage.call(responders=(car,)))
    kept = await stage.fresh(opened)
    assert kept == opened
    assert kept.state is IncidentState.OPEN
    assert kept.place is not None
    assert kept.place.dong == "성북동"
    assert kept.responders == (car,)


async def test_an_incident_and_its_grants_are_one_transaction(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert await stage.trail() == ["open_incident", "lend", "lend"]
    assert await stage.told("incidents.changed") == [
        {"incident_id": incident.incident_id, "service": incident.service}
    ]
    assert len(await stage.told("sharing.grant_opened")) == 2
    assert (await stage.verified()).ok
