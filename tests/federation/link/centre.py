"""Centres for tests: each with a bus in memory, the federation part as it runs, and a link server process of its own."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bongsu.federation.bus_line import BusLine
from bongsu.federation.link.messages import (
    ASK_PLAN,
    LINK_STATE,
    PEERS_CHANGED,
    LinkPlan,
    LinkState,
    PeerPlan,
)
from bongsu.federation.link.parts import FederationPart
from bongsu.federation.link.server import LinkServer
from bongsu.federation.link.server_text import KeyFiles
from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.peers.nkey import Nkey, new_nkey
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.memory_bus import MemoryBus
from tests.kernel.authority import Authority
from tests.ports import free_port

HUB = "SEOUL"
WITHIN_S = 15.0


class ShiftedClock:
    """A machine's clock that is wrong."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._true = SystemClock()

    def now(self) -> datetime:
        return self._true.now().astimezone(UTC) + self.ahead


class States:
    """What was told of links, to be waited for."""

    def __init__(self) -> None:
        self.all: list[LinkState] = []
        self._told = asyncio.Condition()

    async def hear(self, body: bytes) -> None:
        async with self._told:
            self.all.append(msgspec.json.decode(body, type=LinkState))
            self._told.notify_all()

    def last(self, peer: str) -> LinkState | None:
        return next((state for state in reversed(self.all) if state.peer == peer), None)

    async def until(self, peer: str, state: str, reason: str = "") -> LinkState:
        def holds(found: LinkState) -> bool:
            return found.state == state and (not reason or found.reason == reason)

        return await self.until_last(peer, holds)

    async def until_last(self, peer: str, holds: Callable[[LinkState], bool]) -> LinkState:
        async with asyncio.timeout(WITHIN_S), self._told:
            while (found := self.last(peer)) is None or not holds(found):
                await self._told.wait()
            return found


class Centre:
    """One node without its database."""

    def __init__(
        self, code: str, folder: Path, settings: LinkSettings | None = None, port: int = 0
    ) -> None:
        self.code = code
        self.keys = folder / "keys" / "link"
        self.keys.mkdir(parents=True)
        self.nkey: Nkey = new_nkey()
        self.bus = MemoryBus()
        self.clock = ShiftedClock()
        self.states = States()
        self.line = BusLine(self.bus)
        self.plan = LinkPlan(code=code, kind="alone")
        self.port = port
        self.server = LinkServer(folder / "link", KeyFiles(self.keys), f"127.0.0.1:{port}")
        self.part = FederationPart(
            self.bus, self.server, settings or LinkSettings(), self.clock, "0.3.0"
        )

    def certify(self, authority: Authority, *names: str, into: Path | None = None) -> None:
        """As the hub's authority does when a centre joins."""
        certificate, key = authority.issue(*(names or (self.code,)), file=self.code)
        folder = into or self.keys
        (folder / "link.pem").write_bytes(certificate.read_bytes())
        (folder / "link.key").write_bytes(key.read_bytes())
        (folder / "ca.pem").write_bytes(authority.file.read_bytes())
        (folder / "link.nk").write_text(self.nkey.seed)

    async def start(self) -> None:
        await self.bus.subscribe(LINK_STATE, self.states.hear)
        await self.bus.serve(ASK_PLAN, self._say_plan)
        await self.line.start()
        await self.part.start()

    async def stop(self) -> None:
        await self.part.stop()
        await self.line.stop()

    async def _say_plan(self, _question: bytes) -> bytes:
        return msgspec.msgpack.encode(self.plan)

    async def follow(self, plan: LinkPlan) -> None:
        self.plan = plan
        await self.bus.publish(PEERS_CHANGED, b"{}")

    @property
    def pid(self) -> int:
        process = self.server._server._process
        assert process is not None
        return process.pid

    @property
    def server_log(self) -> str:
        return (self.server._folder / "nats.log").read_text()


class City:
    """A hub and its districts, linked as `peers/` would."""

    def __init__(self, folder: Path, *districts: str, settings: LinkSettings | None = None) -> None:
        self.folder = folder
        self.authority = Authority(folder)
        self.hub = self.centre(HUB, settings, port=free_port())
        self.hub.certify(self.authority, "localhost", "127.0.0.1")
        self.districts = {code: self.centre(code, settings) for code in districts}
        for district in self.districts.values():
            district.certify(self.authority)
        self.extra: list[Centre] = []

    def centre(self, code: str, settings: LinkSettings | None = None, port: int = 0) -> Centre:
        folder = self.folder / f"{code}-{port}-{len(list(self.folder.iterdir()))}"
        return Centre(code, folder, settings, port)

    def hub_plan(self, *codes: str) -> LinkPlan:
        peers = tuple(PeerPlan(code=code, nkey=self.districts[code].nkey.public) for code in codes)
        return LinkPlan(code=HUB, kind="hub", peers=peers)

    def district_plan(self, code: str, hub_port: int = 0) -> LinkPlan:
        others = (
            PeerPlan(code=other, route="through_hub") for other in self.districts if other != code
        )
        return LinkPlan(
            code=code,
            kind="district",
            hub_url=f"localhost:{hub_port or self.hub.port}",
            hub_code=HUB,
            peers=(PeerPlan(code=HUB), *others),
        )

    async def start(self, **hub_ports: int) -> None:
        """`hub_ports`: at which port a district finds the hub, when not at its own."""
        self.hub.plan = self.hub_plan(*self.districts)
        for code, district in self.districts.items():
            district.plan = self.district_plan(code, hub_ports.get(code, 0))
        await asyncio.gather(*(centre.start() for centre in self.centres))

    @property
    def centres(self) -> list[Centre]:
        return [self.hub, *self.districts.values()]

    async def linked(self) -> None:
        """Until everybody knows of everybody."""
        for centre in self.centres:
            for other in self.centres:
                if other is not centre:
                    await centre.states.until(other.code, "up")

    async def stop(self) -> None:
        await asyncio.gather(*(centre.stop() for centre in [*self.centres, *self.extra]))
