"""Tells linked centres who we are when a line comes up and when something changed; the hub tells each of all the others."""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
import structlog

from bongsu.federation.line import Line, PeerRefused, PeerUnreachable
from bongsu.federation.link.messages import PEERS_CHANGED, LinkState
from bongsu.federation.peers.about import TOPIC, About, AboutTold, Stands, about_peer, about_us
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.peer import Peer, PeerKind
from bongsu.federation.peers.store import linked_peers
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.waking import Repeating
from bongsu.sharing.events import AgreementChanged

log = structlog.get_logger()
WITHIN_S = 5.0
# media processes come and go, and an agreement begins, without anybody saying so
LOOK_EVERY_S = 10.0


class OwnAbout:
    """What this centre says of itself now; another version as soon as anything in it is another."""

    def __init__(
        self,
        desk: PeersDesk,
        stands: Callable[[], Stands],
        media: Callable[[], Mapping[str, str]],
        ticket_key: str,
    ) -> None:
        self._desk = desk
        self._stands = stands
        self._media = media
        self._ticket_key = ticket_key
        self._last: About | None = None

    def now(self) -> About:
        """Versions are milliseconds of the clock, so that those of an earlier run are always lower."""
        clock_ms = int(self._desk.clock.now().timestamp() * 1000)
        last = self._last.version if self._last else 0
        about = about_us(
            self._desk.own, self._stands(), self._media(), self._ticket_key, max(last, 1)
        )
        if about != self._last:
            about = msgspec.structs.replace(about, version=max(clock_ms, last + 1))
        self._last = about
        return about


class AboutTeller:
    """A part: one task."""

    name = "about"

    def __init__(
        self, desk: PeersDesk, own: OwnAbout, line: Line, states: LinkStates, bus: Bus
    ) -> None:
        self._desk = desk
        self._own = own
        self._line = line
        self._states = states
        self._bus = bus
        self._told: dict[str, bytes] = {}
        self._hearing: list[Subscription] = []
        self._task = Repeating(self.name, self.tell_all, LOOK_EVERY_S)
        states.on_change(self._line_changed)

    async def start(self) -> None:
        for subject in (PEERS_CHANGED, subject_on_bus(AgreementChanged.subject)):
            self._hearing.append(await self._bus.subscribe(subject, self._heard))
        self._task.start()

    async def stop(self) -> None:
        for one in self._hearing:
            await one.stop()
        await self._task.stop()

    def _line_changed(self, said: LinkState) -> None:
        # whoever was away may have been started anew, from a copy of long ago
        self._told.pop(said.peer, None)
        self._task.wake()

    async def _heard(self, _body: bytes) -> None:
        self._task.wake()

    async def tell_all(self) -> None:
        """To each centre whose line is up and that does not know it yet; a line that fails is tried again."""
        async with self._desk.database.read() as connection:
            linked = await linked_peers(connection)
        body = msgspec.msgpack.encode(AboutTold(centres=self._centres(linked)))
        waiting = [
            one.code
            for one in linked
            if one.is_direct and self._states.is_up(one.code) and self._told.get(one.code) != body
        ]
        await asyncio.gather(*(self._tell(code, body) for code in waiting))

    def _centres(self, linked: tuple[Peer, ...]) -> tuple[About, ...]:
        own = self._own.now()
        if not self._desk.own.is_hub:
            return (own,)
        said = (about_peer(one) for one in linked if one.kind is PeerKind.DISTRICT)
        return (own, *(one for one in said if one is not None))

    async def _tell(self, peer: str, body: bytes) -> None:
        try:
            await self._line.ask(peer, TOPIC, body, WITHIN_S)
        except PeerUnreachable as problem:
            log.info("not told who we are", peer=peer, problem=problem.detail)
        except PeerRefused as problem:
            log.warning("not believed who we are", peer=peer, problem=problem.detail)
            # the same words get the same answer: said again when they change, or when the line comes up
            self._told[peer] = body
        else:
            self._told[peer] = body
