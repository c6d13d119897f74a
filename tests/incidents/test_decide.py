"""Who answers a waiting lending, what the answer opens, and what silence means."""

import asyncio
from datetime import timedelta

import pytest

from bongsu.identity.people import OWN_ROLES, Role
from bongsu.incidents.decide import Answer, decide_waiting, recommend
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.failures import NotYours, TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grant_by_id
from tests.incidents.stage import (
    BY_CELL,
    IN_DOUBT,
    NO,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
    person,
)

HERE = Answer(approve=True, lat=37.6, lon=127.01)


async def waiting(stage: Stage) -> Grant:
    return await stage.grant(await stage.open(stage.call(code="C2")))


async def now_of(stage: Stage, grant: Grant) -> Grant:
    async with stage.desk.database.read() as connection:
        found = await grant_by_id(connection, grant.grant_id)
    assert found is not None
    return found


async def test_an_approval_opens(stage: Stage) -> None:
    grant = await waiting(stage)
    stage.clock.advance(20)
    await stage.decide(grant, YES, actor(SHIFT_LEAD))
    opened = await now_of(stage, grant)
    assert opened.state is State.ACTIVE
    assert opened.ends_at is not None
    assert await stage.trail() == ["open_incident", "ask", "lend", "approve", "lend"]


async def test_a_denial_refuses_with_the_centres_telephone(stage: Stage) -> None:
    grant = await waiting(stage)
    await stage.decide(grant, NO, actor(SHIFT_LEAD))
    denied = await now_of(stage, grant)
    assert (denied.state, denied.reason) == (State.REFUSED, Reason.DENIED)
    assert SEONGBUK_2023_08.centre_phone in denied.reason_ko
    assert (await stage.trail())[-1] == "deny"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SHIFT_LEAD])
async def test_nobody_else_approves(stage: Stage, role: Role) -> None:
    """Not an operator, not a resident officer, and no role of the asking agency."""
    grant = await waiting(stage)
    organisation = CENTRE if role.is_own else POLICE_SEONGBUK
    for answer in (YES, NO):
        with pytest.raises(NotYours):
            await stage.decide(grant, answer, actor(person(role, organisation)))
    assert (await now_of(stage, grant)).state is State.WAITING


async def test_no_answer_in_sixty_seconds_is_a_no(stage: Stage) -> None:
    grant = await waiting(stage)
    await stage.later(59.9)
    assert (await now_of(stage, grant)).state is State.WAITING
    await stage.later(0.1)
    over = await now_of(stage, grant)
    assert (over.state, over.reason) == (State.REFUSED, Reason.APPROVAL_TIMED_OUT)
    assert over.reason_ko == f"승인 시간 초과 · 관제센터 {SEONGBUK_2023_08.centre_phone}"


async def test_an_answer_after_the_deadline_is_too_late(stage: Stage) -> None:
    grant = await waiting(stage)
    stage.clock.advance(60)
    with pytest.raises(TooLate):
        await stage.decide(grant, YES, actor(SHIFT_LEAD))


async def test_an_answer_counts_once(stage: Stage) -> None:
    grant = await waiting(stage)
    await stage.decide(grant, YES, actor(SHIFT_LEAD))
    with pytest.raises(TooLate):
        await stage.decide(await now_of(stage, grant), NO, actor(SHIFT_LEAD))


async def until_a_writer_waits(stage: Stage) -> None:
    lock = stage.desk.database._one_writer
    while not lock._waiters:
        await asyncio.sleep(0)


async def test_an_answer_just_in_time_is_not_overruled_by_the_clock(stage: Stage) -> None:
    """The timer has read the question as unanswered and waits for the approver's transaction."""
    grant = await waiting(stage)
    stage.clock.advance(60)
    async with stage.work() as work:
        timer = asyncio.create_task(do_what_is_due(stage.desk))
        await until_a_writer_waits(stage)
        incident, in_time = await stage.open_of(grant), grant.decided_at + timedelta(seconds=59)
        await decide_waiting(work, stage.desk, incident, grant, YES, actor(SHIFT_LEAD), in_time)
    await timer
    assert (await now_of(stage, grant)).state is State.ACTIVE


async def test_a_renewal_just_in_time_is_not_overruled_by_the_clock(stage: Stage) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    stage.clock.advance(grant.ttl_s)
    async with stage.work() as work:
        timer = asyncio.create_task(do_what_is_due(stage.desk))
        await until_a_writer_waits(stage)
        assert grant.ends_at is not None
        await renew(work, grant, "seoul-112", grant.ends_at - timedelta(seconds=1))
    await timer
    assert (await now_of(stage, grant)).state is State.ACTIVE


@pytest.mark.parametrize("approve", [True, False])
async def test_a_recommendation_opens_nothing(stage: Stage, approve: bool) -> None:
    grant = await waiting(stage)
    incident = await stage.open_of(grant)
    async with stage.work() as work:
        await recommend(work, incident, grant, actor(OPERATOR), stage.clock.now(), approve=approve)
    after = await now_of(stage, grant)
    assert after.state is State.WAITING
    assert after.recommended == ("yes" if approve else "no")
    assert (await stage.trail())[-1] == "recommend"


MONITORING = {Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD}


@pytest.mark.parametrize("role", [role for role in Role if role not in MONITORING])
async def test_only_those_who_monitor_recommend_or_find_a_place(stage: Stage, role: Role) -> None:
    """An auditor, a planner or a partner's room answers nothing."""
    viewer = person(role, CENTRE if role in OWN_ROLES else POLICE_SEONGBUK)
    grant = await waiting(stage)
    with pytest.raises(NotYours):
        async with stage.work() as work:
            incident = await stage.open_of(grant)
            await recommend(work, incident, grant, actor(viewer), stage.clock.now(), approve=True)
    asked = await stage.grant(await stage.open(stage.call(place=BY_CELL)))
    with pytest.raises(NotYours):
        await stage.decide(asked, HERE, actor(viewer))


async def test_what_is_decided_takes_no_recommendation(stage: Stage) -> None:
    grant = await waiting(stage)
    await stage.decide(grant, NO, actor(SHIFT_LEAD))
    with pytest.raises(TooLate):
        async with stage.work() as work:
            incident = await stage.open_of(grant)
            fresh = await now_of(stage, grant)
            await recommend(work, incident, fresh, actor(OPERATOR), stage.clock.now(), approve=True)


async def test_an_operators_place_opens(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=BY_CELL))
    decided = await stage.decide(await stage.grant(incident), HERE, actor(OPERATOR))
    assert decided.place is not None
    assert (decided.place.method, decided.place.dong) == ("OPERATOR", "성북동")
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_an_operators_place_does_not_answer_for_the_approver(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2", place=BY_CELL))
    await stage.decide(await stage.grant(incident), HERE, actor(OPERATOR))
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, "approval")
    assert grant.deadline is not None


async def test_a_question_of_place_needs_a_place(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=None))
    rows = await stage.trail()
    with pytest.raises(Invalid) as refused:
        await stage.decide(await stage.grant(incident), YES, actor(OPERATOR))
    assert refused.value.field == "lat"
    assert await stage.trail() == rows, "what failed was not done"


async def test_a_question_of_place_waits_without_end(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=BY_CELL))
    await stage.later(3600)
    assert (await stage.grant(incident)).state is State.WAITING


@pytest.mark.parametrize("station", [POLICE_SEONGBUK, POLICE_JONGAM])
async def test_the_approver_picks_the_station(stage: Stage, station: str) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    picked = Answer(approve=True, organisation=station)
    await stage.decide(await stage.grant(incident), picked, actor(SHIFT_LEAD))
    told = await stage.outside(incident)
    assert told.pop(station) == "active"
    assert set(told.values()) == {"closed"}, "never both opened"


async def test_picking_the_station_answers_a_c2_too(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2", place=IN_DOUBT))
    picked = Answer(approve=True, organisation=POLICE_JONGAM)
    await stage.decide(await stage.grant(incident), picked, actor(SHIFT_LEAD))
    assert (await stage.grant(incident, POLICE_JONGAM)).state is State.ACTIVE


@pytest.mark.parametrize("organisation", [None, FIRE_SEONGBUK, "KNPA.SEOUL.GANGBUK"])
async def test_only_a_named_station_can_be_picked(stage: Stage, organisation: str | None) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    picked = Answer(approve=True, organisation=organisation)
    with pytest.raises(Invalid) as refused:
        await stage.decide(await stage.grant(incident), picked, actor(SHIFT_LEAD))
    assert refused.value.field == "organisation"
    assert set((await stage.outside(incident)).values()) == {"waiting"}


@pytest.mark.parametrize("viewer", [OPERATOR, SEONGBUK_ROOM], ids=["operator", "asking room"])
async def test_nobody_else_picks_the_station(stage: Stage, viewer: Viewer) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    picked = Answer(approve=True, organisation=POLICE_SEONGBUK)
    with pytest.raises(NotYours):
        await stage.decide(await stage.grant(incident), picked, actor(viewer))


async def test_an_unanswered_jurisdiction_is_refused_to_both(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    await stage.later(60)
    assert set((await stage.outside(incident)).values()) == {"refused"}


async def test_an_ambulance_call_opens_when_approved(stage: Stage) -> None:
    """Article 4.2."""
    incident = await stage.open(stage.fire("EMS"))
    await stage.decide(await stage.grant(incident, FIRE_SEONGBUK), YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident, FIRE_SEONGBUK)).state is State.ACTIVE


async def test_every_lending_ends_by_time(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.later(1800)
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.EXPIRED, Reason.EXPIRED)
    assert [one["reason"] for one in await stage.told("sharing.grant_ended")] == ["expired"]
    await stage.later(12 * 3600)
    assert (await stage.grant(incident, CENTRE)).state is State.EXPIRED


async def test_the_timer_is_told_when_the_next_thing_is_due(stage: Stage) -> None:
    assert await stage.later(0) is None
    grant = await waiting(stage)
    assert await stage.later(1) == grant.deadline
