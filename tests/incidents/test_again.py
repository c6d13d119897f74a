"""A service that lends for one term at a time, whichever it is: asked anew, or resumed by the room's own key."""

from dataclasses import replace

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.incidents.close import close_incident
from bongsu.incidents.decide import decide_waiting
from bongsu.incidents.incident import Incident, Window
from bongsu.incidents.resume import resume
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import new_grant
from bongsu.sharing.store import save
from tests.incidents.stage import NOW, SEONGBUK_ROOM, SHIFT_LEAD, YES, Stage, actor, stage_on

TERM_S = 1800


@pytest.fixture
def stage(database: Database) -> Stage:
    """112 as if it were lent for one term at a time."""
    made = stage_on(database)
    services = dict(made.desk.centre.services)
    services["P112_DISPATCH"] = replace(services["P112_DISPATCH"], asks_again=True)
    centre = replace(made.desk.centre, services=services)
    return replace(made, desk=replace(made.desk, centre=centre))


async def newest(stage: Stage, incident: Incident) -> Grant:
    held = [one for one in await stage.grants(incident) if one.organisation == POLICE_SEONGBUK]
    return held[-1]


async def resumed(stage: Stage, incident: Incident) -> None:
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    async with stage.work() as work:
        await resume(work, stage.desk, fresh, grant, SEONGBUK_ROOM.person_id, stage.clock.now())


async def approved(stage: Stage, incident: Incident) -> None:
    grant, fresh = await newest(stage, incident), await stage.fresh(incident)
    async with stage.work() as work:
        await decide_waiting(
            work, stage.desk, fresh, grant, YES, actor(SHIFT_LEAD), stage.clock.now()
        )


async def test_a_yes_is_for_one_term(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    await approved(stage, incident)
    await stage.later(TERM_S)
    asked = await newest(stage, incident)
    assert (asked.state, asked.waits) == (State.WAITING, "approval")
    assert not asked.lent
    assert not (await stage.fresh(incident)).approved
    await approved(stage, incident)
    assert (await newest(stage, incident)).state is State.ACTIVE
    assert (
        len({one.grant_id for one in await stage.grants(incident) if one.organisation != CENTRE})
        == 2
    )


async def test_without_an_answer_it_is_over(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    await approved(stage, incident)
    await stage.later(TERM_S)
    await stage.later(60)
    assert (await newest(stage, incident)).reason == "approval_timed_out"


async def test_what_opens_by_itself_waits_for_its_rooms_key(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.later(TERM_S)
    assert (await newest(stage, incident)).state is State.EXPIRED
    await stage.update(incident, summary="그대로", place=incident.place)
    assert (await newest(stage, incident)).state is State.EXPIRED
    await resumed(stage, incident)
    assert (await newest(stage, incident)).state is State.ACTIVE
    assert TrailKind.RENEW in await stage.trail()


async def test_what_runs_was_cut_or_waits_is_not_resumed(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    with pytest.raises(TooLate):
        await resumed(stage, incident)
    asked = await stage.open(stage.call(code="C2"))
    with pytest.raises(TooLate):
        await resumed(stage, asked)


async def test_of_another_service_an_end_stays_an_end(database: Database) -> None:
    plain = stage_on(database)
    incident = await plain.open(plain.call())
    await plain.later(TERM_S)
    with pytest.raises(TooLate):
        await resumed(plain, incident)
    assert (await newest(plain, incident)).state is State.EXPIRED


async def test_a_window_that_comes_to_end_later_takes_the_lending_with_it(stage: Stage) -> None:
    first = Window(starts=NOW, ends=NOW.replace(minute=20))
    incident = await stage.open(stage.call(window=first))
    assert (await newest(stage, incident)).ends_at == first.ends
    longer = Window(starts=NOW, ends=NOW.replace(minute=30))
    await stage.update(incident, window=longer)
    assert (await newest(stage, incident)).ends_at == longer.ends


async def test_never_beyond_the_term_that_was_given(stage: Stage) -> None:
    first = Window(starts=NOW, ends=NOW.replace(minute=20))
    incident = await stage.open(stage.call(window=first))
    await stage.update(incident, window=Window(starts=NOW, ends=NOW.replace(hour=23)))
    ends_at = (await newest(stage, incident)).ends_at
    assert ends_at is not None
    assert (ends_at - NOW).total_seconds() == TERM_S


async def test_a_window_that_comes_to_end_sooner_takes_the_lending_with_it(stage: Stage) -> None:
    incident = await stage.open(stage.call(window=Window(starts=NOW, ends=NOW.replace(minute=30))))
    sooner = Window(starts=NOW, ends=NOW.replace(minute=15))
    await stage.update(incident, window=sooner)
    assert (await newest(stage, incident)).ends_at == sooner.ends


async def test_a_term_that_another_has_followed_is_over_for_good(stage: Stage) -> None:
    """Two screens, one key each: the second press finds that it goes on already."""
    incident = await stage.open(stage.call())
    await stage.later(TERM_S)
    over = await newest(stage, incident)
    await resumed(stage, incident)
    async with stage.work() as work:
        with pytest.raises(TooLate):
            await resume(work, stage.desk, await stage.fresh(incident), over, "per_1", NOW)
    assert (await newest(stage, incident)).state is State.ACTIVE


async def test_another_centres_lending_after_it_does_not_hold_it_up(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.later(TERM_S)
    theirs = replace(
        new_grant(incident.incident_id, POLICE_SEONGBUK, stage.clock.now()), owner="GANGBUK"
    )
    over = await newest(stage, incident)
    async with stage.work() as work:
        await save(work.connection, theirs)
        fresh = await incident_by_id(work.connection, incident.incident_id)
        assert fresh is not None
        await resume(work, stage.desk, fresh, over, "per_1", stage.clock.now())
    held = [one for one in await stage.grants(incident) if one.organisation == POLICE_SEONGBUK]
    assert [one.state for one in held if one.owner is None] == [State.EXPIRED, State.ACTIVE]


async def test_what_is_over_is_not_resumed(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.later(TERM_S)
    over = await newest(stage, incident)
    async with stage.work() as work:
        closed = await close_incident(
            work, stage.desk, await stage.fresh(incident), "seoul-112", stage.clock.now()
        )
        with pytest.raises(TooLate):
            await resume(work, stage.desk, closed, over, "per_1", stage.clock.now())


async def test_whose_key_it_was_stands_in_the_trail(stage: Stage, database: Database) -> None:
    incident = await stage.open(stage.call())
    await stage.later(TERM_S)
    await resumed(stage, incident)
    (row,) = await list_trail(database, only=Only(kind=TrailKind.RENEW))
    assert (row.actor, row.organisation) == (SEONGBUK_ROOM.person_id, POLICE_SEONGBUK)
    assert '"term":"another"' in row.body
    lent = await list_trail(database, only=Only(kind=TrailKind.LEND))
    assert lent[-1].actor == SEONGBUK_ROOM.person_id
