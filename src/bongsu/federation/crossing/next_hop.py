"""Answers our own media processes: the owner's ticket for a camera of another centre, and where the next hop is."""

from zlib import crc32

import msgspec
import structlog

from bongsu.federation.crossing.tickets import TOPIC, TicketAsked, TicketMinted
from bongsu.federation.line import Line, PeerRefused, PeerUnreachable
from bongsu.federation.peers.about import raw_ticket_key
from bongsu.federation.peers.certificates import link_name
from bongsu.federation.peers.peer import Peer, PeerKind
from bongsu.federation.peers.store import linked_peers
from bongsu.incidents.desk import Desk
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.peers.events import (
    ASK_ROUTE,
    ASK_TICKET,
    PeerRoute,
    PeerTicket,
    WhichRoute,
    WhichTicket,
)
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import open_grants_of_peers

log = structlog.get_logger()

ASK_WITHIN_S = 2.0


def hop_of(peer: Peer, process: str) -> tuple[str, str] | None:
    """Pure: address of one media process of a centre, and the name in its certificate."""
    url = peer.media.get(process)
    return None if url is None else (url, link_name(peer.code))


def relay_for(peer: Peer, camera_id: str) -> str:
    """Pure: of a relay's processes always the same one for a camera, so that one pull serves everybody."""
    names = sorted(peer.media)
    return names[crc32(camera_id.encode()) % len(names)] if names else ""


class NextHops:
    """A part of the node process."""

    name = "federation.next_hops"

    def __init__(self, desk: Desk, bus: Bus, line: Line) -> None:
        self._desk = desk
        self._bus = bus
        self._line = line
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        self._subscriptions = [
            await self._bus.serve(ASK_TICKET, self.ticket),
            await self._bus.serve(ASK_ROUTE, self.route),
        ]

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()

    async def ticket(self, body: bytes) -> bytes:
        asked = msgspec.msgpack.decode(body, type=WhichTicket)
        return msgspec.msgpack.encode(await self._ticket(asked.camera_id))

    async def _ticket(self, camera_id: str) -> PeerTicket:
        grant = await self._running(camera_id)
        if grant is None or grant.owner is None or grant.owner_grant_id is None:
            return PeerTicket(problem="no other centre lends this camera now")
        peers = await self._peers()
        owner, relay = peers.get(grant.owner), self._relay(peers)
        if owner is None or (relay is None and not self._desk.centre.is_hub):
            return PeerTicket(problem=f"{grant.owner} is not linked")
        question = TicketAsked(
            owner_grant_id=grant.owner_grant_id,
            camera_id=camera_id,
            holder=self._desk.centre.code,
            via=relay.code if relay else None,
        )
        try:
            said = await self._line.ask(
                owner.code, TOPIC, msgspec.msgpack.encode(question), ASK_WITHIN_S
            )
            minted = msgspec.msgpack.decode(said, type=TicketMinted)
        except (PeerRefused, PeerUnreachable) as failed:
            log.info("no ticket of the owner", owner=owner.code, problem=failed.detail)
            return PeerTicket(problem=failed.detail)
        except UNREADABLE:
            return PeerTicket(problem=f"{owner.code} answers with something else than a ticket")
        hop = hop_of(relay, relay_for(relay, camera_id)) if relay else hop_of(owner, minted.process)
        if hop is None:
            return PeerTicket(
                problem=f"{(relay or owner).code} names no media process that we may reach"
            )
        return PeerTicket(minted.ticket, *hop)

    async def route(self, body: bytes) -> bytes:
        """Only a relay asks: for the owner's process that a ticket names, and the key that its signature needs."""
        asked = msgspec.msgpack.decode(body, type=WhichRoute)
        owner = (await self._peers()).get(asked.owner)
        hop = hop_of(owner, asked.process) if owner else None
        if owner is None or hop is None or not owner.ticket_key:
            problem = f"{asked.owner} is not linked, or has said of no such media process"
            return msgspec.msgpack.encode(PeerRoute(problem=problem))
        return msgspec.msgpack.encode(PeerRoute(*hop, raw_ticket_key(owner.ticket_key)))

    async def _running(self, camera_id: str) -> Grant | None:
        """The lending that runs longest, where a camera is lent for several calls."""
        now = self._desk.clock.now()
        async with self._desk.database.read() as connection:
            held = await open_grants_of_peers(connection)
        shows = [
            grant
            for grant in held
            if grant.in_force(now) and any(one.camera_id == camera_id for one in grant.lent)
        ]
        return max(shows, key=lambda grant: (grant.ends_at, grant.grant_id), default=None)

    async def _peers(self) -> dict[str, Peer]:
        async with self._desk.database.read() as connection:
            return {one.code: one for one in await linked_peers(connection)}

    def _relay(self, peers: dict[str, Peer]) -> Peer | None:
        """Districts are linked with the hub only, which passes their pictures on."""
        if self._desk.centre.is_hub:
            return None
        hubs = (one for one in peers.values() if one.kind is PeerKind.HUB)
        return next(hubs, None)
