"""A link ends: nothing of that centre is let in or believed any more, and nothing that waits is told to it."""

from dataclasses import replace

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.exchange.post import give_up
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import NotDirect, UnknownPeer
from bongsu.federation.peers.peer import TO_CONFIRM, Peer, PeerKind
from bongsu.federation.peers.store import (
    drop_invitations_for,
    linked_peers,
    peer_by_code,
    put_peer,
)
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.keeping.keys import reason_of


async def revoke(desk: PeersDesk, code: str, reason: str, by: str) -> Peer:
    """Raises `UnknownPeer`, `NotDirect`, `Invalid`. With its hub a district loses whom it knew through it."""
    said, now = reason_of(reason), desk.clock.now()
    if said == TO_CONFIRM:
        raise Invalid("another reason: this one stands for a restored link", field="reason")
    async with desk.database.work() as work:
        peer = await peer_by_code(work.connection, code)
        if peer is None or not (peer.is_linked or peer.is_to_confirm):
            raise UnknownPeer(f"no link with {code}", field="code")
        if not peer.is_direct:
            raise NotDirect(
                f"{code} is known through the hub only: the hub revokes it", field="code"
            )
        gone = replace(peer, revoked_at=now, revoked_why=said)
        await _end(work, gone)
        if peer.kind is PeerKind.HUB:
            for one in await linked_peers(work.connection):
                await _end(work, replace(one, revoked_at=now, revoked_why=said))
        await drop_invitations_for(work.connection, code)
        body = {"peer": code, "nkey": peer.nkey, "certificate": peer.certificate, "reason": said}
        entry = Entry(kind=TrailKind.REVOKE_PEER, actor=by, organisation=code, body=body)
        await record(work, now, entry)
        work.tell(PeersChanged(peer=code, why="revoked"))
    return gone


async def _end(work: Work, peer: Peer) -> None:
    await put_peer(work.connection, peer)
    await give_up(work, peer.code)
