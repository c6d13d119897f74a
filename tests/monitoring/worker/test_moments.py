"""An alarm's moment: all its pictures are kept, whoever is looked at closely, and go to the node as a clip."""

import time
from collections.abc import AsyncIterator

import pytest

from bongsu.media.failures import BadPicture
from bongsu.media.taps.wire import Frames
from bongsu.monitoring.pictures.ring import Ring
from tests.monitoring.worker.watcher_stage import EMPTY, SEEN, Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    await stage.start()
    yield stage
    await stage.stop()


async def test_the_clips_pictures_come_also_where_nobody_has_room_for_a_closer_look(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.watcher.scheduler, "escalated", lambda _now: ())
    stage.give("cam_1")
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    assert [work.state for work in stage.watcher.work()] == ["watched"]
    looks = stage.watcher.looks
    stage.show("cam_1", SEEN, key=False)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)
    assert stage.watcher.looks == looks, "kept, not looked at"


async def test_who_is_kept_for_a_clip_is_looked_at_closely_from_its_last_key_picture(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Media sends nothing twice, and without its key picture nothing of a group can be decoded."""
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]
    held.kept_until = time.time() + 60
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    await stage.looked("cam_1", EMPTY)
    stage.show("cam_1", EMPTY, key=False)
    monkeypatch.setattr(stage.watcher.scheduler, "escalated", lambda _now: ("cam_1",))
    await stage.until(lambda: held.is_close)
    assert [one.is_key for one in held.waiting] == [True, False]


async def test_the_moments_clip_follows_in_parts(stage: Stage, tmp_path: object) -> None:
    del tmp_path
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]

    class Reel:
        def add(self, _picture: object) -> None: ...

        def clip(self, _from_ms: float, _to_ms: float) -> bytes:
            return b"x" * 1_000_000

    held.ring = Reel()  # type: ignore[assignment]  # a reel of bytes in place of coded pictures
    stage.show("cam_1", SEEN)
    await stage.until(lambda: len(stage.clips) == 3)
    assert [part.number for part in stage.clips] == [0, 1, 2]
    assert sum(len(part.data) for part in stage.clips) == 1_000_000
    assert {part.occasion for part in stage.clips} == {stage.raised[0].occasion}


class Torn(Ring):
    """Holds what no clip can be made of."""

    def clip(self, from_ms: float, to_ms: float) -> bytes:
        raise BadPicture("parameter sets that cannot be understood")


async def test_a_clip_that_cannot_be_made_is_counted_at_its_camera_and_isolates_nobody(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]
    held.ring = Torn(10.0)
    stage.show("cam_1", SEEN)
    await stage.until(lambda: held.faults.count)
    (work,) = stage.watcher.work()
    assert (work.problems, work.state) == (1, "escalated")
    stage.show("cam_1", EMPTY)
    assert stage.clips == []
