"""What waits for a slow viewer is bounded, whatever the viewer and the camera do."""

import random

import msgspec

from bongsu.media.fmp4 import make_init
from bongsu.media.group import Opening, Shown
from bongsu.media.send_queue import SendQueue
from bongsu.media.sources.source import Picture
from bongsu.media.tickets import Ticket
from bongsu.media.timeline import Place
from bongsu.media.viewer import Seat, Viewer
from tests.media.field import SETS
from tests.media.test_rtsp_connection import FakeTransport

INIT = make_init(SETS)
MOST = 50_000
GROUP = 20_000


class Stuck(FakeTransport):
    """Takes nothing more."""

    def get_write_buffer_size(self) -> int:
        return 1


def viewer() -> Viewer:
    claims = dict.fromkeys(Ticket.__struct_fields__, "x")
    ticket = msgspec.convert({**claims, "exp": 0, "ends": 0, "system": False, "tap": False}, Ticket)
    return Viewer(ticket, SendQueue(Stuck(), MOST), 0)


def shown(number: int, size: int = 1000, *, is_key: bool = False) -> Shown:
    picture = Picture(bytes(size), is_key, number * 4500, 1.0, SETS)
    return Shown(picture, Place(900_000 + number * 4500, 4500, 0), number)


def opening(number: int) -> Opening:
    return Opening(INIT, "main", (shown(number, GROUP, is_key=True),))


async def test_a_stuck_viewer_of_a_camera_that_keeps_changing_holds_one_opening() -> None:
    """Each new form, and each change of stream, begins with a whole group: the older ones are worth nothing."""
    seat = Seat(viewer(), "main")
    for number in range(500):
        seat.begin(opening(number))
    queue = seat._queue
    assert queue._bytes <= GROUP + 5_000
    kept = [frame for frame, _ in queue._waiting]
    assert kept[-3:] == list(Opening(INIT, "main", (shown(499, GROUP, is_key=True),)).frames)


async def test_words_are_kept_when_pictures_are_dropped() -> None:
    one = viewer()
    seat = Seat(one, "main")
    one.queue.offer(b"accepted")
    seat.begin(opening(1))
    one.queue.offer(b"a state")
    seat.begin(opening(2))
    frames = [frame for frame, _ in one.queue._waiting]
    assert frames[:2] == [b"accepted", b"a state"]
    assert frames[2:] == list(opening(2).frames)


async def test_whatever_comes_the_queue_is_bounded_and_counts_right() -> None:
    draw = random.Random(3)
    one = viewer()
    seat = Seat(one, "main")
    for number in range(3000):
        if draw.random() < 0.1:
            seat.begin(opening(number))
        else:
            seat.show(shown(number, draw.randrange(10_000), is_key=draw.random() < 0.1))
        waiting = sum(len(frame) for frame, _ in one.queue._waiting)
        assert one.queue._bytes == waiting
        words = sum(len(f) for f, _ in one.queue._waiting if len(f) < 200)
        assert waiting - words <= MOST + GROUP + 5_000
    one.cut("withdrawn")
    assert one.queue._bytes == 0
