"""Centres with real media processes, linked by real TLS; a bus in this process plays each one's node."""

import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.kernel.bus import Bus
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.camera import CameraStream
from bongsu.media.events import StreamAddress
from bongsu.media.parts import media_part
from bongsu.media.peers.events import (
    ASK_ROUTE,
    ASK_TICKET,
    PeerRoute,
    PeerTicket,
    WhichRoute,
    WhichTicket,
)
from bongsu.media.peers.links import LinkFiles
from bongsu.media.present import ASK_PRESENT, PresenceHeard
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.simulate.server import CameraSimulator
from tests.media.node import FakeNode
from tests.media.peers.certificates import Authority
from tests.media.stand import Stand

ORIGIN = "http://console.test"
OWNER, HUB, HOLDER, OTHER = "SEONGBUK", "SEOUL", "GANGBUK", "GURO"
_numbers = count(1)


class CityNode(FakeNode):
    """A node that answers for other centres' cameras too. `owners`: which camera is whose."""

    def __init__(self, bus: Bus, cameras: CameraSimulator, city: "City", code: str) -> None:
        super().__init__(bus, cameras)
        self._city = city
        self.code = code
        self.problem = ""
        self.no_route = ""
        self.asked_for_tickets = 0
        self.given: list[str] = []
        self.changed: dict[str, Any] = {}  # claims of the tickets it gets from the owner
        self.linked = frozenset({OWNER, HUB, HOLDER, OTHER}) - {code}
        self.alive = frozenset({"gr_1", *(f"gr_{code}" for code in (HUB, HOLDER, OTHER))})

    async def start(self) -> None:
        await super().start()
        await self._bus.serve(ASK_TICKET, self._ticket)
        await self._bus.serve(ASK_ROUTE, self._route)
        await self._bus.serve(ASK_PRESENT, self._present)

    def borrow(self, camera_id: str, owner: str) -> None:
        self.addresses[camera_id] = StreamAddress(owner=owner)

    async def _present(self, _body: bytes) -> bytes:
        self._speak()
        return msgspec.json.encode(PresenceHeard(stamp="", linked=self.linked))

    async def _ticket(self, body: bytes) -> bytes:
        self._speak()
        asked = msgspec.msgpack.decode(body, type=WhichTicket)
        self.asked_for_tickets += 1
        if self.problem:
            return msgspec.msgpack.encode(PeerTicket(problem=self.problem))
        owner = self.addresses[asked.camera_id].owner
        token = self._city.mint(owner, self.code, asked.camera_id, **self.changed)
        self.given.append(token)
        hop = self._city.centre(self._city.hop(self.code, owner))
        told = PeerTicket(token, hop.peer_url, hop.server_name)
        return msgspec.msgpack.encode(told)

    async def _route(self, body: bytes) -> bytes:
        self._speak()
        asked = msgspec.msgpack.decode(body, type=WhichRoute)
        owner = self._city.centres.get(asked.owner)
        if owner is None or self.no_route:
            return msgspec.msgpack.encode(PeerRoute(problem=self.no_route or "no such centre"))
        key = owner.key.public_key().public_bytes_raw()
        told = PeerRoute(owner.peer_url, owner.server_name, key)
        return msgspec.msgpack.encode(told)


@dataclass
class Centre:
    code: str
    key: Ed25519PrivateKey
    stand: Stand
    node: CityNode

    @property
    def peer_url(self) -> str:
        return f"wss://127.0.0.1:{self.stand.part.peer_port}/peer"

    @property
    def server_name(self) -> str:
        return f"{self.code.lower()}.bongsu.internal"

    def stream(self, camera: str = "cam_1", name: str = "main") -> CameraStream | None:
        return self.stand.part.hub._streams.get((camera, name))

    def relayed(self) -> list[CameraStream]:
        return [pull.stream for pull in self.stand.part.relays._pulls.values()]

    def rows(self, event: str, viewer: str = "peer:") -> list[Any]:
        """Of the watch journal, as the node has them."""
        return [
            row for row in self.node.rows if row.event == event and row.viewer.startswith(viewer)
        ]


@dataclass
class City:
    """Districts are linked with the hub only."""

    folder: Path
    settings: MediaSettings
    authority: Authority = field(default_factory=Authority)
    centres: dict[str, Centre] = field(default_factory=dict)
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def centre(self, code: str) -> Centre:
        return self.centres[code]

    def hop(self, holder: str, owner: str) -> str:
        return owner if HUB in {holder, owner} else HUB

    async def begin(
        self, code: str, cameras: CameraSimulator, *, is_linked: bool = True, **changed: Any
    ) -> Centre:
        """Again under the same code: the media process is started anew and forgets what it knew."""
        folder = self.folder / code
        if is_linked and not (folder / "link").exists():
            self.authority.issue(code, folder / "link")
        settings = msgspec.structs.replace(
            self.settings,
            journal_dir=str(folder / "journal"),
            link_dir=str(folder / "link"),
            **{"peer_port": 0, **changed},
        )
        before = self.centres.get(code)
        key = before.key if before else Ed25519PrivateKey.generate()
        bus = MemoryBus()
        node = CityNode(bus, cameras, self, code)
        await node.start()
        part = media_part(bus, settings, SystemClock(), key.public_key())
        await part.start()
        stand = Stand(part, bus, node, cameras, TicketSigner(key), settings, ORIGIN)
        centre = self.centres[code] = Centre(code, key, stand, node)
        return centre

    def mint(self, owner: str, holder: str, camera: str = "cam_1", /, **changed: Any) -> str:
        """The owner's ticket for this holder."""
        now = time.time()
        number = next(_numbers)
        hop = self.hop(holder, owner)
        claims: dict[str, Any] = {
            "camera": camera,
            "grant": f"gr_{holder}",
            "incident": "inc_1",
            "session": "",
            "viewer": holder,
            "person": f"peer:{holder}",
            "organisation": "gangbuk_police",
            "process": "media-1",
            "jti": f"peer-nonce-{number}",
            "exp": now + 30,
            "ends": now + 600,
            "peer": holder,
            "via": "" if hop == owner else hop,
            "owner": owner,
        }
        return TicketSigner(self.centres[owner].key).mint(Ticket(**{**claims, **changed}))

    async def knock(
        self, at: str, as_code: str, folder: Path | None = None
    ) -> aiohttp.ClientWebSocketResponse:
        """A connection to `/peer` with a centre's certificate, for a test to misuse."""
        centre = self.centres[at]
        link = LinkFiles(folder or self.folder / as_code / "link").link()
        session = aiohttp.ClientSession()
        self.sessions.append(session)
        return await session.ws_connect(
            centre.peer_url,
            ssl=link.client,
            server_hostname=centre.server_name,
            max_msg_size=0,
        )

    async def leave(self) -> None:
        for session in self.sessions:
            await session.close()
        for centre in reversed(list(self.centres.values())):
            await centre.stand.leave()
            await centre.stand.stop()
