"""One contract for every way of pulling a camera, kept by the lean client over TCP and UDP and by FFmpeg."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from bongsu.media.failures import (
    CameraFailure,
    CameraFrozen,
    CameraNonsense,
    CameraRefused,
    CameraUnreachable,
    UnsupportedCodec,
)
from bongsu.media.sources.ffmpeg import FfmpegSource, split_annexb
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.source import Patience, Picture, Source
from bongsu.media.sps import read_sps
from bongsu.simulate.server import CameraSimulator
from tests.media.stand import until

PATIENT = {"connect_s": 1.0, "answer_s": 1.0, "frozen_s": 0.6, "first_picture_s": 5.0}
TCP = Patience(transport="auto", **PATIENT)
UDP = Patience(transport="udp", **PATIENT)
Make = Callable[[str], Source]


def now_ms() -> float:
    return time.time() * 1000


MAKERS: dict[str, Make] = {
    "lean tcp": lambda url: RtspSource(url, TCP, now_ms),
    "lean udp": lambda url: RtspSource(url, UDP, now_ms),
    "ffmpeg": lambda url: FfmpegSource(url, TCP, now_ms),
}


@pytest.fixture(params=list(MAKERS))
def make(request: pytest.FixtureRequest) -> Make:
    return MAKERS[request.param]


class Pull:
    def __init__(self, source: Source) -> None:
        self.pictures: list[Picture] = []
        self.task = asyncio.create_task(source.run(self.pictures.append))

    async def failure(self) -> CameraFailure:
        async with asyncio.timeout(8):
            with pytest.raises(CameraFailure) as raised:
                await self.task
        return raised.value

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


async def test_pictures_come_whole_and_a_key_picture_first(
    make: Make, cameras: CameraSimulator
) -> None:
    pull = Pull(make(cameras.url(1)))
    await until(lambda: len(pull.pictures) >= 15)
    await pull.stop()
    assert pull.pictures[0].is_key
    assert sum(picture.is_key for picture in pull.pictures) >= 2
    sps = read_sps(pull.pictures[0].parameters.sps)
    assert (sps.width, sps.height) == (320, 180)
    for picture in pull.pictures:
        assert picture.parameters is pull.pictures[0].parameters
        assert abs(picture.captured_at_ms - now_ms()) < 20_000
    # Twenty pictures a second in a 90 kHz clock.
    steps = {
        (b.rtp_time - a.rtp_time) & 0xFFFFFFFF
        for a, b in zip(pull.pictures[2:], pull.pictures[3:], strict=False)
    }
    assert all(4_400 <= step <= 4_600 for step in steps)


async def test_a_cancelled_pull_leaves_the_camera(make: Make, cameras: CameraSimulator) -> None:
    pull = Pull(make(cameras.url(1)))
    await until(lambda: bool(pull.pictures))
    await pull.stop()
    taken = len(pull.pictures)
    await until(lambda: cameras.pulls(1) == 0)
    assert len(pull.pictures) == taken


async def test_silence_on_an_open_connection_is_frozen(
    make: Make, cameras: CameraSimulator
) -> None:
    pull = Pull(make(cameras.url(1)))
    await until(lambda: bool(pull.pictures))
    cameras.freeze(1)
    assert isinstance(await pull.failure(), CameraFrozen)


async def test_a_camera_that_goes_away_is_unreachable(make: Make, cameras: CameraSimulator) -> None:
    pull = Pull(make(cameras.url(1)))
    await until(lambda: bool(pull.pictures))
    cameras.kill(1)
    assert isinstance(await pull.failure(), CameraUnreachable)


async def test_a_closed_port_is_unreachable(make: Make, cameras: CameraSimulator) -> None:
    url = cameras.url(1)
    await cameras.stop()
    assert isinstance(await Pull(make(url)).failure(), CameraUnreachable)


async def test_a_camera_that_never_answers_is_unreachable(
    make: Make, cameras: CameraSimulator
) -> None:
    cameras.mute(1)
    assert isinstance(await Pull(make(cameras.url(1))).failure(), CameraUnreachable)


async def test_h265_says_unsupported(make: Make, cameras: CameraSimulator) -> None:
    cameras.h265_only(1)
    assert isinstance(await Pull(make(cameras.url(1))).failure(), UnsupportedCodec)


async def test_an_unknown_path_is_refused(make: Make, cameras: CameraSimulator) -> None:
    url = cameras.url(1).replace("/cam/1/", "/cam/99/")
    assert isinstance(await Pull(make(url)).failure(), CameraRefused)


async def test_an_address_that_is_no_address_is_nonsense(make: Make) -> None:
    assert isinstance(await Pull(make("http://camera/")).failure(), CameraNonsense)


async def test_cameras_that_ask_for_sign_in_are_signed_in_to(
    make: Make, simulate: Callable[..., Awaitable[CameraSimulator]]
) -> None:
    cameras = await simulate(user="admin", password="p4ss/word")
    pull = Pull(make(cameras.url(1).replace("p4ss/word", "p4ss%2Fword")))
    await until(lambda: bool(pull.pictures))
    await pull.stop()
    url = cameras.url(1, with_password=False)
    assert isinstance(await Pull(make(url)).failure(), CameraRefused)


async def test_garbage_is_nonsense_to_the_lean_client(cameras: CameraSimulator) -> None:
    cameras.nonsense(1)
    assert isinstance(await Pull(MAKERS["lean tcp"](cameras.url(1))).failure(), CameraNonsense)
    cameras.revive(1)
    pull = Pull(MAKERS["lean tcp"](cameras.url(1)))
    await until(lambda: bool(pull.pictures))
    cameras.nonsense(1)
    assert isinstance(await pull.failure(), CameraNonsense)


async def test_a_session_is_kept_alive(
    simulate: Callable[..., Awaitable[CameraSimulator]],
) -> None:
    cameras = await simulate(session_timeout_s=2)
    pull = Pull(MAKERS["lean udp"](cameras.url(1)))
    await until(lambda: len(pull.pictures) >= 75, 10)
    await pull.stop()


async def test_a_take_that_fails_ends_the_pull_in_its_own_words(
    make: Make, cameras: CameraSimulator
) -> None:
    def take(picture: Picture) -> None:
        raise CameraNonsense("these parameter sets cannot be read")

    with pytest.raises(CameraNonsense, match="these parameter sets"):
        async with asyncio.timeout(8):
            await make(cameras.url(1)).run(take)


def test_units_are_split_at_start_codes_of_both_lengths() -> None:
    assert split_annexb(b"\0\0\0\1\x67ab\0\0\1\x68c\0\0\0\1\x65d") == [
        b"\x67ab",
        b"\x68c",
        b"\x65d",
    ]
    assert split_annexb(b"no start code") == []
