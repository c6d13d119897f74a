"""Packets as real clients get them: over TCP and UDP, decodable, continuous, each camera at its phase."""

import asyncio
import struct
from itertools import pairwise

import av
import pytest

from bongsu.simulate import ticker
from bongsu.simulate.server import CameraSimulator
from tests.simulate.conftest import Connected, Started, until
from tests.simulate.viewer import read_rtp

# As the product's own odd-camera path opens a camera.
QUICK = {"probesize": "32", "analyzeduration": "0", "fflags": "nobuffer", "max_delay": "0"}


def decoded(url: str, transport: str, pictures: int) -> list[av.VideoFrame]:
    frames: list[av.VideoFrame] = []
    options = {**QUICK, "rtsp_transport": transport}
    with av.open(url, options=options, timeout=10) as container:
        for frame in container.decode(video=0):
            frames.append(frame)
            if len(frames) == pictures:
                break
    return frames


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize(("stream", "rate"), [("main", 15), ("sub", 12)])
async def test_ffmpeg_plays_over_the_seam(
    simulator: CameraSimulator, transport: str, stream: str, rate: int
) -> None:
    """Three seconds of a loop of two: whichever place it joins at, the seam is in between."""
    wanted = rate * 3
    frames = await asyncio.to_thread(decoded, simulator.url(1, stream), transport, wanted)
    stamps = [frame.pts or 0 for frame in frames]
    steps = {b - a for a, b in pairwise(stamps)}
    # Only before its first key frame may a client that joined in mid-group miss a picture.
    assert steps == {90_000 // rate}
    assert (frames[0].width, frames[0].height) == (320, 180)
    assert all(frame.to_ndarray(format="gray").std() > 10 for frame in frames[-5:])
    await until(lambda: simulator.pulls(1) == 0)


async def test_ffmpeg_signs_in(started: Started) -> None:
    simulator = await started(user="viewer", password="secret")
    assert len(await asyncio.to_thread(decoded, simulator.url(1), "tcp", 3)) == 3
    wrong = simulator.url(1).replace("secret", "guess")
    with pytest.raises(av.error.HTTPUnauthorizedError):
        await asyncio.to_thread(decoded, wrong, "tcp", 1)


async def test_sequence_and_time_run_on_without_a_gap(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    pictures = [await viewer.next_picture() for _ in range(35)]
    packets = [packet for picture in pictures for packet in picture]
    assert all((b.sequence - a.sequence) & 0xFFFF == 1 for a, b in pairwise(packets))
    assert all(len({packet.timestamp for packet in picture}) == 1 for picture in pictures)
    steps = {(b[0].timestamp - a[0].timestamp) & 0xFFFFFFFF for a, b in pairwise(pictures)}
    assert steps == {6000}
    keys = [i for i, picture in enumerate(pictures) if any(p.is_key for p in picture)]
    assert {b - a for a, b in pairwise(keys)} == {15}


async def test_a_new_viewer_joins_in_mid_group(
    simulator: CameraSimulator, connected: Connected
) -> None:
    """A camera sends no key frame for our sake: of three phases at most one begins with one."""
    firsts = []
    for number in (1, 2, 3):
        viewer = await connected(simulator)
        await viewer.play(simulator.url(number))
        firsts.append(any(packet.is_key for packet in await viewer.next_picture()))
    assert sum(firsts) <= 1


async def test_two_viewers_of_one_camera_see_the_same_picture(
    simulator: CameraSimulator, connected: Connected
) -> None:
    first, second = await connected(simulator), await connected(simulator)
    await first.play(simulator.url(1))
    await second.play(simulator.url(1))
    seen = [b"".join(p.payload for p in await second.next_picture()) for _ in range(3)]
    earlier = [b"".join(p.payload for p in await first.next_picture()) for _ in range(10)]
    assert set(seen) <= set(earlier)


async def test_cameras_of_one_clip_share_its_packets(started: Started) -> None:
    simulator = await started(count=20)
    loops = {
        id(camera.streams["main"].loop) for n in range(1, 21) if (camera := simulator.camera(n))
    }
    assert len(loops) == 2, "two clips for twenty cameras"


async def test_udp_sends_media_and_reports_to_the_ports_asked_for(
    simulator: CameraSimulator, connected: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticker, "REPORT_EVERY_S", 0.1)
    media, reports = Inbox(), Inbox()
    loop = asyncio.get_running_loop()
    first, _ = await loop.create_datagram_endpoint(lambda: media, ("127.0.0.1", 0))
    second, _ = await loop.create_datagram_endpoint(lambda: reports, ("127.0.0.1", 0))
    ports = [t.get_extra_info("sockname")[1] for t in (first, second)]
    try:
        viewer = await connected(simulator)
        transport = f"RTP/AVP;unicast;client_port={ports[0]}-{ports[1]}"
        await viewer.play(simulator.url(1), transport)
        await until(lambda: len(media.got) > 5 and len(reports.got) > 0)
        assert read_rtp(media.got[0]).ssrc == struct.unpack("!I", reports.got[0][4:8])[0]
    finally:
        first.close()
        second.close()


async def test_a_sender_report_ties_the_wall_clock_to_the_stream(
    simulator: CameraSimulator, connected: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticker, "REPORT_EVERY_S", 0.1)
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    while not viewer.reports:
        packet = await viewer.next_packet()
    kind, words, ssrc, _, _, stamp = struct.unpack("!xBHIIII", viewer.reports[0][:20])
    assert (kind, words, ssrc) == (200, 6, packet.ssrc)
    apart = (packet.timestamp - stamp + 2**31) % 2**32 - 2**31
    assert abs(apart) < 90_000, "the report's time is the picture's time"


async def test_a_udp_viewer_that_keeps_silent_is_forgotten(
    started: Started, connected: Connected
) -> None:
    simulator = await started(session_timeout_s=0)
    viewer = await connected(simulator)
    session = await viewer.play(simulator.url(1), "RTP/AVP;unicast;client_port=40000-40001")
    await until(lambda: simulator.pulls(1) == 0)
    assert (await viewer.ask("GET_PARAMETER", simulator.url(1), Session=session)).status == 454


async def test_scenes_are_played_when_there_are_no_clips(started: Started) -> None:
    simulator = await started(clips=None, count=2)
    frames = await asyncio.to_thread(decoded, simulator.url(2), "tcp", 5)
    assert frames[0].width == 320


async def test_the_main_stream_can_have_another_key_frame_interval(
    started: Started, connected: Connected
) -> None:
    simulator = await started(gop=0.4)
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    pictures = [await viewer.next_picture() for _ in range(14)]
    keys = [i for i, picture in enumerate(pictures) if any(p.is_key for p in picture)]
    assert keys
    assert {b - a for a, b in pairwise(keys)} <= {6}
    assert len(keys) >= 2


class Inbox(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.got: list[bytes] = []

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.got.append(data)
