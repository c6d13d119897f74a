"""Cameras that lie, break off, and talk nonsense: every pull ends in a named failure, none hangs, none disturbs another."""

import asyncio
import contextlib
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.failures import CameraFailure, CameraFrozen, CameraNonsense, CameraUnreachable
from bongsu.media.sources.ffmpeg import FfmpegSource
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.rtsp_connection import RtspConnection
from bongsu.media.sources.rtsp_message import LARGEST_MESSAGE, body_size, read_answer
from bongsu.media.sources.sdp import find_video
from bongsu.media.sources.sign_in import SignIn, choose
from bongsu.media.sources.source import Patience, Picture
from tests.media.mutations import Change, changes
from tests.media.scripted_camera import (
    PATIENCE,
    SDP,
    ScriptedSource,
    answer,
    failure_of,
    field,
    film,
    good_camera,
    mutated,
    playing,
)
from tests.media.stand import until
from tests.media.test_rtsp_connection import connected, feed
from tests.media.virtual_time import run_at_once

STREAM = b"".join(
    [good_camera("DESCRIBE x RTSP/1.0\r\nCSeq: 1\r\n\r\n"), *film(3), b"RTSP/1.0 200 OK\r\n\r\n"]
)


def test_the_scripted_camera_plays() -> None:
    """Else the tests below would prove nothing."""
    pictures: list[Picture] = []
    failure = run_at_once(failure_of(ScriptedSource(playing), pictures.append))
    assert isinstance(failure, CameraFrozen), "it plays a little and falls silent"
    assert [picture.is_key for picture in pictures] == [n % 4 == 0 for n in range(12)]


@settings(max_examples=300, deadline=None)
@given(changes, st.integers(1, 5), st.integers(1, 3000))
def test_any_mutation_of_any_answer_ends_in_a_named_failure(
    change: Change, at_request: int, cut: int
) -> None:
    pictures: list[Picture] = []
    source = ScriptedSource(mutated(playing, change, at_request), cut=cut)
    run_at_once(failure_of(source, pictures.append))
    assert source.transport
    assert source.transport.is_aborted, "no connection is left behind"


@settings(max_examples=60, deadline=None)
@given(changes)
def test_any_mutation_of_a_challenge_ends_in_a_named_failure(change: Change) -> None:
    challenge = 'Digest realm="IP Camera(C2345)", nonce="a1b2", qop="auth", algorithm=SHA-256'

    def asks_to_sign_in(request: str) -> bytes:
        if field(request, "Authorization"):
            return playing(request)
        return change(answer(request, 401, WWW_Authenticate=challenge))

    run_at_once(failure_of(ScriptedSource(asks_to_sign_in), lambda picture: None))


def test_a_stream_cut_at_any_byte_is_the_same_stream() -> None:
    async def check() -> None:
        for cut in range(1, len(STREAM)):
            connection, transport, pushed = connected()
            feed(connection, STREAM[:cut])
            feed(connection, STREAM[cut:])
            assert len(pushed) == 7, cut
            assert not transport.is_aborted
            assert connection._filled == 0

    asyncio.run(check())


def test_a_stream_byte_by_byte_is_the_same_stream() -> None:
    async def check() -> None:
        connection, _, pushed = connected()
        for at in range(len(STREAM)):
            feed(connection, STREAM[at : at + 1])
        assert len(pushed) == 7

    asyncio.run(check())


def test_a_camera_that_trickles_is_given_up_in_time() -> None:
    """One byte a second keeps no connection: each answer has its time."""

    async def check() -> None:
        source = ScriptedSource(lambda request: b"")
        pull = asyncio.create_task(failure_of(source, lambda picture: None))
        while not pull.done():
            await asyncio.sleep(1)
            if source.transport:
                source.transport.say(b"R")
        assert isinstance(pull.result(), CameraUnreachable)

    run_at_once(check())


def test_reports_alone_are_no_pictures() -> None:
    """A camera that sends its reports and never a packet is frozen."""

    async def check() -> None:
        source = ScriptedSource(good_camera)
        pull = asyncio.create_task(failure_of(source, lambda picture: None))
        while not pull.done():
            await asyncio.sleep(1)
            if source.transport:
                source.transport.say(b"\x24\x01\x00\x20" + bytes(32))
        assert isinstance(pull.result(), CameraFrozen)

    run_at_once(check())


def test_packets_without_a_picture_are_nonsense_in_the_end() -> None:
    async def check() -> None:
        source = ScriptedSource(good_camera)
        pull = asyncio.create_task(failure_of(source, lambda picture: None))
        await asyncio.sleep(0.1)
        assert source.transport
        for _ in range(40):
            source.transport.say(b"\x24\x00\x00\x20\x80\x60" + bytes(30))
            await asyncio.sleep(1)
        failure = await asyncio.wait_for(pull, 1)
        assert isinstance(failure, CameraNonsense)

    run_at_once(check())


@pytest.mark.parametrize(
    "status", ["²00", "٢٠٠x", "9" * 5000, "-1", "", "1e3"], ids=lambda text: text[:8]
)
def test_a_status_that_is_no_number_is_nonsense(status: str) -> None:
    with pytest.raises(CameraNonsense):
        read_answer(f"RTSP/1.0 {status} OK".encode())


@pytest.mark.parametrize("size", ["²", "9" * 5000, "1.5", "0x10"], ids=lambda text: text[:8])
def test_a_length_that_is_no_number_is_nonsense(size: str) -> None:
    with pytest.raises(CameraNonsense):
        body_size(read_answer(f"RTSP/1.0 200 OK\r\nContent-Length: {size}".encode()))


@pytest.mark.parametrize("timeout", ["9" * 5000, "9" * 400, "0", "٣"], ids=lambda text: text[:8])
def test_a_session_of_any_length_is_kept(timeout: str) -> None:
    def script(request: str) -> bytes:
        if request.startswith("SETUP"):
            return answer(request, Session=f"12;timeout={timeout}", Transport="x")
        return playing(request)

    failure = run_at_once(failure_of(ScriptedSource(script), lambda picture: None))
    assert isinstance(failure, CameraFrozen)


def test_a_clock_that_is_no_number_is_passed_over() -> None:
    for clock in ("²", "9" * 5000, "-1"):
        video = find_video(SDP.replace("H264/90000", f"H264/{clock}"), "rtsp://h/")
        assert video.clock_hz == 90_000


async def test_a_head_and_body_of_the_largest_size_still_fit() -> None:
    connection, transport, _ = connected()
    asked = connection.ask("DESCRIBE", "rtsp://h/", {})
    head = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: %d\r\nX: " % LARGEST_MESSAGE
    head += b"x" * (LARGEST_MESSAGE - len(head)) + b"\r\n\r\n"
    feed(connection, head + b"b" * LARGEST_MESSAGE)
    assert len((await asked).body) == LARGEST_MESSAGE
    assert not transport.is_aborted


async def test_a_head_that_is_too_long_is_nonsense_even_when_it_ends() -> None:
    connection, transport, _ = connected()
    feed(connection, b"RTSP/1.0 200 OK\r\nX: " + b"x" * LARGEST_MESSAGE + b"\r\n\r\n")
    assert isinstance(connection.ended.result(), CameraNonsense)
    assert transport.is_aborted


def test_keep_alives_that_are_never_answered_do_not_pile_up() -> None:
    """Some cameras answer none while they play; a pull that stands for months must not grow."""

    async def check() -> None:
        def script(request: str) -> bytes:
            return b"" if request.startswith("GET_PARAMETER") else good_camera(request)

        source = ScriptedSource(script)
        pull = asyncio.create_task(failure_of(source, lambda picture: None))
        await asyncio.sleep(0.1)
        transport = source.transport
        assert transport
        for number in range(1000):
            transport.say(b"".join(film(1)))
            await asyncio.sleep(3)
            assert not pull.done(), number
        asked = [one for one in transport.requests if one.startswith("GET_PARAMETER")]
        assert len(asked) >= 120
        assert len(transport._connection._asked) <= 2
        pull.cancel()

    run_at_once(check())


@pytest.mark.parametrize("host", ["a" * 70, "a..b", ".", "ｅｘ%00"])
async def test_a_host_that_can_be_no_name_is_a_named_failure(host: str) -> None:
    with pytest.raises(CameraFailure):
        await RtspSource(f"rtsp://{host}:5554/a", PATIENCE, lambda: 0.0).run(lambda picture: None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_fault_inside_ffmpeg_ends_the_pull_instead_of_hanging_it() -> None:
    class Broken(FfmpegSource):
        def _open(self) -> None:  # type: ignore[override] # never returns
            raise AttributeError("a stream without a codec")

    async with asyncio.timeout(5):
        with pytest.raises(CameraFailure):
            await Broken("rtsp://h/a", Patience(), lambda: 0.0).run(lambda picture: None)
    await until(lambda: not any(t.name == "ffmpeg source" for t in threading.enumerate()))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_as_a_challenge_is_answered_or_passed_over(offer: str, password: str) -> None:
    for prefix in ("", "Digest ", "Basic "):
        challenge = choose([prefix + offer])
        if challenge:
            SignIn(challenge, "admin", password).header("DESCRIBE", "rtsp://h/a")


@settings(max_examples=200, deadline=None)
@given(changes)
def test_any_mutation_of_a_description_is_a_stream_or_a_named_failure(change: Change) -> None:
    with contextlib.suppress(CameraFailure):
        find_video(change(SDP.encode()).decode("utf-8", "replace"), "rtsp://h/")


def test_bytes_before_and_between_answers_harm_only_this_connection() -> None:
    async def check() -> None:
        good, bad = RtspConnection(), RtspConnection()
        feed(bad, b"\xde\xad\xbe\xef")
        feed(good, STREAM)
        assert isinstance(bad.ended.result(), CameraNonsense)
        assert not good.ended.done()

    asyncio.run(check())
