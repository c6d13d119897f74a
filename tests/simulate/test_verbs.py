"""What one connection answers to each method, without any wire: a house, a camera and a transport in memory."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bongsu.simulate.camera import Camera, Fault, Stream, make_camera
from bongsu.simulate.packets import Loop, Picture
from bongsu.simulate.rtsp_message import Answer, Request
from bongsu.simulate.session import Session
from bongsu.simulate.verbs import Verbs, target_of
from tests.simulate.test_session import FakeTransport

KEY = Picture(0.0, 0, (b"\x65\x88",), is_key=True)
NEXT = Picture(0.5, 45_000, (b"\x41\x9a",), is_key=False)
LOOP = Loop((KEY, NEXT), 1.0, b"\x67\x64\x00\x1f", b"\x68\xee", 320, 180, 2.0)
URL = "rtsp://host:554/cam/3/main"
TCP = "RTP/AVP/TCP;unicast;interleaved=2-3"
UDP = "RTP/AVP;unicast;client_port=5000-5001"


class FakeDatagrams(asyncio.DatagramTransport):
    """One of the simulator's own two ports."""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 6000) if name == "sockname" else default


@dataclass
class FakeHouse:
    """One camera; its clock is set by the test."""

    camera_3: Camera = field(default_factory=lambda: make_camera(3, {"main": LOOP, "sub": LOOP}, 0))
    session_timeout_s: int = 60
    time_s: float = 0.0

    def camera(self, number: int) -> Camera | None:
        return self.camera_3 if number == 3 else None

    def play(self, camera: Camera, stream: Stream, session: Session) -> None:
        assert camera is self.camera_3
        stream.viewers.append(session)

    def datagrams(self) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]:
        return FakeDatagrams(), FakeDatagrams()

    def now_s(self) -> float:
        return self.time_s


class Peer(FakeTransport):
    """A transport that knows its peer."""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("10.0.0.9", 40_000) if name == "peername" else default


@dataclass
class Connection:
    """One connection to the house."""

    house: FakeHouse = field(default_factory=FakeHouse)
    verbs: Verbs = field(init=False)

    def __post_init__(self) -> None:
        self.verbs = Verbs(self.house, Peer())

    def ask(self, method: str, **headers: str) -> Answer:
        named = {name.lower(): value for name, value in headers.items()}
        request = Request(method, URL, "RTSP/1.0", named)
        return self.verbs.answer(request, self.house.camera_3, "main")

    def set_up(self, transport: str = TCP) -> str:
        """The session's code."""
        answer = self.ask("SETUP", transport=transport)
        assert answer.status == 200
        return answer.headers["Session"].split(";")[0]

    @property
    def viewers(self) -> int:
        return len(self.house.camera_3.streams["main"].viewers)


@pytest.fixture
def there() -> Connection:
    return Connection()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("rtsp://h/cam/3/main", "main"),
        ("rtsp://h/cam/3/sub", "sub"),
        ("rtsp://h:1/cam/3/main/", "main"),
        ("rtsp://h/cam/3/main/trackID=1", "main"),
        ("/cam/3/sub", "sub"),
    ],
)
def test_an_address_names_a_camera_and_a_stream(url: str, name: str) -> None:
    found = target_of(FakeHouse(), url)
    assert found is not None
    assert (found[0].number, found[1]) == (3, name)


@pytest.mark.parametrize(
    "url",
    [
        "rtsp://h/cam/4/main",
        "rtsp://h/cam/3/third",
        "rtsp://h/cam/x/main",
        "rtsp://h/cam/3",
        "rtsp://h/cam/3/main/trackID=2",
        "rtsp://h/cam/1234567/main",
        "rtsp://[broken/cam/3/main",
        "",
    ],
)
def test_another_address_names_nothing(url: str) -> None:
    assert target_of(FakeHouse(), url) is None


def test_a_description_says_where_it_stands_and_what_it_plays(there: Connection) -> None:
    answer = there.ask("DESCRIBE")
    assert answer.headers == {"Content-Base": f"{URL}/", "Content-Type": "application/sdp"}
    assert "H264/90000" in answer.body
    assert "simulated camera 3 main" in answer.body


@pytest.mark.parametrize(
    ("fault", "has", "has_not"),
    [
        (Fault.H265_ONLY, "H265/90000", "H264"),
        (Fault.TRUNCATED_SDP, "a=fmtp", "sprop"),
        (Fault.FROZEN, "H264/90000", "H265"),
    ],
)
def test_a_fault_of_the_description_is_in_it(
    there: Connection, fault: Fault, has: str, has_not: str
) -> None:
    there.house.camera_3.fault = fault
    body = there.ask("DESCRIBE").body
    assert has in body
    assert has_not not in body


def test_a_session_plays_stops_and_ends(there: Connection) -> None:
    code = there.set_up()
    assert there.viewers == 0
    playing = there.ask("PLAY", session=code)
    assert (playing.status, there.viewers) == (200, 1)
    assert playing.headers["RTP-Info"].startswith(f"url={URL}/trackID=1;seq=")
    assert there.ask("PLAY", session=code).status == 200
    assert there.viewers == 1
    assert there.ask("PAUSE", session=f"{code};timeout=60").status == 200
    assert there.viewers == 0
    assert there.ask("TEARDOWN", session=code).status == 200
    assert there.ask("PLAY", session=code).status == 454


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("SETUP", {}, 400),
        ("SETUP", {"transport": "RTP/AVP;multicast"}, 461),
        ("SETUP", {"transport": "RAW/RAW/UDP"}, 461),
        ("SETUP", {"transport": TCP, "session": "unknown"}, 454),
        ("PLAY", {}, 455),
        ("PLAY", {"session": "unknown"}, 454),
        ("PAUSE", {}, 454),
        ("TEARDOWN", {"session": "unknown"}, 454),
        ("GET_PARAMETER", {}, 200),
        ("SET_PARAMETER", {}, 200),
        ("GET_PARAMETER", {"session": "unknown"}, 454),
    ],
)
def test_what_cannot_be_is_answered_by_its_number(
    there: Connection, method: str, headers: dict[str, str], status: int
) -> None:
    assert there.ask(method, **headers).status == status
    assert there.viewers == 0


def test_one_session_is_not_set_up_twice(there: Connection) -> None:
    code = there.set_up()
    assert there.ask("SETUP", transport=TCP, session=code).status == 455


def test_datagrams_go_to_the_ports_that_were_asked(there: Connection) -> None:
    answer = there.ask("SETUP", transport=UDP)
    assert "client_port=5000-5001;server_port=6000-6001" in answer.headers["Transport"]


def test_a_datagram_session_that_says_nothing_ends_and_an_interleaved_one_stays(
    there: Connection,
) -> None:
    for way in (UDP, TCP):
        there.ask("PLAY", session=there.set_up(way))
    there.verbs.close_idle(60.0)
    assert there.viewers == 2
    there.verbs.close_idle(60.1)
    assert there.viewers == 1


def test_any_word_that_names_a_session_keeps_it(there: Connection) -> None:
    code = there.set_up(UDP)
    there.house.time_s = 50.0
    assert there.ask("GET_PARAMETER", session=code).status == 200
    there.verbs.close_idle(100.0)
    assert code in there.verbs.viewings
    there.verbs.keep_alive(Request("OPTIONS", URL, "RTSP/1.0", {"session": "unknown"}))
    there.verbs.close_idle(111.0)
    assert there.verbs.viewings == {}


def test_a_connection_that_closes_takes_its_viewers_with_it(there: Connection) -> None:
    for _ in range(3):
        there.ask("PLAY", session=there.set_up())
    assert there.viewers == 3
    there.verbs.close()
    assert (there.viewers, there.verbs.viewings) == (0, {})
