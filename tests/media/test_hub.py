"""Pulls on demand, states told on change, cameras that fail alone and come back."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from bongsu.media.events import StreamAddress
from bongsu.media.settings import MediaSettings
from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.clips import make_clip
from tests.media.stand import Stand, until


def states(stand: Stand, camera: str = "cam_1") -> list[str]:
    return [t["state"] for t in stand.told("media.camera_state") if t["camera_id"] == camera]


async def test_a_pull_lingers_and_then_stops(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    await viewer.leave()
    assert stand.part.hub.pulls == 1
    await until(lambda: stand.cameras.pulls(1) == 0)
    assert stand.part.hub.pulls == 0
    assert states(stand) == ["connecting", "live"], "the last known state stands"


async def test_without_consumers_nothing_is_pulled(stand: Stand) -> None:
    assert stand.part.hub.pulls == 0
    assert [stand.cameras.pulls(number) for number in (1, 2, 3)] == [0, 0, 0]


async def test_a_camera_with_one_stream_is_pulled_once_whichever_is_asked_for(
    stand: Stand,
) -> None:
    url = stand.cameras.url(1)
    stand.node.addresses["cam_1"] = StreamAddress(url, "")
    small = await stand.view(stream="sub")
    await small.fragments(1)
    large = await stand.view(stream="main")
    await large.fragments(1)
    assert {one.texts("init")[0]["stream"] for one in (small, large)} == {"main"}
    assert stand.cameras.pulls(1) == stand.part.hub.pulls == 1
    await small.leave()
    await large.fragments(1)
    await large.leave()
    await until(lambda: stand.part.hub.pulls == 0)


async def test_an_opened_grant_warms_its_cameras_for_a_while(stand: Stand) -> None:
    await stand.tell("sharing.grant_opened", grant_id="gr_1", camera_ids=["cam_1", "cam_2"])
    await until(lambda: [stand.cameras.pulls(n) for n in (1, 2, 3)] == [1, 1, 0])
    await until(lambda: stand.part.hub.pulls == 0)
    await until(lambda: [stand.cameras.pulls(n) for n in (1, 2, 3)] == [0, 0, 0])


async def test_a_viewer_that_comes_back_during_the_linger_takes_over_the_pull(
    stand: Stand,
) -> None:
    for _ in range(3):
        viewer = await stand.view()
        await viewer.fragments(1)
        await viewer.leave()
    assert states(stand) == ["connecting", "live"]


@pytest.mark.waits(frozen_after_s=0.5)
async def test_a_frozen_camera_is_told_and_plays_again_when_it_thaws(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(2)
    stand.cameras.freeze(1)
    await viewer.state("frozen")
    stand.cameras.thaw(1)
    count = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(count + 3)
    assert viewer.states[-1] == "live"
    assert states(stand) == ["connecting", "live", "frozen", "live"]


async def test_a_dead_camera_plays_again_soon_after_its_return(
    stand_up: Callable[[MediaSettings], Awaitable[Stand]], settings: MediaSettings
) -> None:
    real = msgspec.structs.replace(settings, retry_first_s=0.25, retry_watched_s=2.0)
    stand = await stand_up(real)
    viewer = await stand.view()
    await viewer.fragments(2)
    stand.cameras.kill(1)
    await viewer.state("dead")
    stand.cameras.revive(1)
    count = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(count + 1)
    assert len(viewer.texts("init")) == 1, "the same picture form needs no new init segment"
    assert viewer.decoded()


async def test_repeated_failures_are_told_once(stand: Stand) -> None:
    stand.cameras.kill(1)
    viewer = await stand.view()
    await viewer.state("dead")
    await until(lambda: stand.node.asked_for_streams >= 1)
    other = await stand.view("cam_2")
    await other.fragments(8)
    assert states(stand) == ["connecting", "dead"]
    assert viewer.texts("state")[-1]["reason"] == "refused"


async def test_a_camera_that_talks_nonsense_is_marked_and_harms_nobody(stand: Stand) -> None:
    stand.cameras.nonsense(1)
    bad, good = await stand.view("cam_1"), await stand.view("cam_2")
    await bad.state("dead")
    assert bad.texts("state")[-1]["reason"] == "nonsense"
    await good.fragments(10)
    assert good.states[-1] == "live"
    stand.cameras.revive(1)
    await bad.fragments(1)
    assert bad.states[-1] == "live"


async def test_an_h265_camera_says_that_it_is_unsupported(stand: Stand) -> None:
    stand.cameras.h265_only(1)
    viewer = await stand.view()
    await viewer.state("unsupported")
    assert states(stand)[-1] == "unsupported"
    assert viewer.texts("state")[-1]["reason"] == "unsupported_codec"


async def test_an_h265_camera_with_an_h264_sub_stream_shows_that(stand: Stand) -> None:
    stand.cameras.h265_only(3)
    stand.node.addresses["cam_1"] = StreamAddress(stand.cameras.url(3), stand.cameras.url(1, "sub"))
    viewer = await stand.view()
    await viewer.fragments(2)
    assert viewer.texts("init")[0]["stream"] == "sub"


async def test_an_unknown_camera_is_said_to_be_unknown(stand: Stand) -> None:
    viewer = await stand.view("cam_99")
    await viewer.state("dead")
    assert viewer.texts("state")[-1]["reason"] == "unknown_camera"


async def test_another_resolution_makes_another_init_segment(
    stand: Stand,
    simulate: Callable[..., Awaitable[CameraSimulator]],
    tmp_path: Path,
) -> None:
    make_clip(tmp_path / "wide.mp4", width=480, height=272)
    wide = await simulate(clips=tmp_path, cache_dir=tmp_path / "cache")
    viewer = await stand.view()
    await viewer.fragments(2)
    stand.node.addresses["cam_1"] = StreamAddress(wide.url(1), wide.url(1, "sub"))
    stand.part.hub._registry.forget("cam_1")
    stand.cameras.kill(1)
    await until(lambda: len(viewer.texts("init")) == 2)
    assert viewer.texts("init")[1]["width"] == 480
    await viewer.fragments(len(viewer.of_kind(Kind.FRAGMENT)) + 2)
    assert viewer.decoded()[0].width == 480


async def test_an_address_is_asked_for_once_a_minute_and_used_longer_when_node_is_silent(
    stand: Stand,
) -> None:
    for _ in range(2):
        viewer = await stand.view()
        await viewer.fragments(1)
        await viewer.leave()
        await until(lambda: stand.part.hub.pulls == 0)
    assert stand.node.asked_for_streams == 1
    stand.part.hub._registry.forget("cam_1")
    stand.node.is_silent = True
    await (await stand.view()).fragments(1)
