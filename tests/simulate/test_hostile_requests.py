"""Requests of any shape: one answer or one closed connection, and every other camera and viewer as before."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.simulate.camera import Fault
from bongsu.simulate.connection import Connection
from bongsu.simulate.digest import DigestGate
from bongsu.simulate.faults import BadCommand, read_command
from bongsu.simulate.rtsp_message import BadMessage, Request, RequestReader
from bongsu.simulate.server import CameraSimulator
from bongsu.simulate.transport import wanted
from tests.media.mutations import Change, changes
from tests.simulate.conftest import Connected, Started, until
from tests.simulate.test_session import FakeTransport

TOKEN = "a token for tests"
quick = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Line(FakeTransport):
    """A connection's transport without a socket."""

    def __init__(self) -> None:
        super().__init__()
        self.is_closed = False

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def get_extra_info(self, name: str, default: object = None) -> object:
        return ("127.0.0.1", 5) if name == "peername" else default


def said_to(simulator: CameraSimulator, *pieces: bytes) -> Line:
    """A connection of its own hears these bytes; whatever it raises is the test's failure."""
    connection, line = Connection(simulator), Line()
    connection.connection_made(line)
    for piece in pieces:
        if not line.is_closed:
            connection.data_received(piece)
    connection.connection_lost(None)
    return line


def conversation(port: int) -> bytes:
    url = f"rtsp://127.0.0.1:{port}/cam/1/main"
    lines = [
        f"OPTIONS {url} RTSP/1.0\r\nCSeq: 1\r\n\r\n",
        f'DESCRIBE {url} RTSP/1.0\r\nCSeq: 2\r\nAuthorization: Digest username="u"\r\n\r\n',
        f"SETUP {url}/trackID=1 RTSP/1.0\r\nCSeq: 3\r\n"
        "Transport: RTP/AVP;unicast;client_port=40000-40001\r\n\r\n",
        f"SETUP {url}/trackID=1 RTSP/1.0\r\nCSeq: 4\r\n"
        "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
        f"PLAY {url} RTSP/1.0\r\nCSeq: 5\r\nSession: x\r\n\r\n",
        f"SET_PARAMETER rtsp://127.0.0.1:{port}/control RTSP/1.0\r\nCSeq: 6\r\n"
        "Authorization: Bearer guessed\r\nContent-Length: 6\r\n\r\nkill 1",
    ]
    return "".join(lines).encode() + b"\x24\x01\x00\x04abcd"


async def test_any_mutation_of_a_conversation_is_answered_or_closed(started: Started) -> None:
    simulator = await started(control_token=TOKEN, user="u", password="p")
    said = conversation(simulator.port)

    @quick
    @given(change=changes, cut=st.integers(1, 2000))
    def check(change: Change, cut: int) -> None:
        data = change(said)
        pieces = [data[at : at + cut] for at in range(0, len(data), cut)]
        said_to(simulator, *pieces)
        assert not simulator.connections
        assert [simulator.fault_of(number) for number in (1, 2, 3)] == [Fault.NONE] * 3
        assert [simulator.pulls(number) for number in (1, 2, 3)] == [0, 0, 0]

    check()


@pytest.mark.parametrize(
    "request_line",
    [
        "DESCRIBE rtsp://[bad/cam/1/main RTSP/1.0",
        "DESCRIBE rtsp://x/cam/²/main RTSP/1.0",
        "DESCRIBE rtsp://x/cam/999999/main RTSP/1.0",
        "DESCRIBE //[ RTSP/1.0",
        "DESCRIBE * RTSP/1.0",
        "DESCRIBE rtsp://x/cam/1/main/../../2/main RTSP/1.0",
    ],
)
async def test_an_address_that_is_none_is_not_found(
    simulator: CameraSimulator, request_line: str
) -> None:
    line = said_to(simulator, f"{request_line}\r\nCSeq: 1\r\n\r\n".encode())
    assert line.written[0].startswith(b"RTSP/1.0 404")


@pytest.mark.parametrize("size", ["²", "9" * 5000, "-1", "1e9", "65537"], ids=lambda text: text[:6])
async def test_a_length_that_cannot_be_ends_the_connection(
    simulator: CameraSimulator, size: str
) -> None:
    head = f"SET_PARAMETER rtsp://x/control RTSP/1.0\r\nCSeq: 1\r\nContent-Length: {size}\r\n\r\n"
    line = said_to(simulator, head.encode())
    assert line.written[0].startswith(b"RTSP/1.0 400")
    assert line.is_closed


async def test_a_request_without_end_is_given_up(simulator: CameraSimulator) -> None:
    line = said_to(simulator, b"DESCRIBE rtsp://x/ RTSP/1.0\r\n", *[b"X: y\r\n" * 5000] * 4)
    assert line.is_closed


def test_a_response_in_another_script_is_a_wrong_password() -> None:
    gate = DigestGate("u", "p", "n")
    for response in ("é" * 32, "한글", "\x00", ""):
        header = f'Digest username="u", nonce="n", uri="x", response="{response}"'
        assert not gate.admits(Request("DESCRIBE", "x", "RTSP/1.0", {"authorization": header}))


@pytest.mark.parametrize("line", ["freeze ²", "freeze " + "9" * 5000, "pulls ٣x", "freeze 1\x00"])
def test_a_number_that_is_none_is_no_command(line: str) -> None:
    with pytest.raises(BadCommand):
        read_command(line)


@quick
@given(st.text(max_size=200))
def test_any_transport_is_read_or_refused(header: str) -> None:
    for text in (header, f"RTP/AVP;client_port={header}", f"RTP/AVP/TCP;interleaved={header}"):
        found = wanted(text)
        assert found is None or 0 <= found.first <= 65_535


@quick
@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_are_requests_or_a_bad_message(data: bytes, cut: int) -> None:
    reader = RequestReader()
    try:
        for at in range(0, len(data), cut):
            reader.feed(data[at : at + cut])
    except BadMessage:
        return
    assert len(reader._buffer) <= len(data)


async def test_requests_cut_at_any_byte_are_the_same_requests(simulator: CameraSimulator) -> None:
    said = conversation(simulator.port)
    whole = RequestReader().feed(said)
    assert len(whole) == 6
    for cut in range(1, len(said)):
        reader = RequestReader()
        assert reader.feed(said[:cut]) + reader.feed(said[cut:]) == whole


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        TOKEN,
        f"bearer {TOKEN}",
        f"Bearer  {TOKEN}",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Basic {TOKEN}",
        f"Bearer {TOKEN}, Bearer {TOKEN}",
        "Bearer é",
    ],
)
async def test_the_control_door_opens_to_its_token_alone(
    started: Started, connected: Connected, authorization: str | None
) -> None:
    simulator = await started(control_token=TOKEN)
    viewer = await connected(simulator)
    headers = {} if authorization is None else {"Authorization": authorization}
    url = f"rtsp://127.0.0.1:{simulator.port}/control"
    for method in ("SET_PARAMETER", "GET_PARAMETER", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"):
        reply = await viewer.ask(method, url, "kill 1", **headers)
        assert reply.status == 401, method
        assert not reply.body
    assert simulator.fault_of(1) is Fault.NONE


async def test_a_viewer_plays_on_whatever_others_say(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    await viewer.next_picture()
    for bad in (b"\xff" * 5000, b"\x24\x00\xff\xff", b"DESCRIBE\r\n\r\n", b"A B RTSP/1.0\r\n\r\n"):
        other = await connected(simulator)
        await other.send(bad)
        other.writer.transport.abort()
        assert await viewer.next_picture()
    await until(lambda: len(simulator.connections) == 1)
