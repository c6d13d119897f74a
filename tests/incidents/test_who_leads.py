"""Who leads an incident, who is still told of it, and what another question does to an old answer."""

import pytest

from bongsu.incidents.direct import Direction, PointAt, direct
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from tests.incidents.stage import (
    BY_CELL,
    DISASTER,
    FIRE_ROOM,
    IN_DOUBT,
    IN_JONGAM,
    JONGAM_ROOM,
    NO,
    OPERATOR,
    OUTSIDE,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
)


async def test_the_competent_room_leads_and_a_room_told_beside_it_does_not(stage: Stage) -> None:
    fire = await stage.open(stage.fire())
    leads = await stage.view(fire, FIRE_ROOM)
    beside = await stage.view(fire, DISASTER)
    assert leads is not None
    assert beside is not None
    assert (leads.may_direct, leads.may_close) == (True, True)
    assert (beside.may_direct, beside.may_close) == (False, False)
    assert beside.tiles, "it sees what it is lent all the same"


async def test_a_refused_room_sees_why_and_leads_nothing(stage: Stage) -> None:
    refused = await stage.view(await stage.open(stage.call("ASSAULT", "C1")), SEONGBUK_ROOM)
    assert refused is not None
    assert refused.lendings[0].reason == Reason.NOT_LISTED
    assert not refused.may_close


async def test_a_room_that_the_call_has_left_is_told_nothing_more(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert await stage.view(incident, SEONGBUK_ROOM) is not None
    await stage.update(incident, place=IN_JONGAM)
    assert await stage.view(incident, SEONGBUK_ROOM) is None
    assert await stage.view(incident, JONGAM_ROOM) is not None


@pytest.mark.parametrize("viewer", [SEONGBUK_ROOM, JONGAM_ROOM])
async def test_what_was_decided_about_another_body_is_not_read_in_the_timeline(
    stage: Stage, viewer: Viewer
) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    other = "종암경찰서" if viewer is SEONGBUK_ROOM else "성북경찰서"
    seen = await stage.view(incident, viewer)
    whole = await stage.view(incident, OPERATOR)
    assert seen is not None
    assert whole is not None
    assert not any(other in row.text_ko for row in seen.timeline)
    assert any(other in row.text_ko for row in whole.timeline)


async def test_the_approvers_pick_settles_doubt_and_nothing_that_is_clear(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    waiting = await stage.grant(incident, POLICE_SEONGBUK)
    pick = type(YES)(approve=True, organisation=POLICE_SEONGBUK)
    await stage.decide(waiting, pick, actor(SHIFT_LEAD))
    assert (await stage.grant(incident, POLICE_SEONGBUK)).state is State.ACTIVE
    await stage.update(incident, place=IN_JONGAM)
    assert (await stage.grant(incident, POLICE_SEONGBUK)).state is State.CLOSED
    assert (await stage.grant(incident, POLICE_JONGAM)).state is State.ACTIVE
    await stage.update(incident, place=OUTSIDE)
    assert (await stage.grant(incident, POLICE_JONGAM)).state is State.CLOSED


async def test_a_no_to_code_two_is_no_answer_to_code_zero(stage: Stage) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    await stage.decide(await stage.grant(incident), NO, actor(SHIFT_LEAD))
    await stage.update(incident, summary="다시 신고")
    assert (await stage.grant(incident)).reason == Reason.DENIED
    await stage.update(incident, code="C0")
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_no_answer_in_time_does_not_shut_out_a_graver_call(stage: Stage) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    await stage.later(61)
    assert (await stage.grant(incident)).reason == Reason.APPROVAL_TIMED_OUT
    await stage.update(incident, code="C1")
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_a_cut_stands_whatever_the_call_becomes(stage: Stage) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    grant = await stage.grant(incident)
    await stage.decide(grant, YES, actor(SHIFT_LEAD))
    await stage.later(1801)
    assert (await stage.grant(incident)).reason == Reason.EXPIRED
    await stage.update(incident, code="C0")
    assert (await stage.grant(incident)).reason == Reason.EXPIRED


async def test_a_place_that_cannot_be_confirmed_says_so(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=BY_CELL))
    waiting = next(one for one in await stage.grants(incident) if one.state is State.WAITING)
    await stage.decide(waiting, NO, actor(OPERATOR))
    refused = await stage.grant(incident, waiting.organisation)
    assert refused.reason == Reason.PLACE_UNCONFIRMED
    assert "위치" in refused.reason_ko
    assert stage.desk.centre.agreements.phone(stage.clock.now()) in refused.reason_ko


@pytest.mark.parametrize(
    ("direction", "field"),
    [
        (Direction(chosen_camera_id="SB-0090"), "chosen_camera_id"),
        (Direction(pointer=PointAt("SB-0090", 0.5, 0.5)), "pointer.camera_id"),
    ],
)
async def test_a_room_points_at_nothing_that_it_is_not_lent(
    stage: Stage, direction: Direction, field: str
) -> None:
    incident = await stage.open(stage.call())
    with pytest.raises(Invalid) as failure:
        async with stage.work() as work:
            fresh = await stage.fresh(incident)
            await direct(work, fresh, direction, actor(SEONGBUK_ROOM), stage.clock.now())
    assert failure.value.field == field
