"""Keeps every screen told how the lines to other centres stand: each change, and that the federation process is silent."""

from datetime import datetime

from bongsu.federation.link.messages import PEERS_CHANGED
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import LinkChanged
from bongsu.federation.peers.link_states import SILENT_AFTER, LinkStates
from bongsu.federation.peers.peer import Peer
from bongsu.federation.peers.store import linked_peers
from bongsu.incidents.feed import Feed
from bongsu.incidents.views import LinkStanding
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.waking import Repeating

# silence is said by nobody: it has to be looked for
LOOK_EVERY_S = 3.0


class StandingsTeller:
    """A part: one task."""

    name = "link standings"

    def __init__(self, desk: PeersDesk, states: LinkStates, feed: Feed, bus: Bus) -> None:
        self._desk = desk
        self._states = states
        self._feed = feed
        self._bus = bus
        self._began_at = desk.clock.now()
        self._hearing: list[Subscription] = []
        self._task = Repeating(self.name, self.look, LOOK_EVERY_S)

    async def start(self) -> None:
        self._began_at = self._desk.clock.now()
        for subject in (PEERS_CHANGED, subject_on_bus(LinkChanged.subject)):
            self._hearing.append(await self._bus.subscribe(subject, self._heard))
        self._task.start()

    async def stop(self) -> None:
        for one in self._hearing:
            await one.stop()
        await self._task.stop()

    async def _heard(self, _body: bytes) -> None:
        self._task.wake()

    async def look(self) -> None:
        async with self._desk.database.read() as connection:
            linked = await linked_peers(connection)
        self._feed.links([self._standing(one) for one in linked])

    def _standing(self, peer: Peer) -> LinkStanding:
        state, since = self._word(peer.code)
        return LinkStanding(
            code=peer.code,
            name_ko=peer.name_ko,
            name_en=peer.name_en,
            state=state,
            since=since,
        )

    def _word(self, code: str) -> tuple[str, datetime | None]:
        known = self._states.of(code)
        if known is not None:
            return known.state, known.since
        is_early = self._desk.clock.now() - self._began_at <= SILENT_AFTER
        return ("unknown", None) if is_early else ("down", self._began_at)
