"""One camera's trouble stays its own (pains 3: a few dead cameras stopped the other 40)."""

from collections.abc import Awaitable, Callable

import pytest

from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.stand import LiveViewer, Stand, until

OTHERS = range(2, 42)


# a machine that halts for half a second freezes no camera
pytestmark = pytest.mark.waits(frozen_after_s=3.0, answer_within_s=3.0)


@pytest.fixture
async def cameras(simulate: Callable[..., Awaitable[CameraSimulator]]) -> CameraSimulator:
    return await simulate(count=41)


async def _see_three_more(viewers: list[LiveViewer]) -> None:
    before = [len(one.of_kind(Kind.FRAGMENT)) for one in viewers]
    for viewer, seen in zip(viewers, before, strict=True):
        await viewer.fragments(seen + 3, 15)


async def test_one_camera_in_every_trouble_disturbs_none_of_forty(stand: Stand) -> None:
    others = [await stand.view(f"cam_{number}", stream="sub") for number in OTHERS]
    sick = await stand.view("cam_1", stream="sub")
    for viewer in [*others, sick]:
        await viewer.fragments(1, 15)
    cameras = stand.cameras
    for trouble in (cameras.kill, cameras.mute, cameras.nonsense, cameras.freeze):
        trouble(1)
        await until(lambda: sick.states[-1] != "live", 10)
        await _see_three_more(others)
        cameras.revive(1)
        await until(lambda: sick.states[-1] == "live", 15)
    for viewer in others:
        assert set(viewer.states) <= {"connecting", "live"}
        assert len(viewer.texts("init")) == 1
        assert not viewer.texts("ended")
    told = {t["camera_id"] for t in stand.told("media.camera_state") if t["state"] == "dead"}
    assert told == {"cam_1"}
    assert [cameras.pulls(number) for number in OTHERS] == [1] * len(OTHERS)
