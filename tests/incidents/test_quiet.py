"""Of a camera that is shown to a discreet service nobody here learns that it is pulled, nor a while after."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from bongsu.incidents.close import close_incident
from bongsu.incidents.incident import Incident
from bongsu.incidents.quiet import LINGERS, QuietCameras, is_discreet
from bongsu.kernel.database import Database
from tests.incidents.of_a_service import call, stage_with
from tests.incidents.stage import Stage

ONE, TWELVE = "SB-0001", "SB-0012"
LINGERS_S = LINGERS.total_seconds()


@pytest.fixture
def stage(database: Database) -> Stage:
    """The made-up service is discreet; 112 is not."""
    return stage_with(database, discreet=True)


async def heard(stage: Stage, quiet: QuietCameras, incident: Incident) -> None:
    quiet.changed(await stage.fresh(incident), await stage.grants(incident))


async def closed(stage: Stage, incident: Incident) -> None:
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "bees", stage.clock.now())


async def test_what_is_shown_is_held_and_nothing_else(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    incident = await stage.open(call(stage))
    assert not quiet.holds(ONE)
    await heard(stage, quiet, incident)
    assert quiet.holds(ONE)
    assert not quiet.holds(TWELVE), "not lent"


async def test_of_a_call_that_is_no_secret_nothing_is_held(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    await heard(stage, quiet, await stage.open(stage.call()))
    assert not quiet.holds(ONE)


async def test_told_is_only_what_runs_and_is_known_to_be_no_secret(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    secret, plain = await stage.open(call(stage)), await stage.open(stage.call())
    assert not quiet.is_told(plain.incident_id), "not heard of yet"
    await heard(stage, quiet, secret)
    await heard(stage, quiet, plain)
    assert quiet.is_told(plain.incident_id)
    assert not quiet.is_told(secret.incident_id)
    started_again = QuietCameras(stage.desk)
    await started_again.load()
    assert started_again.is_told(plain.incident_id)
    assert not started_again.is_told(secret.incident_id)
    await closed(stage, plain)
    await heard(stage, quiet, plain)
    assert not quiet.is_told(plain.incident_id)


async def test_after_its_end_it_is_held_as_long_as_it_may_still_be_pulled(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    incident = await stage.open(call(stage))
    await heard(stage, quiet, incident)
    await closed(stage, incident)
    await heard(stage, quiet, incident)
    stage.clock.advance(LINGERS_S - 1)
    assert quiet.holds(ONE)
    stage.clock.advance(1)
    assert not quiet.holds(ONE)


async def test_a_camera_that_leaves_a_running_one_lingers_too(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    incident = await stage.open(call(stage))
    (grant,) = [one for one in await stage.grants(incident) if one.lent]
    quiet.changed(incident, [grant])
    first, *rest = grant.cameras
    quiet.changed(incident, [replace(grant, cameras=tuple(rest))])
    assert all(quiet.holds(one.camera_id) for one in grant.cameras)
    stage.clock.advance(LINGERS_S)
    assert not quiet.holds(first.camera_id)
    assert all(quiet.holds(one.camera_id) for one in rest), "as long as it runs"


async def test_two_alarms_at_one_camera_are_two(stage: Stage) -> None:
    quiet = QuietCameras(stage.desk)
    first, second = await stage.open(call(stage)), await stage.open(call(stage))
    for incident in (first, second):
        await heard(stage, quiet, incident)
    await closed(stage, first)
    await heard(stage, quiet, first)
    stage.clock.advance(LINGERS_S)
    assert quiet.holds(ONE), "the other one runs"
    await closed(stage, second)
    await heard(stage, quiet, second)
    stage.clock.advance(LINGERS_S)
    assert not quiet.holds(ONE)


async def test_a_node_that_starts_anew_knows_what_runs_and_what_ended_lately(
    stage: Stage,
) -> None:
    incident = await stage.open(call(stage))
    running = QuietCameras(stage.desk)
    await running.load()
    assert running.holds(ONE)
    await closed(stage, incident)
    for after_s, is_held in ((0.0, True), (LINGERS_S, True), (1.0, False)):
        stage.clock.advance(after_s)
        started = QuietCameras(stage.desk)
        await started.load()
        assert started.holds(ONE) is is_held


async def test_a_start_finds_no_secret_in_an_open_call(stage: Stage) -> None:
    await stage.open(stage.call())
    started = QuietCameras(stage.desk)
    await started.load()
    assert not started.holds(ONE)


async def test_what_is_not_known_is_kept_quiet(stage: Stage) -> None:
    """A service's folder that is gone may have been a discreet one."""
    incident = await stage.open(call(stage))
    assert is_discreet(stage.desk, None)
    assert is_discreet(stage.desk, changed(incident, service="GONE"))
    assert is_discreet(stage.desk, incident)
    assert not is_discreet(stage.desk, changed(incident, service="P112_DISPATCH"))
