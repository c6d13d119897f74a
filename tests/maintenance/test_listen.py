"""What maintenance hears, told as monitoring and media really tell it."""

from datetime import timedelta

import msgspec

from bongsu.maintenance.listen import HealthHeard, MaintenanceListening, open_long_outages
from bongsu.maintenance.store import outages_of
from bongsu.maintenance.words import FaultKind, FaultState
from bongsu.media.events import CameraStateChanged
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import Fence, HealthSeen
from tests.maintenance.stage import FIRST, NOW, QUIET, Stage


def seen(ailing: bool, ailment: Ailment = Ailment.BLURRED, camera_id: str = FIRST) -> bytes:
    fence = Fence(camera_id=camera_id, job=3, delivery=1, worker="w1")
    return msgspec.json.encode(
        HealthSeen(
            fence=fence,
            ailment=ailment,
            ailing=ailing,
            at=NOW,
            since=NOW - timedelta(seconds=30),
            figure=0.1,
            limit=0.45,
        )
    )


def state(now: str, camera_id: str = FIRST, after_s: float = 0.0) -> bytes:
    since = NOW + timedelta(seconds=after_s)
    return msgspec.json.encode(CameraStateChanged(camera_id, now, since, "no packets", "m1"))


async def test_monitorings_own_event_opens_and_closes_a_fault(stage: Stage) -> None:
    await stage.part._hear_health(seen(ailing=True))
    fault = await stage.one()
    assert (fault.kind, fault.figure, fault.limit) == (FaultKind.BLURRED, 0.1, 0.45)
    assert fault.opened_at == NOW - timedelta(seconds=30)
    await stage.part._hear_health(seen(ailing=False))
    assert (await stage.one()).state is FaultState.CLOSED


def test_every_ailment_is_a_kind_of_fault() -> None:
    assert {one.value for one in Ailment} <= {one.value for one in FaultKind}
    heard = msgspec.json.decode(seen(ailing=True), type=HealthHeard)
    assert (heard.fence.camera_id, heard.fence.job, heard.fence.worker) == (FIRST, 3, "w1")


async def test_what_is_told_under_an_old_fence_counts_for_nothing(stage: Stage) -> None:
    part = MaintenanceListening(stage.desk, stage.bus, lambda fence: fence.job > 3)
    await part._hear_health(seen(ailing=True))
    assert await stage.faults() == ()


async def test_a_word_that_cannot_be_read_opens_no_fault_and_costs_nobody_elses(
    stage: Stage,
) -> None:
    good = seen(ailing=True)
    for body in (
        b"{",
        b"[" * 100_000,
        good.replace(b"SB", b"\xff"),
        good.replace(b'Z"', b'"'),
        b"{}",
    ):
        await stage.part._hear_health(body)
    assert await stage.faults() == ()
    await stage.part._hear_health(good)
    assert (await stage.one()).kind is FaultKind.BLURRED


async def test_no_fault_is_older_than_a_worker_can_have_seen(stage: Stage) -> None:
    heard = msgspec.json.decode(seen(ailing=True), type=HealthSeen)
    ancient = msgspec.structs.replace(heard, since=NOW.replace(year=1))
    await stage.part._hear_health(msgspec.json.encode(ancient))
    assert (await stage.one()).opened_at == NOW - timedelta(days=30)


async def test_a_camera_long_without_a_picture_is_a_fault_and_a_short_gap_is_none(
    stage: Stage,
) -> None:
    await stage.part._hear_state(state("dead"))
    stage.later(seconds=299)
    await open_long_outages(stage.desk)
    assert await stage.faults() == ()
    stage.later(seconds=2)
    await open_long_outages(stage.desk)
    fault = await stage.one()
    assert (fault.kind, fault.opened_at) == (FaultKind.NO_PICTURE, NOW)
    await stage.part._hear_state(state("live", after_s=301))
    assert (await stage.one()).state is FaultState.CLOSED


async def test_outages_are_kept_with_their_ends(stage: Stage) -> None:
    await stage.part._hear_state(state("dead"))
    await stage.part._hear_state(state("frozen", after_s=5))
    await stage.part._hear_state(state("live", after_s=60))
    async with stage.database.read() as connection:
        (outage,) = await outages_of(connection, FIRST)
    assert (outage.began_at, outage.ended_at) == (NOW, NOW + timedelta(seconds=60))


async def test_a_camera_that_nobody_pulls_any_more_is_not_taken_for_mended(stage: Stage) -> None:
    await stage.part._hear_state(state("dead"))
    stage.later(seconds=400)
    await open_long_outages(stage.desk)
    await stage.part._hear_state(state("unknown", after_s=400))
    assert (await stage.one()).state is FaultState.NEW


async def test_of_a_quiet_camera_nothing_is_kept(stage: Stage) -> None:
    await stage.part._hear_state(state("dead", QUIET))
    async with stage.database.read() as connection:
        assert await outages_of(connection, QUIET) == []


async def test_the_part_hears_over_the_bus(stage: Stage) -> None:
    await stage.part.start()
    await stage.bus.publish("bongsu.monitoring.health", seen(ailing=True))
    await stage.part.stop()
    assert (await stage.one()).kind is FaultKind.BLURRED
