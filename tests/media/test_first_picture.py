"""Time to first frame (pains 1): what is sent, in which order, whatever the camera's key-frame interval. No stop-watch."""

import io
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import av
import msgspec
import pytest

from bongsu.media.events import StreamAddress
from bongsu.media.settings import MediaSettings
from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.clips import make_clip
from tests.media.stand import LiveViewer, Stand, until

Simulate = Callable[..., Awaitable[CameraSimulator]]
INTERVALS_S = (1, 2, 4)
RATE = 20


@pytest.fixture(scope="session")
def long_clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds: room for two groups of four seconds."""
    folder = tmp_path_factory.mktemp("long-clips")
    make_clip(folder / "street.mp4", width=160, height=96, pictures=8 * RATE)
    return folder


@pytest.fixture
def settings(settings: MediaSettings) -> MediaSettings:
    """Silence and absence are borne longer than a test lasts, unless it says otherwise."""
    return msgspec.structs.replace(settings, frozen_after_s=30.0, linger_s=10.0)


@pytest.fixture
async def slow_keys(simulate: Simulate, long_clips: Path, stand: Stand) -> list[CameraSimulator]:
    """`cam_1`, `cam_2`, `cam_3` have a key picture every 1, 2 and 4 s."""
    all_of_them = []
    for number, gop in enumerate(INTERVALS_S, 1):
        simulator = await simulate(clips=long_clips, count=1, gop=float(gop))
        urls = StreamAddress(simulator.url(1), simulator.url(1, "sub"))
        stand.node.addresses[f"cam_{number}"] = urls
        all_of_them.append(simulator)
    return all_of_them


def cached(stand: Stand, camera: str) -> int:
    """Pictures in the hub's group of this camera's main stream."""
    stream = stand.part.hub._streams.get((camera, "main"))
    return len(stream._group) if stream else 0


def order(viewer: LiveViewer) -> list[str]:
    """What came, in the words of the protocol."""
    return [str(m.text.get("type")) if m.text else Kind(m.kind).name for m in viewer.messages]


async def test_a_warm_camera_sends_its_whole_cached_group_first(
    stand: Stand, slow_keys: list[CameraSimulator]
) -> None:
    """In the middle of a group the camera stops: whatever comes now was cached."""
    for number in (1, 2, 3):
        await stand.view(f"cam_{number}")
    for number, gop in reversed(list(enumerate(INTERVALS_S, 1))):
        camera, half = f"cam_{number}", gop * RATE // 2
        await until(partial(_is_in_mid_group, stand, camera, half), 15)
        slow_keys[number - 1].freeze(1)
        viewer = await stand.view(camera)
        init, group = [*await _media(viewer)]
        assert order(viewer)[:5] == ["accepted", "state", "init", "INIT", "FRAGMENT"]
        assert viewer.states[0] == "live"
        with av.open(io.BytesIO(init + group), "r") as container:
            assert len(list(container.decode(video=0))) > half
        with av.open(io.BytesIO(init + group), "r") as container:
            keys = [p.is_keyframe for p in container.demux(video=0) if p.size]
        assert keys == [True] + [False] * (len(keys) - 1), (
            "from the key picture on, in one fragment"
        )


def _is_in_mid_group(stand: Stand, camera: str, half: int) -> bool:
    return half < cached(stand, camera) < 2 * half


async def _media(viewer: LiveViewer) -> list[bytes]:
    await viewer.fragments(1)
    return [message.payload for message in viewer.messages if message.kind][:2]


async def test_a_warmed_camera_has_its_group_before_the_first_viewer_comes(stand: Stand) -> None:
    await stand.tell("sharing.grant_opened", grant_id="gr_1", camera_ids=["cam_1"])
    await until(lambda: cached(stand, "cam_1") >= 2)
    viewer = await stand.view()
    await viewer.fragments(1)
    assert order(viewer)[:5] == ["accepted", "state", "init", "INIT", "FRAGMENT"]
    assert stand.cameras.pulls(1) == 1


async def test_a_cold_camera_shows_its_still_before_anything_live(
    stand_up: Callable[[MediaSettings], Awaitable[Stand]], settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, linger_s=0.1))
    first = await stand.view()
    await first.fragments(2)
    await first.leave()
    await until(lambda: stand.part.hub.pulls == 0)
    stand.cameras.freeze(1)
    cold = await stand.view()
    await until(lambda: bool(cold.of_kind(Kind.STILL)))
    assert Kind.INIT not in [m.kind for m in cold.messages]
    stand.cameras.thaw(1)
    await cold.fragments(2)
    kinds = [word for word in order(cold) if word.isupper()]
    assert kinds[:3] == ["STILL", "INIT", "FRAGMENT"]
    assert kinds.count("STILL") == 1
    still = cold.of_kind(Kind.STILL)[0]
    assert still.captured_at_ms < cold.of_kind(Kind.FRAGMENT)[0].captured_at_ms


@pytest.mark.waits(answer_within_s=0.5)
async def test_a_camera_never_seen_has_no_still_and_says_connecting(stand: Stand) -> None:
    stand.cameras.mute(3)
    viewer = await stand.view("cam_3")
    await viewer.state("dead")
    assert viewer.states[:2] == ["connecting", "dead"]
    assert not any(message.kind for message in viewer.messages)


async def test_a_warm_camera_sends_no_still(stand: Stand) -> None:
    first = await stand.view()
    await first.fragments(2)
    second = await stand.view()
    await second.fragments(3)
    assert not second.of_kind(Kind.STILL)
