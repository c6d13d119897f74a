"""UDP that loses packets: what is shown is whole, and after a gap the next key picture is waited for."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import av
import pytest

from bongsu.kernel.clock import SystemClock
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.source import Patience, Picture
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.server import CameraSimulator
from tests.media.stand import until

STEP = 90_000 // 20
START = b"\0\0\0\1"
Loses = Callable[[int], bool]


class LossyPort:
    """The simulator's media port on a line that loses some packets. Sends `late` ones behind the next."""

    def __init__(self, port: asyncio.DatagramTransport, loses: Loses, swaps: Loses) -> None:
        self._port = port
        self._loses, self._swaps = loses, swaps
        self._held: tuple[bytes, tuple[str, int]] | None = None
        self.sent = self.lost = 0

    def get_extra_info(self, name: str) -> object:
        return self._port.get_extra_info(name)

    def sendto(self, data: bytes, address: tuple[str, int]) -> None:
        self.sent += 1
        if self._loses(self.sent):
            self.lost += 1
        elif self._swaps(self.sent):
            self._held = (data, address)
        else:
            self._port.sendto(data, address)
            if self._held:
                self._port.sendto(*self._held)
                self._held = None


class LossyCameras(CameraSimulator):
    """A simulator behind such a line."""

    def __init__(self, options: SimulatorOptions) -> None:
        super().__init__(options)
        self.loses: Loses = lambda number: False
        self.swaps: Loses = lambda number: False
        self.ports: list[LossyPort] = []

    def datagrams(self) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]:
        media, control = super().datagrams()
        lossy = LossyPort(media, self.loses, self.swaps)
        self.ports.append(lossy)
        return lossy, control  # type: ignore[return-value] # the two methods that a session uses


@pytest.fixture
async def lossy(clips: Path, encoded: Path) -> AsyncIterator[LossyCameras]:
    cameras = LossyCameras(SimulatorOptions(count=1, clips=clips, cache_dir=encoded))
    await cameras.start()
    yield cameras
    await cameras.stop()


async def pulled(
    cameras: LossyCameras, least: int, into: list[Picture] | None = None
) -> list[Picture]:
    pictures = [] if into is None else into
    source = RtspSource(cameras.url(1), Patience(transport="udp"), SystemClock().now().timestamp)
    task = asyncio.create_task(source.run(pictures.append))
    await until(lambda: len(pictures) >= least, 20)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return pictures


def is_whole(pictures: list[Picture]) -> bool:
    """Each picture is a key picture or follows the one it refers to."""
    follows = [
        later.is_key or (later.rtp_time - earlier.rtp_time) & 0xFFFFFFFF == STEP
        for earlier, later in pairwise(pictures)
    ]
    return pictures[0].is_key and all(follows)


def decoded(pictures: list[Picture]) -> int:
    """How many a decoder that forgives nothing makes of them."""
    decoder = av.CodecContext.create("h264", "r")
    decoder.options = {"err_detect": "explode"}
    sets = pictures[0].parameters
    count = 0
    for one in pictures:
        data, at = START + sets.sps + START + sets.pps, 0
        while at < len(one.data):
            size = int.from_bytes(one.data[at : at + 4])
            data += START + one.data[at + 4 : at + 4 + size]
            at += 4 + size
        count += len(decoder.decode(av.Packet(data)))
    return count + len(decoder.decode(None))


@pytest.mark.parametrize("share", [0.01, 0.05])
async def test_random_loss_costs_pictures_and_never_shows_a_smeared_one(
    lossy: LossyCameras, share: float
) -> None:
    draw = random.Random(5)
    lossy.loses = lambda number: draw.random() < share
    pictures = await pulled(lossy, 25)
    assert lossy.ports[0].lost > 0
    assert is_whole(pictures)
    assert decoded(pictures) == len(pictures)


async def test_one_lost_packet_waits_for_the_next_key_picture_and_no_longer(
    lossy: LossyCameras,
) -> None:
    pictures: list[Picture] = []
    lost: list[int] = []

    def first_after_five(number: int) -> bool:
        if lost or len(pictures) < 5:
            return False
        lost.append(number)
        return True

    lossy.loses = first_after_five
    await pulled(lossy, 25, pictures)
    assert is_whole(pictures)
    gaps = [
        later
        for earlier, later in pairwise(pictures)
        if (later.rtp_time - earlier.rtp_time) & 0xFFFFFFFF != STEP
    ]
    assert len(gaps) == 1
    assert gaps[0].is_key


async def test_packets_in_the_wrong_order_show_nothing_wrong(lossy: LossyCameras) -> None:
    lossy.swaps = lambda number: number % 97 == 0
    pictures = await pulled(lossy, 25)
    assert is_whole(pictures)
    assert decoded(pictures) == len(pictures)


async def test_packets_of_a_stranger_are_not_heard(lossy: LossyCameras) -> None:
    """Another host's packets on our port are no pictures; the same host's nonsense breaks nothing."""
    pictures: list[Picture] = []
    source = RtspSource(lossy.url(1), Patience(transport="udp"), SystemClock().now().timestamp)
    task = asyncio.create_task(source.run(pictures.append))
    await until(lambda: len(pictures) >= 2)
    camera = lossy.camera(1)
    assert camera
    address = camera.streams["main"].viewers[0].carrier._media_address  # type: ignore[attr-defined] # of Datagrams
    for data in (b"", b"x", b"\x80" * 12, b"\x80\x60" + bytes(11), b"\xff" * 1400):
        lossy.ports[0]._port.sendto(data, address)
    seen = len(pictures)
    await until(lambda: len(pictures) >= seen + 15, 10)
    assert is_whole(pictures)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
