"""Cameras that become one service's own: others lose them at once and see the next best; nobody reads why."""

from dataclasses import replace

import pytest

from bongsu.incidents.incident import Incident
from bongsu.incidents.take_back import WHY, take_back
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.store import save, set_cameras
from tests.incidents.stage import NOW, OUTSIDE, Stage

FIRST, TENTH = "SB-0001", "SB-0010"
EVERY = frozenset(f"SB-{number:04}" for number in range(1, 13))


async def taken(stage: Stage, *camera_ids: str, service: str = "MILITARY") -> int:
    async with stage.work() as work:
        return await take_back(work, stage.desk, frozenset(camera_ids), service, stage.clock.now())


def lent(grant: Grant) -> list[str]:
    return [one.camera_id for one in grant.lent]


@pytest.fixture
async def incident(stage: Stage) -> Incident:
    """Nine of twelve are lent to the room, and shown to the centre's own people."""
    return await stage.open(stage.call())


async def test_it_goes_and_the_next_best_comes_at_the_end(stage: Stage, incident: Incident) -> None:
    assert await taken(stage, FIRST) == 2, "the room's lending and the centre's own view"
    for organisation in (POLICE_SEONGBUK, CENTRE):
        grant = await stage.grant(incident, organisation)
        assert lent(grant) == [*(f"SB-{number:04}" for number in range(2, 10)), TENTH]
        assert [one.rank for one in grant.lent] == list(range(2, 11))


async def test_where_there_is_no_other_there_are_fewer(stage: Stage, incident: Incident) -> None:
    await taken(stage, *(f"SB-{number:04}" for number in range(1, 6)))
    grant = await stage.grant(incident)
    assert lent(grant) == [f"SB-{number:04}" for number in range(6, 13)]


async def test_a_lending_of_which_nothing_is_left_is_over(stage: Stage, incident: Incident) -> None:
    await taken(stage, *EVERY)
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.WITHDRAWN, "withdrawn_by_centre")


async def test_what_was_not_lent_is_lost_by_nobody(stage: Stage, incident: Incident) -> None:
    before = await stage.grants(incident)
    told = await stage.told("incidents.changed")
    assert await taken(stage, "SB-0012", "SB-9999") == 0
    assert await stage.grants(incident) == before
    assert await stage.told("incidents.changed") == told


async def test_its_own_service_keeps_it_and_the_centres_people_do_not(
    stage: Stage, incident: Incident
) -> None:
    assert await taken(stage, FIRST, service=incident.service) == 1
    assert FIRST in lent(await stage.grant(incident))
    assert FIRST not in lent(await stage.grant(incident, CENTRE))


async def test_another_centres_camera_is_not_ours_to_take(stage: Stage, incident: Incident) -> None:
    grant = await stage.grant(incident)
    async with stage.work() as work:
        await save(work.connection, replace(grant, owner="GANGBUK"))
    assert await taken(stage, FIRST) == 1, "our own view alone"
    assert FIRST in lent(await stage.grant(incident))


async def test_what_waits_shows_nothing_and_loses_nothing(stage: Stage) -> None:
    waiting = await stage.open(stage.call(code="C2"))
    before = await stage.grant(waiting)
    await taken(stage, *EVERY)
    assert await stage.grant(waiting) == before
    outside = await stage.open(stage.call(place=OUTSIDE))
    assert await taken(stage, *EVERY) == 0
    assert (await stage.grant(outside, "KNPA.SEOUL")).state is State.REFUSED


async def test_screens_are_told_and_read_no_more_than_that_it_went(
    stage: Stage, incident: Incident
) -> None:
    before = len(await stage.told("incidents.changed"))
    await taken(stage, FIRST)
    told = await stage.told("incidents.changed")
    assert {one["incident_id"] for one in told[before:]} == {incident.incident_id}
    gone = await stage.told("sharing.camera_withdrawn")
    assert [(one["camera_id"], one["reason"]) for one in gone] == [(FIRST, WHY)] * 2
    assert "MILITARY" not in str(gone)


async def test_what_is_asked_for_instead_is_for_whom_the_lending_is(
    stage: Stage, incident: Incident
) -> None:
    """The centre's own people are not shown what another list keeps for the room's service."""
    stage.chooser.asked.clear()
    await taken(stage, FIRST)
    asked = [(one.service, one.limit) for one in stage.chooser.asked]
    assert sorted(asked) == [("", 1), (incident.service, 1)]
    assert all({FIRST, "SB-0002"} <= one.barred for one in stage.chooser.asked)


async def test_where_the_clause_is_gone_nothing_comes_instead(
    stage: Stage, incident: Incident
) -> None:
    grant = await stage.grant(incident)
    async with stage.work() as work:
        await save(work.connection, replace(grant, clause="99.9"))
    await taken(stage, FIRST)
    assert lent(await stage.grant(incident)) == [f"SB-{number:04}" for number in range(2, 10)]


async def test_one_that_went_before_is_not_made_up_for_again(
    stage: Stage, incident: Incident
) -> None:
    await taken(stage, FIRST)
    grant = await stage.grant(incident)
    withdrawn = replace(grant.cameras[0], withdrawn_reason="failed")
    async with stage.work() as work:
        await set_cameras(work.connection, grant, (withdrawn, *grant.cameras[1:]), NOW)
    await taken(stage, grant.cameras[0].camera_id)
    assert lent(await stage.grant(incident)) == [one.camera_id for one in grant.cameras[1:]]
