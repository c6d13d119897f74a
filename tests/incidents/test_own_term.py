"""The centre's own view lasts one term: asked before its end, longer by one press, over when nobody answers."""

from datetime import timedelta

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.failures import AlreadyEnded, NothingToSee
from bongsu.incidents.go_on import end_view, go_on
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_term import ASK_BEFORE_S, NOBODY_ANSWERED
from bongsu.incidents.service import Addressed
from bongsu.incidents.views import IncidentView, OwnViewView
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason
from bongsu.sharing.withdraw import withdraw
from tests.incidents.of_a_service import OWN, call, stage_with, window
from tests.incidents.stage import NOW, OPERATOR, SEONGBUK_ROOM, Stage

TERM_S = OWN.seconds


@pytest.fixture
def stage(database: Database) -> Stage:
    """What comes to the centre alone: half an hour of its own view."""
    return stage_with(database, own=OWN, address=lambda *_: Addressed(None))


async def seen(stage: Stage, incident: Incident) -> IncidentView:
    view = await stage.view(incident, OPERATOR)
    assert view is not None
    return view


async def own(stage: Stage, incident: Incident) -> OwnViewView:
    view = (await seen(stage, incident)).own_view
    assert view is not None
    return view


async def on(stage: Stage, incident: Incident, grant: Grant | None = None) -> None:
    grant = grant or await stage.grant(incident, CENTRE)
    async with stage.work() as work:
        fresh = await stage.fresh(incident)
        await go_on(work, stage.desk, fresh, grant, "per_1", stage.clock.now())


async def ended(stage: Stage, incident: Incident) -> None:
    grant = await stage.grant(incident, CENTRE)
    async with stage.work() as work:
        fresh = await stage.fresh(incident)
        await end_view(work, stage.desk, fresh, grant, "per_1", stage.clock.now())


async def test_it_says_from_when_it_asks_and_until_when_there_is_time(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    view = await own(stage, incident)
    ends = NOW + timedelta(seconds=TERM_S)
    assert (view.is_running, view.may_go_on) == (True, True)
    assert (view.ends_at, view.asks_from) == (ends, ends - timedelta(seconds=ASK_BEFORE_S))
    assert (view.over_ko, view.over_en) == ("", "")


async def test_one_press_gives_it_a_whole_term_from_now(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    stage.clock.advance(TERM_S - 60)
    await on(stage, incident)
    grant = await stage.grant(incident, CENTRE)
    assert grant.ends_at == stage.clock.now() + timedelta(seconds=TERM_S)
    assert TrailKind.RENEW in await stage.trail()
    lines = (await seen(stage, incident)).timeline
    assert lines[-1].text_ko == "확인용 영상 계속 보기"


async def test_it_may_go_on_as_often_as_somebody_asks_for_it(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    for _ in range(5):
        await stage.later(TERM_S - 1)
        await on(stage, incident)
    assert (await own(stage, incident)).is_running
    # the pictures never stopped: it is one lending all along
    assert len(await stage.grants(incident)) == 1


async def test_when_nobody_answers_it_ends_and_says_so(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await stage.later(TERM_S)
    view = await own(stage, incident)
    assert (view.is_running, view.asks_from) == (False, None)
    assert (view.over_ko, view.over_en) == NOBODY_ANSWERED
    told = await seen(stage, incident)
    assert (told.timeline[-1].text_ko, told.tiles) == (NOBODY_ANSWERED[0], [])
    assert told.state == "open"


async def test_after_its_end_one_press_opens_it_anew(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await stage.later(TERM_S + 600)
    first = await stage.grant(incident, CENTRE)
    await on(stage, incident)
    view = await own(stage, incident)
    assert view.is_running
    assert view.grant_id != first.grant_id
    assert len((await seen(stage, incident)).tiles) == 5


async def test_nothing_but_a_press_opens_it_anew(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await stage.later(TERM_S)
    await stage.update(incident, place=incident.place, summary="다시")
    await stage.later(600)
    assert not (await own(stage, incident)).is_running


async def test_enough_seen_it_ends_at_once_and_may_be_had_again(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await ended(stage, incident)
    grant = await stage.grant(incident, CENTRE)
    assert (grant.state, grant.reason) == (State.CLOSED, Reason.SEEN_ENOUGH)
    view = await own(stage, incident)
    assert (view.over_ko, view.may_go_on) == ("관제요원이 확인을 마쳤습니다", True)
    (said,) = await stage.told("sharing.grant_ended")
    assert (said["grant_id"], said["by"]) == (grant.grant_id, "per_1")
    await on(stage, incident)
    assert (await own(stage, incident)).is_running


async def test_what_is_over_is_not_ended_again(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await stage.later(TERM_S)
    with pytest.raises(TooLate):
        await ended(stage, incident)


async def test_what_somebody_has_cut_does_not_go_on(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident, CENTRE), "per_2", stage.clock.now())
    assert not (await own(stage, incident)).may_go_on
    with pytest.raises(TooLate):
        await on(stage, incident)


async def test_an_earlier_view_is_not_the_one_that_goes_on(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    first = await stage.grant(incident, CENTRE)
    await stage.later(TERM_S)
    await on(stage, incident)
    with pytest.raises(TooLate):
        await on(stage, incident, first)


async def test_the_ordered_time_is_its_end_whatever_anybody_presses(stage: Stage) -> None:
    incident = await stage.open(call(stage, window=window(0, 900)))
    view = await own(stage, incident)
    assert (view.ends_at, view.asks_from, view.may_go_on) == (
        NOW + timedelta(seconds=900),
        None,
        False,
    )
    with pytest.raises(TooLate):
        await on(stage, incident)


async def test_within_the_ordered_time_it_goes_on_to_that_end(stage: Stage) -> None:
    incident = await stage.open(call(stage, window=window(0, TERM_S + 300)))
    stage.clock.advance(TERM_S - 60)
    await on(stage, incident)
    assert (await own(stage, incident)).ends_at == NOW + timedelta(seconds=TERM_S + 300)


async def test_where_no_camera_is_left_the_press_says_so_and_changes_nothing(stage: Stage) -> None:
    incident = await stage.open(call(stage))
    await stage.later(TERM_S)
    stage.chooser.broken.update(one.camera_id for one in stage.chooser.listed.cameras)
    with pytest.raises(NothingToSee):
        await on(stage, incident)
    assert TrailKind.RENEW not in await stage.trail()


async def test_with_the_incident_it_is_over_for_good(stage: Stage) -> None:
    incident = await stage.open(call(stage, exercise=True))
    await stage.later(30)
    assert not (await own(stage, incident)).may_go_on
    for press in (on, ended):
        with pytest.raises(AlreadyEnded):
            await press(stage, incident)


async def test_a_room_outside_is_told_nothing_of_it(database: Database) -> None:
    lent = stage_with(database, own=OWN)
    incident = await lent.open(call(lent))
    view = await lent.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert (view.lendings[0].organisation, view.own_view) == (POLICE_SEONGBUK, None)


async def test_what_is_seen_of_a_call_lent_outside_is_asked_for_too(database: Database) -> None:
    lent = stage_with(database)
    incident = await lent.open(call(lent))
    view = await own(lent, incident)
    assert view.ends_at is not None
    assert view.asks_from == view.ends_at - timedelta(seconds=ASK_BEFORE_S)


async def test_a_short_look_is_not_asked_for_all_the_time(database: Database) -> None:
    short = stage_with(
        database, own=OWN.__class__(OWN.purposes, seconds=40), address=lambda *_: Addressed(None)
    )
    incident = await short.open(call(short))
    assert (await own(short, incident)).asks_from == NOW + timedelta(seconds=30)
