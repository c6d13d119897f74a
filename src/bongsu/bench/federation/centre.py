"""One centre of the measured city: `bongsu run` as a process of its own, its people and partner, books and processes."""

import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any  # Any: JSON and SQL values

import aiohttp
import msgspec

from bongsu.bench.federation.fill import BORDER, Filled
from bongsu.bench.processes import OwnProcess, processes_below
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.geometry import Point
from bongsu.kernel.ids import new_id
from bongsu.kernel.nats_bus import NatsBus
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess

LINK = "/link/v1/incidents"
_PATIENCE = aiohttp.ClientTimeout(total=20)
_CONSOLE = {"X-Bongsu": "1"}


@dataclass(slots=True)
class BenchCentre:
    """`process` ends with the city; killed, it is started again after a second, as an operator's service manager does."""

    settings: NodeSettings
    filled: Filled
    process: ChildProcess
    session: aiohttp.ClientSession
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.settings.centre

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def place(self) -> Point:
        """Where its calls near the border come from; the hub's are in 강북."""
        return BORDER.get(self.code, BORDER["GANGBUK"])

    def bus(self) -> NatsBus:
        url = f"nats://127.0.0.1:{self.settings.bus_port}"
        return NatsBus(url, self.settings.bus_token, "bench")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Of the books, beside the node that writes them."""
        url = f"file:{self.settings.folder}/node.db?mode=ro"
        with closing(sqlite3.connect(url, uri=True, timeout=5)) as connection:
            return connection.execute(query, values).fetchall()

    def number(self, query: str, *values: object) -> int:
        [[found]] = self.rows(query, *values)
        return int(found or 0)

    async def send(self, call: str, word: str, **more: object) -> dict[str, Any]:
        """One message of the partner's system about its call."""
        message = {
            "msg_id": new_id("msg"),
            "sent_at": SystemClock().now().isoformat(),
            "sender": {"org": "KNPA.SEOUL", "system": "112"},
            "service": "P112_DISPATCH",
            "ext_incident_no": call,
            "msg_type": word,
            **more,
        }
        headers = {"Authorization": f"Bearer {self.filled.partner_token}"}
        url = f"{self.origin}{LINK}"
        async with self.session.post(url, json=message, headers=headers) as answer:
            answer.raise_for_status()
            said: dict[str, Any] = await answer.json()
            return said

    async def open(self, call: str) -> dict[str, Any]:
        """A robbery beside the border."""
        now = SystemClock().now().isoformat()
        place = {
            "lat": self.place.lat,
            "lon": self.place.lon,
            "accuracy_m": 12.0,
            "method": "GPS",
            "address_road": "서울특별시",
        }
        incident = {"category": "ROBBERY", "code": "C0", "summary_ko": "측정", "reported_at": now}
        return await self.send(call, "NEW", incident=incident, location=place)

    async def close(self, call: str) -> None:
        await self.send(call, "CLOSE")

    async def cookie(self, name: str) -> str:
        """Signed in once: the password's hash is dear on purpose."""
        if name not in self.cookies:
            form = {"name": name, "password": self.filled.passwords[name]}
            url = f"{self.origin}/api/sign-in"
            async with self.session.post(url, json=form, headers=_CONSOLE) as answer:
                answer.raise_for_status()
                self.cookies[name] = answer.headers["Set-Cookie"].partition(";")[0]
        return self.cookies[name]

    async def get(self, path: str, name: str = "operator") -> Any:
        headers = {"Cookie": await self.cookie(name)}
        async with self.session.get(f"{self.origin}{path}", headers=headers) as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read())

    async def post(self, path: str, body: object = None, name: str = "operator") -> Any:
        headers = {"Cookie": await self.cookie(name), **_CONSOLE}
        url = f"{self.origin}{path}"
        async with self.session.post(url, json=body or {}, headers=headers) as answer:
            answer.raise_for_status()
            said = await answer.read()
            return msgspec.json.decode(said) if said else None

    async def link(self, peer: str) -> dict[str, Any]:
        """Of the page of links: how the line to that centre stands."""
        page = await self.get("/api/links")
        found: dict[str, Any] = next(one for one in page["links"] if one["code"] == peer)
        return found

    def processes(self) -> list[OwnProcess]:
        """`bongsu run` and everything that it started."""
        return processes_below(self.process.pid)

    def process_of(self, role: str) -> int:
        words = {"--only", role}
        return next(one.pid for one in self.processes() if words <= set(one.words))

    def kill(self, role: str) -> None:
        """`kill -9` of one process; the supervisor starts it again after a second."""
        os.kill(self.process_of(role), signal.SIGKILL)

    def kill_all(self) -> None:
        """As when the machine loses power: everything of this centre at once."""
        for one in self.processes():
            try:
                os.kill(one.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(force_close=True)
    return aiohttp.ClientSession(
        timeout=_PATIENCE, connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    )
