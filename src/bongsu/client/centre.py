"""`Bongsu`: one control centre, as a linked system reaches it."""

import ssl
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any, TypeVar  # Any: JSON
from urllib.parse import urlsplit

import httpx
import msgspec

from bongsu.client import picture
from bongsu.client.camera import Camera, Changes, Page
from bongsu.client.failures import Invalid, Unreachable, failure_of
from bongsu.client.feed import FeedReader
from bongsu.client.messages import Message, Ticket
from bongsu.client.sent import Answer, as_sent, closing

WITHIN_S = 10.0
TRIES = 3
_ITEMS = "/ogc/v1/collections/cameras/items"
_INCIDENTS = "/link/v1/incidents"
_CHANGES = "/link/v1/cameras"
T = TypeVar("T")


class Bongsu:
    """`async with Bongsu("https://centre:8600", token) as centre`. Questions, and messages with a number of their own, are
    asked up to three times; nothing else is. `tls`: where the centre's certificate is not of a public authority."""

    def __init__(
        self,
        origin: str,
        token: str,
        *,
        within_s: float = WITHIN_S,
        tls: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._origin = origin.rstrip("/")
        self._within_s = within_s
        self._tls = tls
        self._http = httpx.AsyncClient(
            base_url=self._origin,
            headers={"Authorization": f"Bearer {token}"},
            timeout=within_s,
            verify=tls if tls is not None else True,
            transport=transport,
        )
        feed = "ws" + self._origin.removeprefix("http") + "/link/v1/feed"
        self._feed = FeedReader(feed, token, tls)
        self._opened: dict[str, Mapping[str, Any]] = {}

    async def __aenter__(self) -> "Bongsu":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._feed.stop()
        await self._http.aclose()

    async def catalogue(self, **filters: str) -> AsyncIterator[Camera]:
        """Every camera that this system may know. `bbox="127.0,37.5,127.1,37.6"`, `purpose`, `kind`, `state`, …"""
        at: str | None = _ITEMS
        asked: dict[str, str] | None = {"limit": "1000", **filters}
        while at is not None:
            page = _read(await self._ask("GET", at, params=asked), Page)
            for camera in page.cameras():
                yield camera
            # of the link only the path: the token goes to no other address than the one it was given for
            at, asked = _path_of(page.following), None

    async def changes(self, after: str = "") -> Changes:
        """What changed since a version of before; all without one."""
        cameras, gone, is_fresh, version = list[Camera](), list[str](), False, after
        while True:
            asked = {"after": version} if version else {}
            page = _read(await self._ask("GET", _CHANGES, params=asked), Page)
            if page.fresh:
                cameras, gone, is_fresh = [], [], True
            cameras += page.cameras()
            gone += page.gone
            version = page.version
            if not page.more:
                return Changes(version, is_fresh, tuple(cameras), tuple(gone))

    async def cameras_geojson(self) -> dict[str, Any]:
        """One FeatureCollection for a map."""
        features: list[Any] = []
        version = ""
        while True:
            asked = {"after": version} if version else {}
            page = _read(await self._ask("GET", _CHANGES, params=asked), dict[str, Any])
            features = page["features"] if page["fresh"] else features + page["features"]
            version = page["version"]
            if not page["more"]:
                return {"type": "FeatureCollection", "features": features}

    async def send_incident(self, message: Mapping[str, Any]) -> Answer:
        """The canonical message. Its `msg_id` is made unless given; the same one twice is taken once."""
        said = as_sent(message)
        answer = _read(await self._ask("POST", _INCIDENTS, body=said), Answer)
        self._opened[answer.incident_id] = said
        return answer

    async def incident(self, incident_id: str) -> Answer:
        """How a call of this system stands now."""
        return _read(await self._ask("GET", f"{_INCIDENTS}/{incident_id}"), Answer)

    async def renew(self, incident_id: str) -> Answer:
        """One more term for what is lent. Asked once: a second would be a second term."""
        return _read(await self._ask("POST", f"{_INCIDENTS}/{incident_id}/renew", tries=1), Answer)

    async def close(self, incident_id: str, opened: Mapping[str, Any] | None = None) -> Answer:
        """현장종결. `opened`: the message that began it, where another run of this program sent it."""
        began = opened or self._opened.get(incident_id)
        if began is None:
            raise Invalid("not_sent_here", "give the message that opened the call", "opened")
        answer = await self.send_incident(closing(began))
        self._opened.pop(incident_id, None)
        return answer

    def feed(self) -> AsyncIterator[Message]:
        """What a room of this system's organisation is told, for ever: a lost line is tried again (`Away`)."""
        return self._feed.listen()

    async def ticket(self, grant_id: str, camera_id: str) -> Ticket:
        """To show one camera once. It counts while this object is open: its feed is the session."""
        return await self._feed.ticket(grant_id, camera_id, self._within_s)

    def watch(self, ticket: Ticket, stream: str = "main") -> AsyncIterator[bytes]:
        """Fragmented MP4 as it comes, until the lending ends. `stream`: main or sub."""
        tls = self._tls if ticket.url.startswith("wss:") else None
        return picture.watch(ticket, stream, tls)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        tries: int = TRIES,
    ) -> bytes:
        content = None if body is None else msgspec.json.encode(body)
        headers = {} if body is None else {"Content-Type": "application/json"}
        for left in range(tries, 0, -1):
            try:
                response = await self._http.request(
                    method, path, params=params, content=content, headers=headers
                )
            except httpx.TransportError as cause:
                if left == 1:
                    raise Unreachable(str(cause) or type(cause).__name__) from cause
                continue
            if response.is_success:
                return response.content
            failure = failure_of(response.status_code, response.content)
            if left == 1 or not isinstance(failure, Unreachable):
                raise failure
        raise Unreachable("not asked")


def _path_of(link: str | None) -> str | None:
    if link is None:
        return None
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def _read(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.MsgspecError as cause:
        raise Unreachable(f"an answer that cannot be read: {cause}") from cause
