"""The conversation with one camera (RFC 2326), from OPTIONS to TEARDOWN, and the watch over its silence."""

import asyncio
import re

from bongsu.media.failures import (
    CameraFrozen,
    CameraNonsense,
    CameraRefused,
    CameraUnreachable,
)
from bongsu.media.sources.depacketise import Depacketiser
from bongsu.media.sources.rtsp_connection import RtspConnection
from bongsu.media.sources.rtsp_datagrams import Datagrams
from bongsu.media.sources.rtsp_message import Address, Answer, read_number
from bongsu.media.sources.sdp import VideoStream, base_url, find_video
from bongsu.media.sources.sign_in import SignIn, choose
from bongsu.media.sources.source import Patience

_UNAUTHORISED = 401
_UNSUPPORTED_TRANSPORT = 461
_SESSION_S = 60
_LONGEST_SESSION_S = 3600
_TIMEOUT = re.compile(r"timeout\s*=\s*(\d+)")
_CHANNEL = re.compile(r"interleaved\s*=\s*(\d+)")


class RtspSession:
    """Owned by one `RtspSource.run`."""

    def __init__(self, connection: RtspConnection, address: Address, patience: Patience) -> None:
        self._connection = connection
        self._address = address
        self._patience = patience
        self._sign_in: SignIn | None = None
        self._datagrams: Datagrams | None = None
        self._code = ""
        self._keep_alive_every_s = _SESSION_S * 0.4
        self._keep_alive_method = "OPTIONS"
        self._kept: asyncio.Future[Answer] | None = None
        self._play_url = address.url

    async def describe(self) -> VideoStream:
        options = await self._ask("OPTIONS", self._address.url)
        if "GET_PARAMETER" in options.header("public").upper():
            self._keep_alive_method = "GET_PARAMETER"
        answer = await self._ask("DESCRIBE", self._address.url, {"Accept": "application/sdp"})
        base = base_url(
            answer.header("content-base"), answer.header("content-location"), self._address.url
        )
        return find_video(answer.body.decode("utf-8", "replace"), base)

    async def set_up(self, video: VideoStream, depacketiser: Depacketiser) -> None:
        transport = self._patience.transport
        if transport != "udp":
            wanted = {"Transport": "RTP/AVP/TCP;unicast;interleaved=0-1"}
            answer = await self._try("SETUP", video.setup_url, wanted)
            if transport != "auto" or answer.status != _UNSUPPORTED_TRANSPORT:
                self._accepted(_checked(answer, "SETUP"))
                given = _CHANNEL.search(answer.header("transport"))
                self._connection.video_channel = (read_number(given[1]) if given else None) or 0
                self._connection.push = depacketiser.push
                return
        self._datagrams = Datagrams()
        await self._datagrams.open(self._connection.peer, depacketiser, self._connection.end)
        ports = f"{self._datagrams.port}-{self._datagrams.port + 1}"
        wanted = {"Transport": f"RTP/AVP;unicast;client_port={ports}"}
        self._accepted(await self._ask("SETUP", video.setup_url, wanted))

    async def play(self, video: VideoStream) -> None:
        self._play_url = video.play_url
        self._heard_now()
        await self._ask("PLAY", video.play_url, {"Session": self._code, "Range": "npt=0.000-"})
        self._heard_now()

    async def watch_over(self, depacketiser: Depacketiser) -> None:
        """Keeps the session alive until the camera falls silent or hangs up; then raises."""
        time = asyncio.get_running_loop().time
        first_picture_by = time() + self._patience.first_picture_s
        keep_alive_at = time() + self._keep_alive_every_s
        while not self._connection.ended.done():
            now = time()
            silent_at = self._last_packet_s + self._patience.frozen_s
            if now >= silent_at:
                raise CameraFrozen("the connection is open, but no packet comes")
            if now >= first_picture_by and not depacketiser.has_sent:
                raise CameraNonsense("packets come, but never a whole picture")
            if now >= keep_alive_at:
                self._keep_alive()
                keep_alive_at = now + self._keep_alive_every_s
            await asyncio.wait(
                [self._connection.ended], timeout=min(silent_at, keep_alive_at) - now
            )
        raise self._connection.ended.result()

    def close(self) -> None:
        if self._datagrams:
            self._datagrams.close()
        headers = {"Session": self._code, **self._authorisation("TEARDOWN", self._play_url)}
        self._connection.close(("TEARDOWN", self._play_url, headers) if self._code else None)

    @property
    def _last_packet_s(self) -> float:
        return (self._datagrams or self._connection).last_packet_s

    def _heard_now(self) -> None:
        """Silence counts from the moment the camera was asked to play."""
        (self._datagrams or self._connection).last_packet_s = asyncio.get_running_loop().time()

    def _keep_alive(self) -> None:
        """Does not wait for the answer: some cameras give none while they play. A stale nonce is renewed."""
        if self._kept and not self._kept.done():
            self._connection.forget(self._kept)
        elif self._kept and not self._kept.exception():
            answer = self._kept.result()
            if answer.status == _UNAUTHORISED:
                self._take_challenge(answer)
        method, url = self._keep_alive_method, self._play_url
        headers = {"Session": self._code, **self._authorisation(method, url)}
        self._kept = self._connection.ask(method, url, headers)

    def _accepted(self, answer: Answer) -> None:
        self._code, _, rest = answer.header("session").partition(";")
        given = _TIMEOUT.search(rest)
        session_s = (read_number(given[1]) if given else None) or _SESSION_S
        self._keep_alive_every_s = max(1.0, 0.4 * min(session_s, _LONGEST_SESSION_S))
        if not self._code:
            raise CameraNonsense("the camera opens no session")

    async def _ask(self, method: str, url: str, headers: dict[str, str] | None = None) -> Answer:
        return _checked(await self._try(method, url, headers or {}), method)

    async def _try(self, method: str, url: str, headers: dict[str, str]) -> Answer:
        """One request, signed in as the camera asks; tries again once when it asks anew."""
        answer = await self._once(method, url, headers)
        if answer.status == _UNAUTHORISED and self._take_challenge(answer):
            answer = await self._once(method, url, headers)
        return answer

    async def _once(self, method: str, url: str, headers: dict[str, str]) -> Answer:
        signed = {**headers, **self._authorisation(method, url)}
        try:
            async with asyncio.timeout(self._patience.answer_s):
                return await self._connection.ask(method, url, signed)
        except TimeoutError as cause:
            raise CameraUnreachable(f"the camera does not answer {method}") from cause

    def _take_challenge(self, answer: Answer) -> bool:
        challenge = choose(answer.headers.get("www-authenticate", ()))
        if challenge and self._address.user:
            self._sign_in = SignIn(challenge, self._address.user, self._address.password)
            return True
        return False

    def _authorisation(self, method: str, url: str) -> dict[str, str]:
        return {"Authorization": self._sign_in.header(method, url)} if self._sign_in else {}


def _checked(answer: Answer, method: str) -> Answer:
    if answer.status // 100 != 2:
        raise CameraRefused(f"the camera answers {answer.status} to {method}")
    return answer
