"""The worker's loop: what a picture leads to, whom it looks at closely, and whose fault stays where."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from bongsu.media.taps.wire import Frames
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.words import Ailment, RuleKind
from bongsu.monitoring.worker.messages import (
    CameraJob,
    RaisedAt,
    SearchOrder,
)
from tests.monitoring.worker.fakes import PERSON, Scene
from tests.monitoring.worker.watcher_stage import EMPTY, SEEN, ZONE, Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    await stage.start()
    yield stage
    await stage.stop()


async def test_somebody_in_a_zone_is_told_at_the_key_picture_with_a_still(stage: Stage) -> None:
    stage.give("cam_1")
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)
    told = stage.raised[0]
    assert (told.phase, told.rule_id, told.kind) == (Phase.BEGAN, "r", RuleKind.INTRUSION)
    assert told.fence == stage.fences["cam_1"]
    assert told.picture == b"a still"
    assert not told.escalated
    assert told.boxes[0] == pytest.approx(PERSON)


async def test_an_empty_street_is_looked_at_and_tells_nothing(stage: Stage) -> None:
    stage.give("cam_1")
    await stage.looked("cam_1", EMPTY)
    assert stage.raised == []
    (work,) = stage.watcher.work()
    assert (work.state, work.problems) == ("watched", 0)
    assert work.looked_at is not None


async def test_what_deserves_it_is_asked_for_whole_until_the_reason_is_gone(stage: Stage) -> None:
    stage.give("cam_1")
    stage.give("cam_2")
    assert stage.taps.wants == {"cam_1": Frames.KEY, "cam_2": Frames.KEY}
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    assert stage.taps.wants["cam_2"] is Frames.KEY
    states = {work.camera_id: work.state for work in stage.watcher.work()}
    assert states["cam_1"] == "escalated"
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)


async def test_a_camera_looked_at_closely_is_seen_by_pictures_that_are_no_key(
    stage: Stage,
) -> None:
    stage.give("cam_1", rules=(msgspec.structs.replace(ZONE, score=0.2),))
    stage.watcher.scheduler.attend("cam_1", "operator", time.time() + 60)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    stage.show("cam_1", EMPTY)
    for _ in range(4):
        stage.show("cam_1", SEEN, key=False)
        stage.at_s += 0.2
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].escalated


async def test_an_ailing_camera_is_told_and_so_is_its_recovery(stage: Stage) -> None:
    stage.give("cam_1")
    await stage.looked("cam_1", Scene(ailing=True))
    await stage.looked("cam_1", EMPTY)
    await stage.until(lambda: len(stage.health) == 2)
    assert [(one.ailment, one.ailing) for one in stage.health] == [
        (Ailment.BLACK, True),
        (Ailment.BLACK, False),
    ]


@pytest.mark.parametrize("fault", ["decode", "throw"])
async def test_faults_of_one_camera_isolate_it_and_no_other(stage: Stage, fault: str) -> None:
    stage.give("cam_1")
    stage.give("cam_2")
    for _ in range(5):
        await stage.looked("cam_1", Scene(fault=fault))
    work = {one.camera_id: one for one in stage.watcher.work()}
    assert (work["cam_1"].state, work["cam_1"].problems) == ("isolated", 5)
    assert work["cam_1"].problem
    assert stage.taps.wants == {"cam_1": Frames.NONE, "cam_2": Frames.KEY}
    stage.show("cam_2", SEEN)
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].fence.camera_id == "cam_2"


async def test_an_isolated_camera_is_tried_again(stage: Stage) -> None:
    stage.give("cam_1")
    for _ in range(5):
        await stage.looked("cam_1", Scene(fault="throw"))
    stage.watcher.cameras["cam_1"].faults.until = 0.0
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)


async def test_a_detector_that_hangs_costs_its_thread_and_its_camera_only() -> None:
    stage = Stage(stalled_after_s=0.05)
    await stage.start()
    try:
        stage.give("cam_1")
        stage.give("cam_2")
        await stage.looked("cam_1", Scene(fault="hang"))
        work = {one.camera_id: one for one in stage.watcher.work()}
        assert work["cam_1"].state == "isolated"
        stage.show("cam_2", SEEN)
        await stage.until(lambda: stage.raised)
        assert stage.raised[0].fence.camera_id == "cam_2"
    finally:
        await stage.stop()


async def test_a_camera_that_is_no_longer_held_tells_nothing(stage: Stage) -> None:
    stage.give("cam_1")
    del stage.fences["cam_1"]
    await stage.looked("cam_1", SEEN)
    assert stage.raised == []


async def test_a_camera_let_go_is_asked_for_no_more(stage: Stage) -> None:
    stage.give("cam_1")
    stage.watcher.gone("cam_1")
    assert stage.taps.wants == {}
    assert stage.watcher.work() == ()


async def test_a_new_job_brings_its_rules_at_once(stage: Stage) -> None:
    stage.give("cam_1", rules=())
    await stage.looked("cam_1", SEEN)
    stage.give("cam_1", number=2)
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].fence.job == 2


def phases(stage: Stage) -> list[tuple[int, int, Phase]]:
    return [(one.fence.job, one.occasion, one.phase) for one in stage.raised]


async def began(stage: Stage, camera_id: str = "cam_1") -> RaisedAt:
    """Somebody stands there, and that is told."""
    stage.show(camera_id, SEEN)
    await stage.until(lambda: stage.raised)
    await stage.until(lambda: stage.watcher.cameras[camera_id].going_on)
    return stage.raised[0]


async def test_what_goes_on_at_a_camera_let_go_has_ended_by_the_right_by_which_it_was_seen(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    first = await began(stage)
    del stage.fences["cam_1"]
    stage.watcher.gone("cam_1")
    await stage.until(lambda: len(stage.raised) > 1)
    assert phases(stage) == [(1, 1, Phase.BEGAN), (1, 1, Phase.ENDED)]
    assert stage.raised[1].fence == first.fence


async def test_of_a_job_that_is_over_no_last_word_is_told(stage: Stage) -> None:
    """The node takes nothing under it, and ends its alarms by itself."""
    stage.give("cam_1")
    await began(stage)
    stage.watcher.gone("cam_1", is_over=True)
    stage.give("cam_1", number=2)
    await stage.shown_until("cam_1", SEEN, lambda: len(stage.raised) > 1)
    assert phases(stage)[:2] == [(1, 1, Phase.BEGAN), (2, 1, Phase.BEGAN)]


async def test_the_same_job_delivered_again_ends_what_went_on_under_the_delivery_before(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    first = await began(stage)
    again = msgspec.structs.replace(first.fence, delivery=2)
    stage.fences["cam_1"] = again
    stage.watcher.took(stage.watcher.cameras["cam_1"].job, again)
    await stage.until(lambda: len(stage.raised) > 1)
    assert (stage.raised[1].phase, stage.raised[1].fence) == (Phase.ENDED, first.fence)


async def test_last_words_are_told_before_a_worker_is_gone() -> None:
    stage = Stage()
    await stage.start()
    stage.give("cam_1")
    await began(stage)
    stage.watcher.gone("cam_1")
    await stage.stop()
    assert [one.phase for one in stage.raised] == [Phase.BEGAN, Phase.ENDED]


async def test_eyes_replaced_after_a_stall_end_what_the_old_ones_saw_going_on() -> None:
    stage = Stage(stalled_after_s=0.05)
    await stage.start()
    try:
        stage.give("cam_1")
        await began(stage)
        hangs = Scene(fault="hang")
        await stage.shown_until("cam_1", hangs, lambda: len(stage.raised) > 1)
        assert stage.raised[1].phase is Phase.ENDED
        assert stage.watcher.cameras["cam_1"].going_on == {}
    finally:
        await stage.stop()


def sought(camera_id: str, lasts_s: float) -> CameraJob:
    ends_at = datetime.now(UTC) + timedelta(seconds=lasts_s)
    order = SearchOrder(search_id="clo_1", ends_at=ends_at)
    return CameraJob(camera_id=camera_id, version=1, search=order)


async def test_where_somebody_missing_is_looked_for_clothes_are_told_and_looked_at_closely(
    stage: Stage,
) -> None:
    stage.give("cam_1", rules=())
    stage.watcher.took(sought("cam_1", 60.0), stage.fences["cam_1"])
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.dressed)
    told = stage.dressed[0]
    assert (told.search_id, told.fence, told.picture) == ("clo_1", stage.fences["cam_1"], b"p")
    assert told.upper is not None
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)


@pytest.mark.parametrize("lasts_s", [None, -1.0])
async def test_without_a_search_or_after_its_end_nobodys_clothes_are_looked_at(
    stage: Stage, lasts_s: float | None
) -> None:
    stage.give("cam_1", rules=())
    if lasts_s is not None:
        stage.watcher.took(sought("cam_1", lasts_s), stage.fences["cam_1"])
    await stage.looked("cam_1", SEEN)
    assert stage.dressed == []
