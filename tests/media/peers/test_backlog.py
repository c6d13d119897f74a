"""The cached group of the hop before: nobody begins in its middle, everybody begins at its end, squeezed to live."""

import asyncio
from collections.abc import Iterator

import pytest

from bongsu.kernel.clock import SystemClock
from bongsu.media.camera import CameraStream, StreamState
from bongsu.media.group import Opening, Shown
from bongsu.media.peers.seat import PeerSeat
from bongsu.media.peers.wire import PictureReader, Said, said_frame
from bongsu.media.send_queue import SendQueue
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.source import Picture, Take
from tests.media.field import SETS
from tests.media.peers.test_wire import message
from tests.media.test_rtsp_connection import FakeTransport


class NoPulls:
    """Pictures are put in by the test itself."""

    async def pull(self, stream: CameraStream, take: Take) -> None:
        await asyncio.Event().wait()

    def state_changed(self, stream: CameraStream) -> None:
        return

    def remember(self, stream: CameraStream, picture: Picture) -> None:
        return

    def ended(self, stream: CameraStream) -> None:
        return


class Eye:
    """A `Consumer` that keeps what it sees: a list for an opening, a number for a picture."""

    def __init__(self) -> None:
        self.seen: list[list[int] | int] = []
        self.openings: list[Opening] = []
        self.states: list[StreamState] = []

    def begin(self, opening: Opening) -> None:
        self.openings.append(opening)
        self.seen.append([number(one) for one in opening.group])

    def show(self, shown: Shown) -> None:
        self.seen.append(number(shown))

    def tell(self, state: StreamState) -> None:
        self.states.append(state)


def number(shown: Shown) -> int:
    return shown.picture.rtp_time // 4500


def picture(at: int, *, is_key: bool = False, is_backlog: bool = False) -> Picture:
    return Picture(b"\0\0\0\1\x65", is_key, at * 4500, at * 50.0, SETS, is_backlog)


def backlog(first: int, last: int) -> Iterator[Picture]:
    """As a warm hop sends it: the last one is live."""
    for at in range(first, last + 1):
        yield picture(at, is_key=at == first, is_backlog=at < last)


@pytest.fixture
async def stream() -> CameraStream:
    return CameraStream("cam_1", "main", NoPulls(), MediaSettings(), SystemClock())


async def test_who_waits_begins_at_its_end_with_the_whole_group(stream: CameraStream) -> None:
    eye = Eye()
    stream.join(eye)
    for one in backlog(0, 5):
        assert eye.seen == []
        stream._take(one)
    stream._take(picture(6))
    assert eye.seen == [[0, 1, 2, 3, 4, 5], 6]
    assert eye.states[-1].state == "live"


async def test_who_comes_in_its_middle_begins_at_its_end(stream: CameraStream) -> None:
    early, late = Eye(), Eye()
    stream.join(early)
    for one in backlog(0, 5):
        stream._take(one)
        if one.rtp_time == 2 * 4500:
            stream.join(late)
    assert early.seen == late.seen == [[0, 1, 2, 3, 4, 5]]
    assert early.openings[0] is late.openings[0]


async def test_who_watched_before_a_reconnect_begins_anew_at_live(stream: CameraStream) -> None:
    eye = Eye()
    stream.join(eye)
    for one in backlog(0, 3):
        stream._take(one)
    stream.interrupted("dead", "unreachable")
    for one in backlog(100, 104):
        stream._take(one)
    assert eye.seen == [[0, 1, 2, 3], [100, 101, 102, 103, 104]]
    assert [one.state for one in eye.states[-3:]] == ["live", "dead", "live"]


async def test_a_backlog_takes_no_time_on_the_viewers_timeline(stream: CameraStream) -> None:
    """Ten seconds of group must not put the player ten seconds behind, nor leave a hole in its buffer."""
    eye = Eye()
    stream.join(eye)
    stream._take(picture(0, is_key=True))
    before = eye.openings[0].group[-1].place
    stream.interrupted("frozen", "frozen")
    for one in backlog(400, 600):
        stream._take(one)
    after = eye.openings[1].group[-1].place
    assert after.decode_time - before.decode_time < 90_000


async def test_a_backlog_that_breaks_off_shows_nothing_of_itself(stream: CameraStream) -> None:
    eye = Eye()
    stream.join(eye)
    for one in list(backlog(0, 5))[:3]:
        stream._take(one)
    stream.interrupted("dead", "unreachable")
    later = Eye()
    stream.join(later)
    assert eye.seen == later.seen == []
    stream._take(picture(50, is_key=True))
    assert eye.seen == later.seen == [[50]]


async def test_a_group_that_is_too_large_to_keep_waits_for_the_next_key(
    stream: CameraStream,
) -> None:
    small = MediaSettings(group_pictures=3)
    stream = CameraStream("cam_1", "main", NoPulls(), small, SystemClock())
    eye = Eye()
    stream.join(eye)
    for one in backlog(0, 5):
        stream._take(one)
    stream._take(picture(6))
    assert eye.seen == []
    stream._take(picture(7, is_key=True))
    stream._take(picture(8))
    assert eye.seen == [[7], 8]


async def test_only_a_picture_makes_a_stream_live(stream: CameraStream) -> None:
    stream.interrupted("live", "")
    assert stream.state.state == "connecting"
    stream._take(picture(0, is_key=True))
    stream.interrupted("live", "slow")
    assert (stream.state.state, stream.state.reason) == ("live", "slow")


class Wire(FakeTransport):
    """A line that may be stuck."""

    is_stuck = False

    def get_write_buffer_size(self) -> int:
        return 1_000_000 if self.is_stuck else 0


async def test_an_opening_goes_out_as_a_backlog_and_comes_in_as_one(stream: CameraStream) -> None:
    """Over a hop and over the next: what the second one takes is what the first one had."""
    for one in backlog(0, 4):
        stream._take(one)
    first = Eye()
    stream.join(first)
    frames = split(first.openings[0].peer_frame)
    reader = PictureReader()
    came = [one for one in (reader.read(message(frame)) for frame in frames) if one]
    assert came == list(backlog(0, 4))


def split(data: bytes) -> list[bytes]:
    """Finished frames one after the other (RFC 6455 5.2)."""
    frames: list[bytes] = []
    while data:
        size, head = data[1], 2
        if size == 126:
            size, head = int.from_bytes(data[2:4]), 4
        frames.append(data[: head + size])
        data = data[head + size :]
    return frames


async def test_a_line_that_is_too_slow_drops_to_the_next_key_picture(stream: CameraStream) -> None:
    wire = Wire()
    queue = SendQueue(wire, 400)
    seat, quick = PeerSeat(queue), Eye()
    stream._take(picture(0, is_key=True))
    stream.join(seat)
    stream.join(quick)
    wire.is_stuck = True
    for at in range(1, 40):
        stream._take(picture(at))
    waiting = b"".join(frame for frame, _ in queue._waiting)
    assert said_frame(Said("state", state="live", reason="slow")) in waiting
    assert len(waiting) < 400, "what waits is bounded"
    assert quick.seen == [[0], *range(1, 40)], "nobody else is held up"
    wire.is_stuck = False
    sending = asyncio.create_task(queue.run())
    while queue._waiting:
        await asyncio.sleep(0)
    sending.cancel()
    wire.written = b""
    stream._take(picture(40))
    assert wire.written == b"", "not from the middle"
    stream._take(picture(41, is_key=True))
    stream._take(picture(42))
    reader = PictureReader()
    reader._parameters = SETS
    binary = [frame for frame in split(wire.written) if frame[0] == 0x82]
    came = [reader.read(message(frame)) for frame in binary]
    assert [one.rtp_time // 4500 for one in came if one] == [41, 42]
    assert said_frame(Said("state", state="live", reason="")) in wire.written
