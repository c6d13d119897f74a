"""A camera whose every byte is the test's: the lean client speaks to it without sockets, on virtual time."""

import asyncio
import struct
from collections.abc import Callable, Iterable
from functools import partial

from bongsu.media.failures import CameraFailure
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.rtsp_connection import RtspConnection
from bongsu.media.sources.rtsp_message import Address
from bongsu.media.sources.source import Patience, Picture
from tests.media.field import SETS
from tests.media.test_rtsp_connection import FakeTransport, feed

PATIENCE = Patience(2.0, 3.0, 4.5, 25.0, "tcp")
# One request as text → the bytes that come back.
Script = Callable[[str], bytes]
SDP = (
    "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\na=control:*\r\n"
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==\r\n"
    "a=control:trackID=1\r\n"
)


class ScriptedTransport(FakeTransport):
    """Hands each request to the script, and the answer back in pieces of `cut` bytes."""

    def __init__(self, connection: RtspConnection, script: Script, cut: int) -> None:
        super().__init__()
        self._connection = connection
        self._script = script
        self._cut = cut
        self.requests: list[str] = []

    def write(self, data: bytes) -> None:  # type: ignore[override] # bytes is all we write
        super().write(data)
        request = data.decode()
        self.requests.append(request)
        self.say(self._script(request))

    def say(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        for at in range(0, len(data), self._cut):
            loop.call_soon(self._feed, data[at : at + self._cut])

    def get_extra_info(self, name: str, default: object = None) -> object:
        return ("127.0.0.1", 554) if name == "peername" else default

    def close(self) -> None:
        self._hang_up()

    def abort(self) -> None:
        self._hang_up()

    def _feed(self, data: bytes) -> None:
        if not self.is_aborted:
            feed(self._connection, data)

    def _hang_up(self) -> None:
        if not self.is_aborted:
            self.is_aborted = True
            asyncio.get_running_loop().call_soon(self._connection.connection_lost, None)


class ScriptedSource(RtspSource):
    """The real client; only the socket is not there."""

    def __init__(
        self,
        script: Script,
        *,
        url: str = "rtsp://admin:secret@camera/live",
        cut: int = 70_000,
        patience: Patience = PATIENCE,
    ) -> None:
        super().__init__(url, patience, lambda: 1000.0)
        self._script = script
        self._cut = cut
        self.transport: ScriptedTransport | None = None

    async def _connect(self, address: Address) -> RtspConnection:
        connection = RtspConnection()
        self.transport = ScriptedTransport(connection, self._script, self._cut)
        connection.connection_made(self.transport)
        return connection


def field(request: str, name: str) -> str:
    """A header of the request, or an empty string."""
    lines = request.split("\r\n")[1:]
    return next((v.strip() for n, _, v in (x.partition(":") for x in lines) if n == name), "")


def answer(request: str, status: int = 200, body: str = "", **headers: str) -> bytes:
    lines = [f"RTSP/1.0 {status} X", f"CSeq: {field(request, 'CSeq')}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", body]).encode()


def good_camera(request: str, pictures: Iterable[bytes] = ()) -> bytes:
    """Plays `pictures` (interleaved frames) after PLAY, then is silent."""
    method = request.split(" ", maxsplit=1)[0]
    match method:
        case "OPTIONS":
            return answer(request, Public="OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER")
        case "DESCRIBE":
            return answer(request, body=SDP, Content_Base="rtsp://camera/live/")
        case "SETUP":
            transport = "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=7"
            return answer(request, Transport=transport, Session="12;timeout=60")
        case "PLAY":
            return answer(request, RTP_Info="url=x") + b"".join(pictures)
    return answer(request)


def rtp(payload: bytes, sequence: int, time: int, *, marker: bool = True) -> bytes:
    """One interleaved RTP packet on channel 0."""
    head = struct.pack("!BBHII", 0x80, 96 | (0x80 if marker else 0), sequence & 0xFFFF, time, 7)
    return struct.pack("!BBH", 0x24, 0, len(head) + len(payload)) + head + payload


def film(pictures: int = 12) -> list[bytes]:
    """Key and other pictures, whole, aggregated and in fragments, with reports between them."""
    out, sequence = [], 0
    sets = b"\x78" + b"".join(struct.pack("!H", len(one)) + one for one in (SETS.sps, SETS.pps))
    for number in range(pictures):
        is_key = number % 4 == 0
        nal = bytes([0x65 if is_key else 0x41, 0x88]) + bytes(range(200)) * 3
        payloads = [sets] if is_key else []
        payloads += [
            b"\x7c" + bytes([0x80 | nal[0] & 31]) + nal[1:300],
            b"\x7c" + bytes([0x40 | nal[0] & 31]) + nal[300:],
        ]
        for payload in payloads:
            is_last = payload is payloads[-1]
            out.append(rtp(payload, sequence, number * 6000, marker=is_last))
            sequence += 1
        out.append(b"\x24\x01\x00\x08" + b"\x80\xc9\x00\x01\x00\x00\x00\x07")
    return out


def playing(request: str) -> bytes:
    return good_camera(request, film())


async def failure_of(source: RtspSource, take: Callable[[Picture], None]) -> CameraFailure:
    """What the pull ended with; anything but a `CameraFailure` is the test's failure."""
    try:
        async with asyncio.timeout(3600):
            await source.run(take)
    except CameraFailure as failure:
        return failure
    raise AssertionError("a pull never returns")


def mutated(script: Script, change: Callable[[bytes], bytes], at_request: int) -> Script:
    """The answer to the n-th request is changed."""
    return partial(_answered, script, change, at_request, [0])


def _answered(
    script: Script,
    change: Callable[[bytes], bytes],
    at_request: int,
    asked: list[int],
    request: str,
) -> bytes:
    asked[0] += 1
    said = script(request)
    return change(said) if asked[0] == at_request else said
