"""What a linked service may say of itself, each value on a made-up service: windows, silence, discretion, own alarms."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import trail_batches
from bongsu.incidents.close import close_incident
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.hand_over import HandOver, hand_over
from bongsu.incidents.incident import Incident, IncidentState
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader, RoomKind
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.jurisdiction import Competent
from bongsu.sharing.rules import Reason, Waits
from tests.incidents.of_a_service import CODE, OWN, call, clause, square, stage_with, window
from tests.incidents.stage import (
    IN_JONGAM,
    JONGAM_ROOM,
    NOW,
    OPERATOR,
    OUTSIDE,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
)


async def handed(stage: Stage, incident: Incident, to: str = POLICE_SEONGBUK) -> Incident:
    async with stage.work() as work:
        fresh = await stage.fresh(incident)
        return await hand_over(
            work, stage.desk, fresh, HandOver(to, "비상벨"), actor(OPERATOR), stage.clock.now()
        )


async def closed(stage: Stage, incident: Incident) -> Incident:
    async with stage.work() as work:
        fresh = await stage.fresh(incident)
        return await close_incident(work, stage.desk, fresh, "bees", stage.clock.now())


# windows


async def test_before_its_window_nothing_opens_and_everybody_sees_when_it_will(
    database: Database,
) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, window=window(600, 1200)))
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, Waits.START)
    assert grant.deadline == NOW + timedelta(seconds=600)
    assert [one.organisation for one in await stage.grants(incident)] == [POLICE_SEONGBUK]
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert view.tiles == []
    assert view.window is not None


async def test_it_opens_at_its_start_and_ends_at_its_end_by_itself(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, window=window(600, 1200)))
    assert await stage.later(599) == NOW + timedelta(seconds=600)
    assert (await stage.grant(incident)).state is State.WAITING
    await stage.later(1)
    grant = await stage.grant(incident)
    assert grant.state is State.ACTIVE
    assert grant.ends_at == NOW + timedelta(seconds=1800)
    await stage.later(1200)
    ended = await stage.fresh(incident)
    assert (ended.state, ended.end_reason) == (IncidentState.CLOSED, Reason.WINDOW_OVER)
    assert not any(one.is_open for one in await stage.grants(incident))


async def test_no_lending_gets_an_end_beyond_the_window(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, window=window(-60, 600)))
    for grant in await stage.grants(incident):
        assert grant.ends_at == NOW + timedelta(seconds=540)


async def test_what_needs_approval_is_approved_first_and_then_waits_for_its_start(
    database: Database,
) -> None:
    asking = clause(by_itself=frozenset(), with_approval=frozenset({""}))
    stage = stage_with(database, asking)
    incident = await stage.open(call(stage, window=window(30, 600)))
    waiting = await stage.grant(incident)
    assert waiting.waits == Waits.APPROVAL
    await stage.decide(waiting, YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident)).waits == Waits.START
    await stage.later(30)
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_an_order_that_is_put_off_waits_for_its_new_start(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, window=window(600, 1200)))
    await stage.update(incident, window=window(900, 1200))
    assert (await stage.grant(incident)).deadline == NOW + timedelta(seconds=900)
    await stage.later(600)
    assert (await stage.grant(incident)).state is State.WAITING


# silence


async def test_a_partner_that_falls_silent_has_ended_it(database: Database) -> None:
    stage = stage_with(database, silent_after_s=60)
    incident = await stage.open(call(stage))
    await stage.later(59)
    await stage.update(incident, place=IN_JONGAM)
    await stage.later(59)
    assert (await stage.fresh(incident)).is_open
    await stage.later(1)
    ended = await stage.fresh(incident)
    assert (ended.is_open, ended.end_reason) == (False, Reason.PARTNER_SILENT)
    view = await stage.view(incident, OPERATOR)
    assert view is not None
    assert view.ended is not None
    assert "신호" in view.ended.reason_text_ko


# areas


async def test_an_area_is_what_the_chooser_is_asked_for(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, place=None, area=square()))
    assert incident.place is not None
    assert incident.place.method == "AREA"
    assert {wanted.area for wanted in stage.chooser.asked} == {square()}
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert view.area == square().geojson()
    before = len(stage.chooser.asked)
    stage.clock.advance(10)
    await stage.update(incident, area=square(200.0))
    assert {wanted.area for wanted in stage.chooser.asked[before:]} == {square(200.0)}


# whom it is for


async def test_a_service_says_whom_an_incident_is_for(database: Database) -> None:
    stage = stage_with(
        database,
        clause(recipients=frozenset({POLICE_JONGAM, POLICE_SEONGBUK})),
        address=lambda incident, who: Addressed(
            Competent(POLICE_JONGAM), (POLICE_SEONGBUK,) if incident.details.get("both") else ()
        ),
    )
    one = await stage.open(call(stage))
    assert await stage.outside(one) == {POLICE_JONGAM: "active"}
    both = await stage.open(call(stage, details={"both": True}))
    assert await stage.outside(both) == {POLICE_JONGAM: "active", POLICE_SEONGBUK: "active"}


async def test_no_service_addresses_anybody_for_a_place_outside(database: Database) -> None:
    stage = stage_with(database, address=lambda *_: Addressed(Competent(POLICE_JONGAM)))
    incident = await stage.open(call(stage, place=OUTSIDE))
    assert (await stage.outside(incident)) == {"KNPA.SEOUL": "refused"}


async def test_facts_are_told_to_the_reader_that_they_are_for(database: Database) -> None:
    def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
        said = str(incident.details.get("order", ""))
        return (Fact(label_ko="명령", label_en="Order", value_ko=said, value_en=reader.value),)

    stage = stage_with(database, facts=facts, room_kind=RoomKind.ARMY)
    incident = await stage.open(call(stage, details={"order": "2026-031"}))
    for viewer, reader in ((OPERATOR, "centre"), (SEONGBUK_ROOM, "lead")):
        view = await stage.view(incident, viewer)
        assert view is not None
        assert (view.facts[0].value_ko, view.facts[0].value_en) == ("2026-031", reader)
        assert view.room_kind == "army"


async def test_details_are_merged_field_by_field(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, details={"a": 1, "b": 2}))
    updated = await stage.update(incident, details={"b": 3})
    assert updated.details == {"a": 1, "b": 3}


async def test_a_service_refuses_what_makes_no_sense_by_its_field(database: Database) -> None:
    def check(said: Call, before: Incident | None) -> None:
        if before is None and not said.details:
            raise Invalid("An order has a number", field="details.order_no")

    stage = stage_with(database, check=check)
    with pytest.raises(Invalid) as refused:
        await stage.open(call(stage))
    assert refused.value.field == "details.order_no"
    incident = await stage.open(call(stage, details={"order_no": "1"}))
    assert (await stage.update(incident, summary="더")).summary == "더"


# what comes to the centre alone


async def test_an_alarm_of_the_centres_own_is_shown_to_its_people_with_no_agreement(
    database: Database,
) -> None:
    stage = stage_with(database, own=OWN, address=lambda *_: Addressed(None))
    incident = await stage.open(call(stage))
    assert await stage.outside(incident) == {}
    own = await stage.grant(incident, CENTRE)
    assert (own.state, own.agreement_id, len(own.lent)) == (State.ACTIVE, None, 5)
    view = await stage.view(incident, OPERATOR)
    assert view is not None
    assert len(view.tiles) == 5
    assert (view.may_close, view.may_direct, view.tile_count) == (True, False, 0)
    assert await stage.view(incident, SEONGBUK_ROOM) is None


async def test_a_person_hands_it_over_and_only_what_is_agreed_opens(database: Database) -> None:
    stage = stage_with(database, own=OWN, address=lambda *_: Addressed(None))
    incident = await stage.open(call(stage))
    await handed(stage, incident)
    await handed(stage, incident)
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "active"}
    await handed(stage, incident, POLICE_JONGAM)
    assert (await stage.outside(incident))[POLICE_JONGAM] == "refused"
    kinds = await stage.trail()
    assert kinds.count(TrailKind.HAND_OVER) == 2
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert view.tiles
    assert not view.may_close
    assert await stage.view(incident, JONGAM_ROOM) is not None


@pytest.mark.parametrize("to", [CENTRE, "NOBODY"])
async def test_it_is_handed_to_a_party_only(database: Database, to: str) -> None:
    stage = stage_with(database, own=OWN, address=lambda *_: Addressed(None))
    incident = await stage.open(call(stage))
    with pytest.raises(Invalid) as refused:
        await handed(stage, incident, to)
    assert refused.value.field == "organisation"


async def test_what_is_over_is_not_handed_over(database: Database) -> None:
    stage = stage_with(database, own=OWN, address=lambda *_: Addressed(None))
    incident = await stage.open(call(stage))
    await closed(stage, incident)
    with pytest.raises(AlreadyEnded):
        await handed(stage, incident)


# discretion


async def test_of_a_discreet_service_own_people_learn_that_it_runs_and_no_more(
    database: Database,
) -> None:
    stage = stage_with(
        database,
        discreet=True,
        facts=lambda *_: (Fact(label_ko="비밀", label_en="x", value_ko="값", value_en="y"),),
    )
    secret = call(stage, summary="요지", address="성북로 1", ext_incident_no="secret-number")
    incident = await stage.open(secret)
    assert [one.organisation for one in await stage.grants(incident)] == [POLICE_SEONGBUK]
    for viewer in (OPERATOR, SHIFT_LEAD):
        view = await stage.view(incident, viewer)
        assert view is not None
        said = msgspec.json.encode(view).decode()
        for word in ("SWARM", "벌떼", "요지", "성북로", "SB-0", "9.1", "비밀", "secret", "37.6"):
            assert word not in said, word
        assert (view.discreet, view.tile_count, view.category_ko) == (True, 9, "벌집 제거")
        assert view.lendings[0].ends_at is not None
        assert view.lendings[0].may_withdraw
    room = await stage.view(incident, SEONGBUK_ROOM)
    assert room is not None
    assert (room.discreet, len(room.tiles), room.category_ko) == (False, 9, "벌떼")


async def test_its_trigger_lies_in_the_trail_under_seal_or_not_at_all(database: Database) -> None:
    stage = stage_with(database, discreet=True)
    sealed = replace(
        stage, desk=replace(stage.desk, seal=lambda plain, about: f"{plain.hex()}@{about}")
    )
    await stage.open(call(stage))
    incident = await sealed.open(call(stage))
    async with database.read() as connection:
        bodies = [row.body async for rows in trail_batches(connection) for row in rows]
    opened = [body for body in bodies if CODE in body]
    assert len(opened) == 2
    assert not any("SWARM" in body for body in bodies)
    assert '"sealed"' not in opened[0]
    assert f"@{incident.incident_id}" in opened[1]


async def test_what_a_service_forgets_is_gone_at_the_end(database: Database) -> None:
    stage = stage_with(database, forgets=True)
    said = call(stage, details={"who": "x"}, summary="요지", address="성북로 1", area=square())
    incident = await stage.open(said)
    over = await closed(stage, incident)
    assert (over.place, over.area, over.details, over.address, over.summary, over.category) == (
        None, None, {}, "", "", "",
    )  # fmt: skip
    assert over.ext_incident_no == incident.ext_incident_no
    assert (await stage.view(incident, OPERATOR)) is not None


# drills


async def test_an_incident_of_a_drill_does_not_exist_for_who_has_not_joined(
    database: Database,
) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, drill_id="dr_1"))
    for viewer in (OPERATOR, SHIFT_LEAD, SEONGBUK_ROOM):
        assert await stage.view(incident, viewer) is None
        joined = replace(viewer, drills=frozenset({"dr_1"}))
        view = await stage.view(incident, joined)
        assert view is not None
        assert view.drill_id == "dr_1"
        other = replace(viewer, drills=frozenset({"dr_2"}))
        assert await stage.view(incident, other) is None
