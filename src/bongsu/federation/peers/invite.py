"""The hub invites a district: an authority and a certificate of its own at the first time, and a token for one centre."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.peers.certificates import read_link
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import AlreadyLinked, NotTheHub
from bongsu.federation.peers.peer import Invitation
from bongsu.federation.peers.store import (
    Connection,
    add_invitation,
    drop_invitations_for,
    peer_by_code,
)
from bongsu.federation.peers.token import Token, must_be_url, secret_of, write_token
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.registry.centres import CENTRES

HOURS = 24
MOST_HOURS = 168


@dataclass(frozen=True, slots=True)
class Invited:
    """Shown once: the token is not kept."""

    invitation: Invitation
    token: str


async def invite(
    desk: PeersDesk, peer: str, *, url: str, link: str, by: str, hours: int = HOURS
) -> Invited:
    """An earlier open invitation of the same centre ends. Raises `NotTheHub`, `Invalid`, `AlreadyLinked`, `NoKeyFile`."""
    if not desk.own.is_hub:
        raise NotTheHub(f"{desk.own.code} is a district: only the hub invites", field="code")
    if peer not in CENTRES or peer == desk.own.code:
        raise Invalid(f"{peer} is no district of this city", field="code")
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(f"an invitation lasts 1 to {MOST_HOURS} hours", field="hours")
    url, (host, _) = must_be_url(url), read_link(link)
    now = desk.clock.now()
    # whole seconds, as the token says them
    expires_at = (now + timedelta(hours=hours)).replace(microsecond=0)
    invitation = Invitation(
        invitation_id=new_id("inv"),
        peer=peer,
        link=link,
        made_at=now,
        made_by=by,
        expires_at=expires_at,
    )
    secret = secret_of(desk.box, desk.own.code, invitation)
    token = Token(url, peer, desk.own.code, invitation.invitation_id, secret, expires_at)
    async with desk.database.work() as work:
        await _must_be_free(work.connection, peer)
        await asyncio.to_thread(desk.keys.make_hub, desk.own.code, [host], now)
        ended = await drop_invitations_for(work.connection, peer)
        await add_invitation(work.connection, invitation)
        body = {
            "invitation_id": invitation.invitation_id,
            "peer": peer,
            "link": link,
            "expires_at": expires_at.isoformat(),
            "ended": ended,
        }
        entry = Entry(kind=TrailKind.INVITE_PEER, actor=by, organisation=peer, body=body)
        await record(work, now, entry)
        work.tell(PeersChanged(peer=peer, why="invited"))
    return Invited(invitation, write_token(token))


async def _must_be_free(connection: Connection, peer: str) -> None:
    held = await peer_by_code(connection, peer)
    if held is not None and held.is_linked:
        raise AlreadyLinked(f"{peer} is linked already: revoke it first", field="code")
