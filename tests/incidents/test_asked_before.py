"""Another term is asked for before the one that runs is over: a yes loses no picture, silence and a no end it in time."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.again import ask_for_more, asks_from, is_asked_again, stands_on_a_yes
from bongsu.incidents.decide import Answer, decide_waiting, recommend
from bongsu.incidents.incident import Incident, Window
from bongsu.incidents.resume import resume
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.failures import NotYours, TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import new_grant
from bongsu.sharing.withdraw import withdraw
from tests.incidents.stage import (
    NO,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
    stage_on,
)

TERM_S, AHEAD_S = 1800, 600
DAY_S, HOUR_S = 86400, 3600


def of_one_term(database: Database, **more: object) -> Stage:
    """112 as if it were lent for one term at a time."""
    made = stage_on(database)
    services = dict(made.desk.centre.services)
    services["P112_DISPATCH"] = replace(services["P112_DISPATCH"], **more)  # type: ignore[arg-type]  # checked by name
    centre = replace(made.desk.centre, services=services)
    return replace(made, desk=replace(made.desk, centre=centre))


@pytest.fixture
def stage(database: Database) -> Stage:
    return of_one_term(database, asks_again=True)


async def newest(stage: Stage, incident: Incident) -> Grant:
    held = [one for one in await stage.grants(incident) if one.organisation == POLICE_SEONGBUK]
    return held[-1]


async def answer(stage: Stage, incident: Incident, said: Answer = YES) -> None:
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    async with stage.work() as work:
        await decide_waiting(
            work, stage.desk, fresh, grant, said, actor(SHIFT_LEAD), stage.clock.now()
        )


async def let_in(stage: Stage) -> Incident:
    incident = await stage.open(stage.call(code="C2"))
    await answer(stage, incident)
    return incident


async def asked(stage: Stage) -> Incident:
    incident = await let_in(stage)
    await stage.later(TERM_S - AHEAD_S)
    return incident


@pytest.mark.parametrize(
    ("term_s", "ahead_s"), [(DAY_S, HOUR_S), (DAY_S / 2, HOUR_S), (TERM_S, AHEAD_S), (600, 200)]
)
def test_a_day_is_asked_about_an_hour_ahead_half_an_hour_ten_minutes(
    term_s: float, ahead_s: float
) -> None:
    ends_at = NOW + timedelta(seconds=term_s)
    fresh = new_grant("inc_1", POLICE_SEONGBUK, NOW)
    running = replace(fresh, state=State.ACTIVE, ttl_s=int(term_s), ends_at=ends_at)
    assert asks_from(running) == ends_at - timedelta(seconds=ahead_s)
    assert asks_from(replace(running, state=State.EXPIRED)) is None


async def test_the_approver_is_asked_before_the_end_while_the_pictures_go_on(
    stage: Stage,
) -> None:
    incident = await let_in(stage)
    due = await stage.later(1)
    assert due == NOW + timedelta(seconds=TERM_S - AHEAD_S)
    assert not is_asked_again(await newest(stage, incident))
    await stage.later(TERM_S - AHEAD_S - 1)
    grant = await newest(stage, incident)
    assert is_asked_again(grant)
    assert (grant.state, bool(grant.lent)) == (State.ACTIVE, True)
    assert (await stage.trail()).count(TrailKind.ASK) == 2
    await stage.later(30)
    assert (await stage.trail()).count(TrailKind.ASK) == 2


async def test_each_reads_of_it_what_is_theirs(stage: Stage) -> None:
    incident = await asked(stage)
    ends_at = NOW + timedelta(seconds=TERM_S)
    for viewer, decides, recommends in (
        (SHIFT_LEAD, True, False),
        (OPERATOR, False, True),
        (SEONGBUK_ROOM, False, False),
    ):
        view = await stage.view(incident, viewer)
        assert view is not None
        (lending,) = (one for one in view.lendings if one.organisation == POLICE_SEONGBUK)
        assert lending.waiting is not None
        assert (lending.state, lending.waiting.kind) == ("active", "again")
        assert lending.waiting.deadline == ends_at
        assert (lending.waiting.may_decide, lending.waiting.may_recommend) == (decides, recommends)


async def test_a_yes_gives_one_term_from_the_yes_and_is_asked_about_again(stage: Stage) -> None:
    incident = await asked(stage)
    await answer(stage, incident)
    said_at = NOW + timedelta(seconds=TERM_S - AHEAD_S)
    grant = await newest(stage, incident)
    assert (grant.waits, grant.ends_at) == (None, said_at + timedelta(seconds=TERM_S))
    await stage.later(AHEAD_S)
    assert (await newest(stage, incident)).state is State.ACTIVE
    await stage.later(TERM_S - 2 * AHEAD_S)
    assert is_asked_again(await newest(stage, incident))
    told = await stage.told("sharing.grant_opened")
    assert len({one["ends_at"] for one in told if one["grant_id"] == grant.grant_id}) == 2


async def test_without_an_answer_it_stops_at_its_end_and_says_so(stage: Stage) -> None:
    incident = await asked(stage)
    await stage.later(AHEAD_S)
    grant = await newest(stage, incident)
    assert (grant.state, grant.reason) == (State.EXPIRED, "approval_timed_out")
    assert "관제센터 02" in grant.reason_ko
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert [row.text_ko for row in view.timeline if row.kind == "expire"] == [grant.reason_ko]
    (told,) = await stage.told("sharing.grant_ended")
    assert told["reason"] == "expired"
    await stage.update(incident, summary="그대로", place=incident.place)
    assert (await newest(stage, incident)).state is State.EXPIRED


async def test_after_the_end_the_rooms_one_key_brings_the_question_back(stage: Stage) -> None:
    incident = await asked(stage)
    await stage.later(AHEAD_S)
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    async with stage.work() as work:
        await resume(work, stage.desk, fresh, grant, SEONGBUK_ROOM.person_id, stage.clock.now())
    again = await newest(stage, incident)
    assert (again.state, again.waits) == (State.WAITING, "approval")


async def test_a_no_lets_it_run_to_its_end_and_nobody_is_asked_then(stage: Stage) -> None:
    incident = await asked(stage)
    await answer(stage, incident, NO)
    grant = await newest(stage, incident)
    assert (grant.state, grant.waits, bool(grant.lent)) == (State.ACTIVE, "no_more", True)
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    (lending,) = view.lendings
    assert lending.waiting is not None
    assert (lending.waiting.kind, lending.waiting.may_decide) == ("no_more", False)
    with pytest.raises(TooLate):
        await answer(stage, incident)
    await stage.later(AHEAD_S)
    ended = await newest(stage, incident)
    assert (ended.state, ended.reason) == (State.EXPIRED, "denied_by_approver")


async def test_an_operator_recommends_and_decides_nothing(stage: Stage) -> None:
    incident = await asked(stage)
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    now = stage.clock.now()
    async with stage.work() as work:
        with pytest.raises(NotYours):
            await decide_waiting(work, stage.desk, fresh, grant, YES, actor(OPERATOR), now)
    async with stage.work() as work:
        await recommend(work, fresh, grant, actor(OPERATOR), now, approve=True)
    assert (await newest(stage, incident)).recommended == "yes"


async def test_what_opens_by_itself_is_its_rooms_to_make_longer(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.later(TERM_S - 1)
    assert (await newest(stage, incident)).waits is None


async def test_where_a_yes_could_give_no_more_time_nobody_is_asked(stage: Stage) -> None:
    ends = NOW + timedelta(seconds=TERM_S)
    incident = await stage.open(stage.call(code="C2", window=Window(starts=NOW, ends=ends)))
    await answer(stage, incident)
    await stage.later(TERM_S - 1)
    assert (await newest(stage, incident)).waits is None


async def test_the_rooms_own_key_does_not_stand_in_for_the_approver(stage: Stage) -> None:
    incident = await let_in(stage)
    fresh = await stage.fresh(incident)
    ours = stage.desk.centre, fresh, POLICE_SEONGBUK, stage.clock.now()
    assert stands_on_a_yes(*ours)
    by_itself = msgspec.structs.replace(fresh, code="C0")
    assert not stands_on_a_yes(stage.desk.centre, by_itself, *ours[2:])
    assert await wants_more(stage, incident)
    grant = await newest(stage, incident)
    assert (is_asked_again(grant), grant.ends_at) == (True, NOW + timedelta(seconds=TERM_S))
    assert await wants_more(stage, incident)
    assert (await stage.trail()).count(TrailKind.ASK) == 2
    await answer(stage, incident, NO)
    with pytest.raises(TooLate):
        await wants_more(stage, incident)


async def wants_more(stage: Stage, incident: Incident) -> bool:
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    async with stage.work() as work:
        return await ask_for_more(work, stage.desk, fresh, grant, stage.clock.now())


async def test_a_call_that_opens_by_itself_is_no_question(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert not await wants_more(stage, incident)


async def test_of_another_service_nobody_is_asked_ahead(database: Database) -> None:
    plain = stage_on(database)
    incident = await let_in(plain)
    await plain.later(TERM_S - 1)
    assert (await newest(plain, incident)).waits is None


async def test_where_silence_is_no_refusal_the_question_outlives_the_term(
    database: Database,
) -> None:
    careful = of_one_term(database, never_refuses=True)
    incident = await asked(careful)
    assert is_asked_again(await newest(careful, incident))
    await careful.later(AHEAD_S)
    standing = await newest(careful, incident)
    assert (standing.state, standing.waits, standing.deadline) == (State.WAITING, "approval", None)


async def test_a_cut_takes_the_question_with_it(stage: Stage) -> None:
    incident = await asked(stage)
    async with stage.work() as work:
        await withdraw(work, await newest(stage, incident), "per_1", stage.clock.now())
    await stage.later(AHEAD_S)
    assert (await newest(stage, incident)).state is State.WITHDRAWN
    with pytest.raises(TooLate):
        await answer(stage, incident)
