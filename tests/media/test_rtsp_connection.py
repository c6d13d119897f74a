"""One byte stream of answers and packets, however the network cuts it."""

import asyncio
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.failures import CameraFailure, CameraNonsense, CameraUnreachable
from bongsu.media.sources.rtsp_connection import RtspConnection


class FakeTransport(asyncio.Transport):
    """Keeps what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.is_aborted = False

    def write(self, data: bytes) -> None:  # type: ignore[override] # bytes is all we write
        self.written += data

    def is_closing(self) -> bool:
        return self.is_aborted

    def close(self) -> None:
        self.is_aborted = True

    def abort(self) -> None:
        self.is_aborted = True


def feed(connection: RtspConnection, data: bytes) -> None:
    """As the event loop does it."""
    while data:
        room = connection.get_buffer(-1)
        assert len(room) > 0, "the event loop ends a connection that has no room"
        piece = data[: len(room)]
        room[: len(piece)] = piece
        connection.buffer_updated(len(piece))
        data = data[len(piece) :]


def connected(channel: int = 0) -> tuple[RtspConnection, FakeTransport, list[bytes]]:
    connection, transport = RtspConnection(), FakeTransport()
    pushed: list[bytes] = []
    connection.connection_made(transport)
    connection.video_channel = channel
    connection.push = lambda data, view, at, end: pushed.append(bytes(data[at:end]))
    return connection, transport, pushed


def frame(channel: int, payload: bytes) -> bytes:
    return struct.pack("!BBH", 0x24, channel, len(payload)) + payload


ANSWER = b"RTSP/1.0 200 OK\r\nCSeq: %d\r\nContent-Length: 3\r\n\r\nabc"
packets = st.lists(st.binary(min_size=13, max_size=3000), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(packets, st.lists(st.integers(1, 4000), min_size=1, max_size=30))
def test_any_cut_gives_the_same_packets_and_answers(payloads: list[bytes], cuts: list[int]) -> None:
    async def check() -> None:
        connection, _, pushed = connected()
        asked = [connection.ask("OPTIONS", "rtsp://h/", {}) for _ in payloads]
        stream = b""
        for number, payload in enumerate(payloads, 1):
            stream += frame(0, payload) + frame(1, b"report" * 5) + ANSWER % number + b"\r\n"
        at = 0
        while at < len(stream):
            size = cuts[at % len(cuts)]
            feed(connection, stream[at : at + size])
            at += size
        assert pushed == payloads
        assert [(await one).body for one in asked] == [b"abc"] * len(payloads)

    asyncio.run(check())


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_end_the_connection_or_wait_for_more(data: bytes) -> None:
    async def check() -> None:
        connection, transport, _ = connected()
        feed(connection, data)
        if connection.ended.done():
            assert isinstance(connection.ended.result(), CameraNonsense)
            assert transport.is_aborted

    asyncio.run(check())


async def test_a_header_without_end_is_nonsense() -> None:
    connection, transport, _ = connected()
    feed(connection, b"RTSP/1.0 200 OK\r\n" + b"X: y\r\n" * 20_000)
    assert isinstance(connection.ended.result(), CameraNonsense)
    assert transport.is_aborted


async def test_whoever_waits_for_an_answer_hears_that_the_camera_hung_up() -> None:
    connection, _, _ = connected()
    asked = connection.ask("DESCRIBE", "rtsp://h/", {})
    connection.connection_lost(None)
    with pytest.raises(CameraUnreachable):
        await asked
    with pytest.raises(CameraFailure):
        await connection.ask("PLAY", "rtsp://h/", {})


async def test_a_request_of_the_cameras_own_is_passed_over() -> None:
    connection, _, pushed = connected()
    feed(connection, b"ANNOUNCE rtsp://h/ RTSP/1.0\r\nCSeq: 9\r\n\r\n" + frame(0, b"p" * 20))
    assert pushed == [b"p" * 20]


async def test_a_goodbye_is_said_before_hanging_up() -> None:
    connection, transport, _ = connected()
    connection.close(("TEARDOWN", "rtsp://h/", {"Session": "7"}))
    assert transport.written.startswith(b"TEARDOWN rtsp://h/ RTSP/1.0\r\n")
    assert b"Session: 7\r\n" in transport.written
    assert transport.is_aborted
