"""What an incident looks like to each viewer; above all, what it does not show."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.identity.people import OWN_ROLES, Role
from bongsu.incidents.case import Case
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import ListedChooser
from bongsu.incidents.close import close_incident
from bongsu.incidents.incident import Incident, IncidentState, Responder
from bongsu.incidents.show import show
from bongsu.incidents.viewer import Viewer
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.withdraw import withdraw
from tests.incidents.stage import (
    CAMERAS,
    CAR_31,
    CAR_32,
    DISASTER,
    FIRE_ROOM,
    IN_DOUBT,
    IN_SEONGBUK,
    JONGAM_ROOM,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    UNIT_31,
    Stage,
    StripDongs,
    person,
    signed_book,
)

SEES_ALL = [OPERATOR, SHIFT_LEAD, person(Role.CENTRE_HEAD, CENTRE)]
SEES_NO_PICTURE = [
    person(role, CENTRE)
    for role in sorted(OWN_ROLES)
    if role not in {Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD}
]


def _name(viewer: Viewer) -> str:
    return f"{viewer.role}@{viewer.organisation}"


async def test_the_competent_room_sees_its_tiles_and_its_lending(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    grant = await stage.grant(incident)
    assert [tile.rank for tile in view.tiles] == list(range(1, 10))
    assert {tile.grant_id for tile in view.tiles} == {grant.grant_id}
    assert {tile.ends_at for tile in view.tiles} == {grant.ends_at}
    (lending,) = view.lendings
    assert (lending.organisation, lending.mine, lending.state) == (POLICE_SEONGBUK, True, "active")
    assert lending.clause_text_ko == "협약 제3조제2항에 따라 영상 제공"
    assert view.place is not None
    assert view.place.radius_m == 300.0
    assert view.may_direct


async def test_other_rooms_see_nothing_at_all(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    for viewer in (JONGAM_ROOM, FIRE_ROOM, DISASTER):
        assert await stage.view(incident, viewer) is None


@pytest.mark.parametrize("viewer", SEES_ALL, ids=_name)
async def test_the_centre_sees_every_lending_and_its_own_tiles(
    stage: Stage, viewer: Viewer
) -> None:
    incident = await stage.open(stage.fire())
    view = await stage.view(incident, viewer)
    assert view is not None
    own = await stage.grant(incident, CENTRE)
    assert {tile.grant_id for tile in view.tiles} == {own.grant_id}
    assert [one.organisation for one in view.lendings] == [FIRE_SEONGBUK, DISASTER_ROOM]
    assert all(one.may_withdraw for one in view.lendings)
    assert not view.may_direct


@pytest.mark.parametrize("viewer", SEES_NO_PICTURE, ids=_name)
async def test_the_rest_of_the_centre_sees_no_picture(stage: Stage, viewer: Viewer) -> None:
    """An auditor and the privacy officer read the trail, not the pictures."""
    incident = await stage.open(stage.call())
    view = await stage.view(incident, viewer)
    assert view is None or (view.tiles == [] and view.lendings == [])


async def test_two_rooms_of_one_incident_see_their_own_lending_each(stage: Stage) -> None:
    incident = await stage.open(stage.fire())
    for viewer in (FIRE_ROOM, DISASTER):
        view = await stage.view(incident, viewer)
        assert view is not None
        assert [one.organisation for one in view.lendings] == [viewer.organisation]
        grant = await stage.grant(incident, viewer.organisation)
        assert {tile.grant_id for tile in view.tiles} == {grant.grant_id}


async def test_only_the_assigned_vehicle_sees_the_pictures(stage: Stage) -> None:
    incident = await stage.open(stage.call(responders=(UNIT_31,)))
    assigned = await stage.view(incident, CAR_31)
    assert assigned is not None
    assert len(assigned.tiles) == 9
    assert not assigned.may_direct
    assert await stage.view(incident, CAR_32) is None
    namesake = person(Role.POLICE_CAR, POLICE_JONGAM, "순31")
    assert await stage.view(incident, namesake) is None


async def test_pictures_for_the_room_give_vehicles_nothing(stage: Stage) -> None:
    """Article 3.1."""
    incident = await stage.open(stage.call(service="P112_VIDEO", responders=(UNIT_31,)))
    assert await stage.view(incident, CAR_31) is None
    room = await stage.view(incident, SEONGBUK_ROOM)
    assert room is not None
    assert len(room.tiles) == 9


async def test_a_vehicle_sees_nothing_while_its_room_waits(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2", responders=(UNIT_31,)))
    assert await stage.view(incident, CAR_31) is None


async def test_a_waiting_room_sees_what_it_waits_for_and_no_tile(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert view.tiles == []
    waiting = view.lendings[0].waiting
    assert waiting is not None
    assert waiting.kind == "approval"
    assert waiting.deadline == NOW + timedelta(seconds=60)
    assert not waiting.may_decide
    assert not waiting.may_recommend


@pytest.mark.parametrize(
    ("viewer", "decides", "recommends"), [(OPERATOR, False, True), (SHIFT_LEAD, True, False)]
)
async def test_the_operator_recommends_and_the_approver_decides(
    stage: Stage, viewer: Viewer, decides: bool, recommends: bool
) -> None:
    view = await stage.view(await stage.open(stage.call(code="C2")), viewer)
    assert view is not None
    waiting = view.lendings[0].waiting
    assert waiting is not None
    assert (waiting.may_decide, waiting.may_recommend) == (decides, recommends)


async def test_a_doubtful_jurisdiction_names_the_stations(stage: Stage) -> None:
    view = await stage.view(await stage.open(stage.call(place=IN_DOUBT)), SHIFT_LEAD)
    assert view is not None
    waiting = view.lendings[0].waiting
    assert waiting is not None
    assert [option.name_ko for option in waiting.options] == ["종암경찰서", "성북경찰서"]


async def test_a_refused_room_reads_why(stage: Stage) -> None:
    view = await stage.view(await stage.open(stage.call("ASSAULT")), SEONGBUK_ROOM)
    assert view is not None
    assert view.tiles == []
    assert view.lendings[0].reason_text_ko == "협약 제3조제2항의 목록에 없는 유형: 폭행"


async def test_a_cut_shows_at_once_and_its_undo_to_the_centre_only(stage: Stage) -> None:
    incident = await stage.open(stage.call(responders=(UNIT_31,)))
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    for viewer in (SEONGBUK_ROOM, CAR_31):
        view = await stage.view(incident, viewer)
        assert view is not None
        assert view.tiles == []
        assert view.lendings[0].state == "withdrawn"
        assert view.lendings[0].undo_until is None
    centre = await stage.view(incident, OPERATOR)
    assert centre is not None
    assert centre.lendings[0].undo_until == NOW + timedelta(seconds=10)
    assert centre.tiles != [], "the centre's own monitoring goes on"


@pytest.mark.parametrize("viewer", [SEONGBUK_ROOM, CAR_31, OPERATOR], ids=_name)
async def test_a_closed_incident_shows_how_it_ended_and_no_tile(
    stage: Stage, viewer: Viewer
) -> None:
    incident = await stage.open(stage.call(responders=(UNIT_31,)))
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    view = await stage.view(incident, viewer)
    assert view is not None
    assert view.tiles == []
    assert view.ended is not None
    assert view.ended.reason_text_ko == "현장종결"
    assert not view.may_direct


ORGANISATIONS = [CENTRE, POLICE_SEONGBUK, POLICE_JONGAM, FIRE_SEONGBUK, DISASTER_ROOM, "ELSEWHERE"]
UNITS = [None, "순31", "순32"]
CENTRE_HERE = Centre(CENTRE, "", "", signed_book(SEONGBUK_2023_08), load_services(), StripDongs())
CHOOSER = ListedChooser(CAMERAS)


def _grant(number: int, organisation: str, state: State, *, to_vehicles: bool) -> Grant:
    ends: datetime | None = NOW + timedelta(minutes=30) if state is State.ACTIVE else None
    cameras = (LentCamera(CAMERAS[number].camera_id, 1, 0.5, 9.0, 0.0, "", ""),)
    return Grant(
        grant_id=f"gr_{number}",
        incident_id="inc_1",
        organisation=organisation,
        state=state,
        clause="3.2",
        reason=None,
        reason_ko="",
        reason_en="",
        decided_at=NOW,
        ends_at=ends,
        to_vehicles=to_vehicles,
        cameras=cameras,
    )


held = st.lists(
    st.tuples(st.sampled_from(ORGANISATIONS), st.sampled_from(State), st.booleans()), max_size=7
)
looking = st.builds(
    person, st.sampled_from(Role), st.sampled_from(ORGANISATIONS), st.sampled_from(UNITS)
)


def _incident(units: list[str]) -> Incident:
    return Incident(
        incident_id="inc_1",
        partner="seoul-112",
        sender_org="KNPA.SEOUL",
        ext_incident_no="1",
        service="P112_DISPATCH",
        category="ROBBERY",
        code="C0",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
        place=IN_SEONGBUK,
        responders=tuple(Responder(unit_id=unit) for unit in units),
    )


@pytest.mark.parametrize("organisation", ORGANISATIONS)
@pytest.mark.parametrize("role", list(Role))
def test_whatever_the_role_only_the_own_organisations_pictures_show(
    role: Role, organisation: str
) -> None:
    """Also for an account that was set up wrongly: an operator's role in a police station."""
    grants = [
        _grant(number, one, State.ACTIVE, to_vehicles=True)
        for number, one in enumerate(ORGANISATIONS)
    ]
    viewer = person(role, organisation, "순31")
    view = show(Case(_incident(["순31"]), grants, [], CENTRE_HERE, CHOOSER, NOW), viewer)
    by_id = {grant.grant_id: grant.organisation for grant in grants}
    tiles = view.tiles if view else []
    assert {by_id[tile.grant_id] for tile in tiles} <= {organisation}


@given(held=held, viewer=looking, units=st.lists(st.sampled_from(UNITS[1:]), unique=True))
@settings(max_examples=400, deadline=None)
def test_no_viewer_ever_gets_a_tile_of_another_organisations_grant(
    held: list[tuple[str, State, bool]], viewer: Viewer, units: list[str]
) -> None:
    grants = [
        _grant(number, organisation, state, to_vehicles=to_vehicles)
        for number, (organisation, state, to_vehicles) in enumerate(held)
    ]
    view = show(Case(_incident(units), grants, [], CENTRE_HERE, CHOOSER, NOW), viewer)
    if view is None:
        return
    by_id = {grant.grant_id: grant for grant in grants}
    for tile in view.tiles:
        grant = by_id[tile.grant_id]
        assert grant.organisation == viewer.organisation
        assert grant.state is State.ACTIVE
        if viewer.unit_id is not None and not viewer.is_room and not viewer.monitors:
            assert grant.to_vehicles
            assert viewer.unit_id in units
    if not viewer.monitors:
        assert {one.organisation for one in view.lendings} <= {viewer.organisation}
