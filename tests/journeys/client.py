"""Speaks to a running district as its people and partners do: HTTP, the feed, and the live picture."""

import asyncio
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import aiohttp

from tests.journeys.node import Node
from tests.media.stand import LiveViewer

T = TypeVar("T")
Json = dict[str, Any]  # what crosses the wire carries no types here
WITHIN_S = 15.0
CONSOLE = {"X-Bongsu": "1"}
_numbers = itertools.count(1)


class Feed:
    """One screen's feed; what came is kept in order."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.messages: list[Json] = []
        self._came = asyncio.Event()
        self._task = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.messages.append(message.json() | {"came_s": time.monotonic()})
                self._came.set()
        self._came.set()

    async def until(self, found: Callable[[], T | None], within_s: float = WITHIN_S) -> T:
        """Waits until the messages so far hold something; fails with the last ones when not in time."""
        try:
            async with asyncio.timeout(within_s):
                while not (there := found()):
                    self._came.clear()
                    await self._came.wait()
                return there
        except TimeoutError:
            kinds = [(m["kind"], m.get("incident", {}).get("state")) for m in self.messages]
            raise AssertionError(f"not told in {within_s} s; so far: {kinds[-12:]}") from None

    def of(self, kind: str) -> list[Json]:
        return [message for message in self.messages if message["kind"] == kind]

    async def first(self, kind: str) -> Json:
        await self.until(lambda: self.of(kind))
        return self.of(kind)[0]

    def view(self, number: str) -> Json | None:
        """The incident as this screen was last told."""
        views = (m["incident"] for m in reversed(self.messages) if m["kind"] == "incident")
        return next((view for view in views if view["ext_incident_no"] == number), None)

    async def incident(
        self, number: str, holds: Callable[[Json], object] = bool, within_s: float = WITHIN_S
    ) -> Json:
        """The incident, once it is as wished."""

        def found() -> Json | None:
            view = self.view(number)
            return view if view is not None and holds(view) else None

        return await self.until(found, within_s)

    async def lending(self, number: str, state: str, within_s: float = WITHIN_S) -> Json:
        """The screen's own (or only) lending of the incident, once it is in that state."""

        def found(view: Json) -> list[Json]:
            return [one for one in view["lendings"] if one["state"] == state]

        return found(await self.incident(number, found, within_s))[0]

    def tickets(self, grant_id: str) -> list[Json]:
        return [message for message in self.of("ticket") if message["grant_id"] == grant_id]

    async def ticket(self, grant_id: str, camera_id: str | None = None) -> Json:
        """A fresh ticket for a tile, asked for on the feed; None takes the best."""
        if camera_id is None:
            camera_id = str((await self.until(lambda: self.tickets(grant_id)))[0]["camera_id"])
        before = len(self.messages)
        wish = {"want": "ticket", "grant_id": grant_id, "camera_id": camera_id}
        await self.socket.send_json(wish)

        def found() -> Json | None:
            new = self.messages[before:]
            return next((m for m in new if m.get("camera_id") == camera_id and "ticket" in m), None)

        return await self.until(found)

    async def closed(self, within_s: float = WITHIN_S) -> None:
        async with asyncio.timeout(within_s):
            await asyncio.wait([self._task])

    async def leave(self) -> None:
        await self.socket.close()
        await asyncio.wait([self._task])


class Person:
    """Somebody signed in."""

    def __init__(self, node: Node, session: aiohttp.ClientSession, cookie: str) -> None:
        self.node = node
        self.session = session
        self.headers = {"Cookie": cookie}

    async def feed(self, after: int | None = None) -> Feed:
        query = "" if after is None else f"?after={after}"
        url = f"http://127.0.0.1:{self.node.port}/api/feed{query}"
        feed = Feed(await self.session.ws_connect(url, headers=self.headers, max_msg_size=0))
        await feed.first("hello")
        return feed

    async def post(self, path: str, body: Json | None = None) -> int:
        """The status of the answer."""
        url = f"http://127.0.0.1:{self.node.port}{path}"
        headers = self.headers | CONSOLE
        async with self.session.post(url, json=body or {}, headers=headers) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, bytes]:
        url = f"http://127.0.0.1:{self.node.port}{path}"
        async with self.session.get(url, headers=self.headers) as answer:
            return answer.status, await answer.read()


class Call:
    """One call of a partner's system."""

    def __init__(self, partner: "Partner", number: str, service: str) -> None:
        self.partner = partner
        self.number = number
        self.service = service

    async def send(self, msg_type: str, **more: object) -> tuple[int, Json]:
        return await self.partner.send(self.message(msg_type, **more))

    def message(self, msg_type: str, **more: object) -> Json:
        system = self.partner.name.rsplit("-", 1)[1]
        return {
            "msg_id": f"msg-{next(_numbers)}-{time.time_ns()}",
            "sent_at": datetime.now(UTC).isoformat(),
            "sender": {"org": self.partner.organisation, "system": system},
            "service": self.service,
            "ext_incident_no": self.number,
            "msg_type": msg_type,
            **more,
        }


class Partner:
    """112 or 119: its credential, and the calls it has open."""

    def __init__(
        self, node: Node, session: aiohttp.ClientSession, name: str, organisation: str
    ) -> None:
        self.node = node
        self.session = session
        self.name = name
        self.organisation = organisation
        self.calls: list[Call] = []

    async def raw(self, body: bytes, token: str | None = None) -> tuple[int, bytes]:
        url = f"http://127.0.0.1:{self.node.port}/link/v1/incidents"
        bearer = self.node.tokens[self.name] if token is None else token
        headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        async with self.session.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def send(self, message: Json) -> tuple[int, Json]:
        url = f"http://127.0.0.1:{self.node.port}/link/v1/incidents"
        headers = {"Authorization": f"Bearer {self.node.tokens[self.name]}"}
        async with self.session.post(url, json=message, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def call(
        self,
        category: str,
        code: str | None,
        place: tuple[float, float],
        *,
        units: tuple[str, ...] = (),
        service: str = "P112_DISPATCH",
        accuracy_m: float = 12.0,
        method: str = "GPS",
    ) -> tuple[Call, Json]:
        """A new call and what the node answered."""
        number = f"{self.name[-3:]}-journey-{next(_numbers)}-{time.time_ns()}"
        call = Call(self, number, service)
        self.calls.append(call)
        status, answer = await call.send(
            "NEW",
            incident={"category": category, "code": code, "summary_ko": "여정 시험"},
            location={
                "lat": place[0],
                "lon": place[1],
                "accuracy_m": accuracy_m,
                "method": method,
                "address_road": "서울특별시 성북구",
            },
            responders=[_unit(unit, place) for unit in units],
        )
        assert status == 201, answer
        return call, answer

    async def close_all(self) -> None:
        for call in self.calls:
            await call.send("CLOSE")


def _unit(unit: str, place: tuple[float, float]) -> Json:
    kind = "PATROL_CAR" if unit.startswith("순") else "FIRE_ENGINE"
    return {"unit_id": unit, "kind": kind, "lat": place[0] - 0.005, "lon": place[1], "eta_s": 90}


class District:
    """A test's own connections to the running district; everything it opened is closed with it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=30),
            # the node closes idle connections: one that is just being closed must not be used again
            connector=aiohttp.TCPConnector(force_close=True),
        )
        self.police = Partner(node, self.session, "seoul-112", "KNPA.SEOUL")
        self.fire = Partner(node, self.session, "seoul-119", "NFA.SEOUL")
        self._feeds: list[Feed] = []
        self._viewers: list[LiveViewer] = []

    async def person(self, name: str) -> Person:
        """Signed in once per run: the password's hash is dear on purpose."""
        if name not in self.node.cookies:
            self.node.cookies[name] = await self.sign_in(name, self.node.passwords[name])
        return Person(self.node, self.session, self.node.cookies[name])

    async def sign_in(self, name: str, password: str) -> str:
        url = f"http://127.0.0.1:{self.node.port}/api/sign-in"
        body = {"name": name, "password": password}
        async with self.session.post(url, json=body, headers=CONSOLE) as answer:
            assert answer.status == 200, await answer.text()
            return answer.headers["Set-Cookie"].partition(";")[0]

    async def feed(self, name: str) -> Feed:
        feed = await (await self.person(name)).feed()
        self._feeds.append(feed)
        return feed

    async def watch(self, ticket: Json, stream: str = "main") -> LiveViewer:
        """Opens the picture with a ticket, as the console's page does."""
        url = f"http://127.0.0.1:{self.node.media_port}/live"
        headers = {"Origin": self.node.origin}
        socket = await self.session.ws_connect(url, headers=headers, max_msg_size=0)
        viewer = LiveViewer(socket)
        self._viewers.append(viewer)
        await socket.send_json({"ticket": ticket["ticket"], "stream": stream})
        return viewer

    async def leave(self) -> None:
        for viewer in self._viewers:
            await viewer.leave()
        for partner in (self.police, self.fire):
            await partner.close_all()
        for feed in self._feeds:
            await feed.leave()
        await self.session.close()
