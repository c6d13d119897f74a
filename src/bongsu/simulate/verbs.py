"""What one RTSP connection answers to each method; sans-IO but for the session's carrier."""

import asyncio
import re
import secrets
from typing import Protocol
from urllib.parse import urlsplit

from bongsu.simulate import sdp
from bongsu.simulate.camera import Camera, Fault, Stream
from bongsu.simulate.rtsp_message import Answer, Request
from bongsu.simulate.session import Carrier, Datagrams, Interleaved, Session
from bongsu.simulate.transport import Wanted, wanted

METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER"
_PATH = re.compile(r"^/cam/(\d{1,6})/(main|sub)(?:/(trackID=1)?)?$")


class House(Protocol):
    """What a connection needs of the simulator."""

    session_timeout_s: int

    def camera(self, number: int) -> Camera | None: ...

    def play(self, camera: Camera, stream: Stream, session: Session) -> None: ...

    def datagrams(self) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]: ...

    def now_s(self) -> float: ...


def target_of(house: House, url: str) -> tuple[Camera, str] | None:
    """The camera and stream that a URL names."""
    try:
        match = _PATH.match(urlsplit(url).path)
    except ValueError:
        return None
    camera = house.camera(int(match[1])) if match else None
    return (camera, match[2]) if match and camera else None


class Viewing:
    """One session with the stream it was set up for."""

    def __init__(self, camera: Camera, stream: Stream, session: Session) -> None:
        self.camera, self.stream, self.session = camera, stream, session
        self.heard_s = 0.0

    @property
    def is_playing(self) -> bool:
        return self.session in self.stream.viewers

    def stop(self) -> None:
        if self.is_playing:
            self.stream.viewers.remove(self.session)


class Verbs:
    """The state of one connection: its sessions. Created and closed with it."""

    def __init__(self, house: House, transport: asyncio.Transport) -> None:
        self._house = house
        self._transport = transport
        self.viewings: dict[str, Viewing] = {}

    def answer(self, request: Request, camera: Camera, name: str) -> Answer:
        if request.method == "DESCRIBE":
            return self._describe(request, camera, name)
        if request.method == "SETUP":
            return self._setup(request, camera, name)
        return self._within_session(request)

    def keep_alive(self, request: Request) -> None:
        """Any request that names a session keeps it."""
        viewing = self.viewings.get(_session_code(request) or "")
        if viewing:
            viewing.heard_s = self._house.now_s()

    def close(self) -> None:
        for viewing in self.viewings.values():
            viewing.stop()
        self.viewings.clear()

    def close_idle(self, now_s: float) -> None:
        """UDP sessions live by keep-alives; an interleaved one lives as long as its connection."""
        for code, viewing in list(self.viewings.items()):
            is_udp = isinstance(viewing.session.carrier, Datagrams)
            if is_udp and now_s - viewing.heard_s > self._house.session_timeout_s:
                viewing.stop()
                del self.viewings[code]

    def _describe(self, request: Request, camera: Camera, name: str) -> Answer:
        title = f"simulated camera {camera.number} {name}"
        if camera.fault is Fault.H265_ONLY:
            text = sdp.describe_h265(title)
        else:
            text = sdp.describe(camera.streams[name].loop, title)
        if camera.fault is Fault.TRUNCATED_SDP:
            text = text[: text.index("a=fmtp") + 12]
        place = request.url.rstrip("/") + "/"
        return Answer(200, {"Content-Base": place, "Content-Type": "application/sdp"}, text)

    def _setup(self, request: Request, camera: Camera, name: str) -> Answer:
        offered = request.header("transport")
        way = wanted(offered or "")
        if way is None:
            return Answer(461 if offered else 400)
        code = _session_code(request)
        if code is not None:
            return Answer(455 if code in self.viewings else 454)
        ssrc = secrets.randbits(32)
        session = Session(ssrc, self._carrier(way, ssrc))
        viewing = Viewing(camera, camera.streams[name], session)
        viewing.heard_s = self._house.now_s()
        self.viewings[session.code] = viewing
        return Answer(200, {"Transport": session.carrier.answer, **self._session_header(viewing)})

    def _carrier(self, way: Wanted, ssrc: int) -> Carrier:
        if way.is_tcp:
            return Interleaved(self._transport, way.first, way.second, ssrc)
        media, control = self._house.datagrams()
        host = str(self._transport.get_extra_info("peername")[0])
        return Datagrams(media, control, host, (way.first, way.second), ssrc)

    def _session_header(self, viewing: Viewing) -> dict[str, str]:
        return {"Session": f"{viewing.session.code};timeout={self._house.session_timeout_s}"}

    def _within_session(self, request: Request) -> Answer:
        code = _session_code(request)
        viewing = self.viewings.get(code) if code else None
        if viewing is None:
            is_idle = code is None and request.method in ("GET_PARAMETER", "SET_PARAMETER")
            missing = 455 if code is None and request.method == "PLAY" else 454
            return Answer(200 if is_idle else missing)
        self.keep_alive(request)
        if request.method == "PLAY":
            return self._play(request, viewing)
        if request.method in ("PAUSE", "TEARDOWN"):
            viewing.stop()
        if request.method == "TEARDOWN":
            del self.viewings[viewing.session.code]
            return Answer()
        return Answer(200, self._session_header(viewing))

    def _play(self, request: Request, viewing: Viewing) -> Answer:
        if not viewing.is_playing:
            self._house.play(viewing.camera, viewing.stream, viewing.session)
        session, stream = viewing.session, viewing.stream
        url = request.url.rstrip("/")
        place = url if url.endswith(sdp.TRACK) else f"{url}/{sdp.TRACK}"
        info = (
            f"url={place};seq={session.sequence & 0xFFFF};rtptime={session.timestamp(stream.ticks)}"
        )
        headers = {**self._session_header(viewing), "Range": "npt=now-", "RTP-Info": info}
        return Answer(200, headers)


def _session_code(request: Request) -> str | None:
    given = request.header("session")
    return given.split(";")[0].strip() if given else None
