"""A worker that is too slow: only the newest key picture of each camera waits, and it is told what it lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bongsu.kernel.ending import end_tasks
from bongsu.media.sources.source import Picture
from bongsu.media.taps.outbox import Outbox
from bongsu.media.taps.wire import TapMessage, TapPicture, TapSaid, frame, read_message
from tests.media.field import SETS
from tests.media.taps.test_wire import payload
from tests.media.test_rtsp_connection import FakeTransport

SIZE = 1000
MOST = 20_000


class Line(FakeTransport):
    """Takes everything, or nothing more for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[bytes] = []
        self.is_stuck = False
        self.is_gone = False

    def get_write_buffer_size(self) -> int:
        return int(self.is_stuck)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.frames.append(bytes(data))

    def abort(self) -> None:
        self.is_gone = True

    @property
    def told(self) -> list[TapMessage]:
        return [read_message(payload(one)) for one in self.frames]

    @property
    def pictures(self) -> list[tuple[int, float]]:
        """Camera and number of each."""
        shown = [one for one in self.told if isinstance(one, TapPicture)]
        return [(one.index, one.captured_at_ms) for one in shown]

    @property
    def lost(self) -> dict[int, int]:
        return {
            one.index: one.count
            for one in self.told
            if isinstance(one, TapSaid) and one.what == "lost"
        }


def picture(number: int, *, is_key: bool = False, size: int = SIZE) -> Picture:
    return Picture(bytes(size), is_key, number * 6000, float(number), SETS)


@asynccontextmanager
async def emptied(outbox: Outbox, line: Line) -> AsyncIterator[None]:
    """After the block the line takes everything again, and all has left."""
    yield
    line.is_stuck = False
    running = asyncio.create_task(outbox.run())
    async with asyncio.timeout(5):
        while not outbox.is_empty:
            await asyncio.sleep(0)
    await end_tasks([running])


async def test_a_line_that_keeps_up_gets_everything_at_once() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    for number in range(100):
        outbox.show(1, picture(number, is_key=number % 10 == 0))
    assert line.pictures == [(1, float(number)) for number in range(100)]
    assert line.lost == {}


async def test_a_short_pause_loses_nothing() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    async with emptied(outbox, line):
        line.is_stuck = True
        for number in range(15):
            outbox.show(1, picture(number, is_key=number == 0))
        assert line.frames == []
    assert line.pictures == [(1, float(number)) for number in range(15)]
    assert line.lost == {}


async def test_a_long_one_leaves_the_newest_key_picture_of_each_camera() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    async with emptied(outbox, line):
        line.is_stuck = True
        for number in range(100):
            for camera in (1, 2, 3):
                outbox.show(camera, picture(number, is_key=number % 10 == camera))
        assert outbox.is_behind
    assert line.pictures == [(1, 91.0), (2, 92.0), (3, 93.0)]
    assert line.lost == {1: 99, 2: 99, 3: 99}
    assert not outbox.is_behind


async def test_after_a_loss_a_camera_begins_again_at_a_key_picture() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    async with emptied(outbox, line):
        line.is_stuck = True
        for number in range(30):
            outbox.show(1, picture(number, is_key=number == 0))
    sent = len(line.pictures)
    assert sent == 1, "its key picture, and nothing that needs what was lost"
    outbox.show(1, picture(30))
    outbox.show(1, picture(31, is_key=True))
    outbox.show(1, picture(32))
    assert line.pictures[sent:] == [(1, 31.0), (1, 32.0)]


async def test_words_are_never_lost_and_keep_their_order() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    words = [frame(TapSaid(1, "cam_1", "state", str(number))) for number in range(50)]
    async with emptied(outbox, line):
        line.is_stuck = True
        for number, word in enumerate(words):
            outbox.say(1, word)
            outbox.show(1, picture(number, is_key=True))
    said = [one for one in line.told if isinstance(one, TapSaid) and one.what == "state"]
    assert [one.state for one in said] == [str(number) for number in range(50)]
    assert line.pictures[-1] == (1, 49.0)


async def test_nothing_of_a_camera_that_ended_leaves_any_more() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    async with emptied(outbox, line):
        line.is_stuck = True
        for number in range(5):
            outbox.show(1, picture(number, is_key=True))
            outbox.show(2, picture(number, is_key=True))
        outbox.forget(1)
    assert {camera for camera, _ in line.pictures} == {2}


async def test_whoever_listens_to_nothing_at_all_is_hung_up_on() -> None:
    line = Line()
    outbox = Outbox(line, MOST)
    line.is_stuck = True
    word = frame(TapSaid(1, "cam_1", "state", "live"))
    for _ in range(6000):
        outbox.say(1, word)
    assert line.is_gone


async def test_what_waits_is_no_copy() -> None:
    """A district's workers may stand still all at once."""
    line = Line()
    outbox = Outbox(line, 10**9)
    line.is_stuck = True
    one = picture(0, is_key=True, size=5_000_000)
    for _ in range(100):
        outbox.show(1, one)
    assert line.frames == []
