"""The schedule of all cameras, round by round: who is due is sent to, who is silent is not, who has no viewer leaves it."""

import asyncio

import pytest

from bongsu.simulate.camera import SILENT, Camera, Fault, Stream, make_camera
from bongsu.simulate.packets import Picture
from bongsu.simulate.session import Interleaved, Session
from bongsu.simulate.ticker import Ticker
from tests.simulate.test_session import FakeTransport
from tests.simulate.test_verbs import KEY, LOOP, NEXT


def camera(number: int = 0, began_s: float = 0.0) -> Camera:
    return make_camera(number, {"main": LOOP, "sub": LOOP}, began_s)


def viewer() -> tuple[Session, FakeTransport]:
    transport = FakeTransport()
    return Session(1, Interleaved(transport, 0, 1, 1)), transport


async def watched(one: Camera) -> tuple[Ticker, Stream, FakeTransport]:
    """A stream with one viewer, its first picture due at the loop's time of now."""
    ticker, stream = Ticker(), one.streams["main"]
    session, transport = viewer()
    stream.viewers.append(session)
    ticker.watch(one, stream)
    return ticker, stream, transport


def test_a_stream_runs_on_over_every_round() -> None:
    stream = camera().streams["main"]
    taken = [stream.take() for _ in range(5)]
    assert [picture for picture, _ in taken] == [KEY, NEXT, KEY, NEXT, KEY]
    assert [ticks for _, ticks in taken] == [0, 45_000, 90_000, 135_000, 180_000]
    assert stream.due_s == 2.5


@pytest.mark.parametrize(
    ("now_s", "due_s"), [(0.0, 0.0), (0.1, 0.5), (0.5, 0.5), (0.6, 1.0), (7.2, 7.5), (-0.2, 0.0)]
)
def test_seeking_comes_to_the_first_picture_that_is_not_yet_due(now_s: float, due_s: float) -> None:
    stream = camera().streams["main"]
    stream.seek(now_s)
    assert stream.due_s == pytest.approx(due_s)


def test_cameras_stand_at_different_places_of_their_loop_and_both_streams_at_the_same() -> None:
    places = {camera(number).streams["main"].position_s(0.0) for number in range(20)}
    assert len(places) == 20
    one = camera(7)
    assert one.streams["main"].position_s(3.0) == one.streams["sub"].position_s(3.0)


@pytest.mark.parametrize("fault", list(Fault))
def test_which_faults_are_silent(fault: Fault) -> None:
    one = camera()
    one.fault = fault
    assert one.is_silent is (fault in SILENT)
    assert one.is_silent is (fault not in (Fault.NONE, Fault.TRUNCATED_SDP))


async def test_what_is_due_is_sent_once_and_no_more() -> None:
    ticker, stream, transport = await watched(camera())
    due_s = stream.due_s
    ticker._send(due_s - 0.01)
    assert transport.written == []
    ticker._send(due_s)
    ticker._send(due_s)
    assert len(transport.written) == 1
    ticker._send(due_s + 0.5)
    assert len(transport.written) == 2


async def test_a_silent_camera_runs_on_and_sends_nothing() -> None:
    one = camera()
    ticker, stream, transport = await watched(one)
    one.fault = Fault.FROZEN
    due_s = stream.due_s
    for step in range(4):
        ticker._send(due_s + step * 0.5)
    assert transport.written == []
    one.fault = Fault.NONE
    ticker._send(due_s + 2.0)
    assert len(transport.written) == 1


async def test_a_stream_without_viewers_leaves_the_schedule_and_comes_back_with_one() -> None:
    one = camera()
    ticker, stream, transport = await watched(one)
    [session] = stream.viewers
    stream.viewers.clear()
    ticker._send(stream.due_s)
    assert not stream.is_scheduled
    assert ticker._due == []
    stream.viewers.append(session)
    ticker.watch(one, stream)
    ticker.watch(one, stream)
    assert len(ticker._due) == 1
    ticker._send(stream.due_s)
    assert len(transport.written) == 1


async def test_a_node_that_stood_still_sends_the_present_and_not_what_was_missed() -> None:
    ticker, stream, transport = await watched(camera())
    due_s = stream.due_s
    ticker._send(due_s + 3.2)
    assert len(transport.written) <= 1
    assert stream.due_s > due_s + 3.0


async def test_every_viewer_of_a_stream_gets_the_same_picture() -> None:
    one = camera()
    ticker, stream, transport = await watched(one)
    session, other = viewer()
    stream.viewers.append(session)
    ticker._send(stream.due_s)
    assert len(transport.written) == len(other.written) == 1
    # the payload behind the header is the same bytes
    assert transport.written[0][16:] == other.written[0][16:]


async def test_reports_go_to_whom_pictures_go() -> None:
    one, silent = camera(), camera(1)
    ticker, _, transport = await watched(one)
    session, quiet = viewer()
    silent.streams["main"].viewers.append(session)
    ticker.watch(silent, silent.streams["main"])
    silent.fault = Fault.MUTE
    ticker._report(1.0)
    assert len(transport.written) == 1
    assert quiet.written == []


async def test_the_task_sleeps_until_somebody_watches() -> None:
    ticker = Ticker()
    running = asyncio.create_task(ticker.run())
    try:
        await asyncio.sleep(0)
        one = camera(began_s=asyncio.get_running_loop().time())
        session, transport = viewer()
        one.streams["main"].viewers.append(session)
        ticker.watch(one, one.streams["main"])
        async with asyncio.timeout(5):
            while not transport.written:
                await asyncio.sleep(0.01)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_a_picture_knows_whether_it_can_begin() -> None:
    assert [one.is_key for one in (KEY, NEXT, Picture(1.0, 1, (), is_key=True))] == [
        True,
        False,
        True,
    ]
