"""After a restore nobody is let in: who was revoked since the backup only people know. They confirm each that stands."""

from dataclasses import replace
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import UnknownPeer
from bongsu.federation.peers.peer import TO_CONFIRM, Peer
from bongsu.federation.peers.store import (
    drop_open_invitations,
    linked_peers,
    peer_by_code,
    put_peer,
)
from bongsu.kernel.database import Work


async def ask_to_confirm(work: Work, now: datetime) -> tuple[str, ...]:
    """Every line of our own waits, and no invitation of before is good; answers whose links wait.
    Whom a hub has named is reached again once the line to the hub stands."""
    waiting = [one for one in await linked_peers(work.connection) if one.is_direct]
    for one in waiting:
        await put_peer(work.connection, replace(one, revoked_at=now, revoked_why=TO_CONFIRM))
    await drop_open_invitations(work.connection)
    return tuple(one.code for one in waiting)


async def confirm(desk: PeersDesk, code: str, by: str) -> Peer:
    """The link goes on with the keys it had, and with what waits on both sides. Raises `UnknownPeer`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        peer = await peer_by_code(work.connection, code)
        if peer is None or not peer.is_to_confirm:
            raise UnknownPeer(f"nothing to confirm of {code}", field="code")
        again = replace(peer, revoked_at=None, revoked_why="")
        await put_peer(work.connection, again)
        body = {"peer": code, "nkey": peer.nkey, "certificate": peer.certificate}
        entry = Entry(kind=TrailKind.CONFIRM_PEER, actor=by, organisation=code, body=body)
        await record(work, now, entry)
        work.tell(PeersChanged(peer=code, why="confirmed"))
    return again
