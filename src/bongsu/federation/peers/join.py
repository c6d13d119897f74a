"""A district joins its hub with a token: new keys, one question, and an answer that is believed only when it is proved."""

import asyncio
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.peers.carry import Carry, carry_by_http
from bongsu.federation.peers.certificates import (
    fingerprint,
    make_request,
    must_fit,
    read_link,
    read_pem,
)
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import (
    AlreadyLinked,
    BadToken,
    HubNotProved,
    JoinRefused,
    NotADistrict,
)
from bongsu.federation.peers.handshake import (
    JoinAnswer,
    JoinAsk,
    clocks_fit,
    must_be_proved,
    proved_ask,
    skew_s,
)
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.store import (
    Connection,
    drop_known_through_hub,
    linked_peers,
    put_peer,
)
from bongsu.federation.peers.token import Token, read_token
from bongsu.kernel.failures import Failure
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.registry.centres import profile


async def join(desk: PeersDesk, text: str, by: str, carry: Carry = carry_by_http) -> Peer:
    """The hub as a peer. Raises `BadToken`, `NotADistrict`, `AlreadyLinked`, `HubUnreachable`, `JoinRefused`,
    `HubNotProved`, `Invalid`; each is kept in the trail, and nothing else is."""
    try:
        return await _joined(desk, text, by, carry)
    except Failure as refused:
        await _keep_refusal(desk, by, refused)
        raise


async def _joined(desk: PeersDesk, text: str, by: str, carry: Carry) -> Peer:
    token, now = read_token(text), desk.clock.now()
    _must_be_for_us(desk, token, now)
    async with desk.database.read() as connection:
        await _must_be_free(connection)
    key, nkey = await asyncio.to_thread(desk.keys.joining, token.invitation_id)
    ask = JoinAsk(
        invitation_id=token.invitation_id,
        code=desk.own.code,
        hub=token.hub,
        release=desk.own.release,
        nkey=nkey.public,
        csr=make_request(key, desk.own.code),
        sent_at=now,
    )
    ask = proved_ask(ask, token.secret)
    answer = _read(await carry(token.join_url, msgspec.json.encode(ask)))
    must_be_proved(answer, ask, token.secret)
    now = desk.clock.now()
    hub = _hub_of(answer, token, now)
    certificate, ca = read_pem(answer.certificate), read_pem(answer.ca, field="ca")
    must_fit(certificate, ca, desk.own.code, key.public_key(), now)
    async with desk.database.work() as work:
        await _must_be_free(work.connection)
        await drop_known_through_hub(work.connection)
        await asyncio.to_thread(desk.keys.put_joined, answer.ca, answer.certificate, key, nkey)
        await put_peer(work.connection, hub)
        body = {
            "invitation_id": token.invitation_id,
            "peer": hub.code,
            "nkey": nkey.public,
            "certificate": fingerprint(certificate),
            "link": hub.link,
            "release": hub.release,
        }
        entry = Entry(kind=TrailKind.JOIN_PEER, actor=by, organisation=hub.code, body=body)
        await record(work, now, entry)
        work.tell(PeersChanged(peer=hub.code, why="joined"))
    return hub


def _must_be_for_us(desk: PeersDesk, token: Token, now: datetime) -> None:
    if desk.own.is_hub:
        raise NotADistrict(f"{desk.own.code} is a hub: districts join it", field="code")
    if token.code != desk.own.code:
        raise BadToken(f"the token is for {token.code}, this is {desk.own.code}", field="code")
    if now >= token.expires_at:
        raise BadToken("the token has expired: ask the hub for a new one", field="expires_at")


async def _must_be_free(connection: Connection) -> None:
    """One hub for a district: a star has one middle."""
    for one in await linked_peers(connection):
        if one.is_direct:
            raise AlreadyLinked(f"already linked with {one.code}: revoke it first", field="token")


def _read(said: bytes) -> JoinAnswer:
    try:
        return msgspec.json.decode(said, type=JoinAnswer)
    except UNREADABLE as cause:
        raise HubNotProved(f"this is no answer of a hub: {cause}", field="answer") from cause


def _hub_of(answer: JoinAnswer, token: Token, now: datetime) -> Peer:
    if not clocks_fit(answer.answered_at, now):
        apart = skew_s(answer.answered_at, now)
        said = f"the hub's clock is {apart:+.0f} s from ours: set them right"
        raise JoinRefused(said, field="answered_at")
    if answer.hub != token.hub:
        raise HubNotProved(f"{answer.hub} answered for {token.hub}", field="hub")
    read_link(answer.link)
    about = profile(answer.hub)
    return Peer(
        code=answer.hub,
        name_ko=about.name_ko,
        name_en=about.name_en,
        kind=PeerKind.HUB,
        route=Route.DIRECT,
        joined_at=now,
        districts=about.districts,
        release=answer.release,
        link=answer.link,
    )


async def _keep_refusal(desk: PeersDesk, by: str, refused: Failure) -> None:
    now = desk.clock.now()
    body = {"why": refused.code, "field": refused.field}
    async with desk.database.work() as work:
        await record(work, now, Entry(kind=TrailKind.REFUSE_PEER, actor=by, body=body))
