"""The hub lets a district in: once for each invitation, by proof of the token's secret, with a certificate for its key.

An answer that was lost on the way is given again to whoever asks with the same keys."""

from dataclasses import replace
from datetime import datetime

import structlog
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509 import Certificate

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.peers.certificates import (
    certificate_pem,
    fingerprint,
    read_request,
    serial_of,
)
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import AlreadyLinked, JoinRefused
from bongsu.federation.peers.handshake import (
    JoinAnswer,
    JoinAsk,
    clocks_fit,
    must_prove,
    proved_answer,
    skew_s,
)
from bongsu.federation.peers.nkey import must_be_public
from bongsu.federation.peers.peer import Invitation, Peer, PeerKind, Route
from bongsu.federation.peers.store import (
    Connection,
    all_peers,
    invitation_by_id,
    mark_used,
    peer_by_code,
    put_peer,
)
from bongsu.federation.peers.token import secret_of
from bongsu.federation.peers.tries import UNKNOWN
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure
from bongsu.registry.centres import profile

log = structlog.get_logger()


async def admit(desk: PeersDesk, ask: JoinAsk) -> JoinAnswer:
    """Raises `JoinRefused`, `AlreadyLinked`, `Invalid`, `TooManyTries`; each names the field and is kept in the trail."""
    now = desk.clock.now()
    async with desk.database.read() as connection:
        known = await invitation_by_id(connection, ask.invitation_id)
    door = known.invitation_id if known else UNKNOWN
    desk.tries.must_be_open(door, now)
    refusal: Failure | None = None
    async with desk.database.work() as work:
        try:
            answer = await _admitted(work, desk, ask, now)
        except Failure as refused:
            # everything is looked at before anything is written, so the trail's row is all that this transaction holds
            refusal = refused
            await _keep_refusal(work, ask, known, refused, now)
    if refusal is not None:
        desk.tries.wrong(door, now)
        log.warning("a centre was not let in", why=refusal.code, field=refusal.field)
        raise refusal
    desk.tries.right(door)
    return answer


async def _admitted(work: Work, desk: PeersDesk, ask: JoinAsk, now: datetime) -> JoinAnswer:
    invitation = await invitation_by_id(work.connection, ask.invitation_id)
    if invitation is None:
        raise JoinRefused(
            "no such invitation, or a newer one took its place", field="invitation_id"
        )
    secret = secret_of(desk.box, desk.own.code, invitation)
    must_prove(ask, secret)
    _must_fit(desk, ask, invitation, now)
    public_key = read_request(ask.csr)
    must_be_public(ask.nkey)
    if invitation.used_at is None:
        certificate = await _let_in(work, desk, ask, invitation, public_key, now)
    else:
        certificate = await _issued_before(work.connection, desk, ask, public_key)
    answer = JoinAnswer(
        hub=desk.own.code,
        code=ask.code,
        link=invitation.link,
        certificate=certificate_pem(certificate),
        ca=certificate_pem(desk.keys.ca()),
        release=desk.own.release,
        answered_at=now,
    )
    return proved_answer(answer, ask, secret)


async def _let_in(
    work: Work,
    desk: PeersDesk,
    ask: JoinAsk,
    invitation: Invitation,
    public_key: EllipticCurvePublicKey,
    now: datetime,
) -> Certificate:
    await _must_be_free(work.connection, ask)
    serial = serial_of(ask.invitation_id, ask.nkey, public_key)
    certificate = desk.keys.issue(ask.code, public_key, now, serial)
    peer = _district(ask, certificate, now)
    await mark_used(work.connection, invitation.invitation_id, now)
    await put_peer(work.connection, peer)
    await record(work, now, _joined(peer, invitation))
    work.tell(PeersChanged(peer=peer.code, why="joined"))
    return certificate


async def _issued_before(
    connection: Connection, desk: PeersDesk, ask: JoinAsk, public_key: EllipticCurvePublicKey
) -> Certificate:
    """The same certificate, made again: only the same invitation, key and nkey lead to it. Nothing is written."""
    peer = await peer_by_code(connection, ask.code)
    if peer is not None and peer.is_linked and peer.nkey == ask.nkey:
        serial = serial_of(ask.invitation_id, ask.nkey, public_key)
        certificate = desk.keys.issue(ask.code, public_key, peer.joined_at, serial)
        if fingerprint(certificate) == peer.certificate:
            log.info("a centre asked again for the answer to its joining", peer=peer.code)
            return certificate
    raise JoinRefused("this token was used already: each is good once", field="invitation_id")


def _must_fit(desk: PeersDesk, ask: JoinAsk, invitation: Invitation, now: datetime) -> None:
    """Only whoever knows the secret hears what is wrong."""
    if now >= invitation.expires_at:
        raise JoinRefused("this token has expired: ask the hub for a new one", field="expires_at")
    if ask.hub != desk.own.code:
        raise JoinRefused(f"this is {desk.own.code}, not {ask.hub}", field="hub")
    if ask.code != invitation.peer:
        raise JoinRefused(f"the token is for {invitation.peer}, not {ask.code}", field="code")
    if not clocks_fit(ask.sent_at, now):
        apart = skew_s(ask.sent_at, now)
        raise JoinRefused(f"the clocks are {apart:+.0f} s apart: set them right", field="sent_at")


async def _must_be_free(connection: Connection, ask: JoinAsk) -> None:
    for one in await all_peers(connection):
        if one.code == ask.code and one.is_linked:
            raise AlreadyLinked(f"{ask.code} is linked already: revoke it first", field="code")
        if one.nkey == ask.nkey:
            # also a revoked centre's own old key: what was revoked does not come back
            raise JoinRefused("this nkey is known already: make a new one", field="nkey")


def _district(ask: JoinAsk, certificate: Certificate, now: datetime) -> Peer:
    about = profile(ask.code)
    return Peer(
        code=ask.code,
        name_ko=about.name_ko,
        name_en=about.name_en,
        kind=PeerKind.DISTRICT,
        route=Route.DIRECT,
        joined_at=now,
        districts=about.districts,
        nkey=ask.nkey,
        certificate=fingerprint(certificate),
        certificate_ends=certificate.not_valid_after_utc,
        release=ask.release,
    )


def _joined(peer: Peer, invitation: Invitation) -> Entry:
    body = {
        "invitation_id": invitation.invitation_id,
        "peer": peer.code,
        "nkey": peer.nkey,
        "certificate": peer.certificate,
        "release": peer.release,
    }
    return Entry(kind=TrailKind.JOIN_PEER, actor=peer.code, organisation=peer.code, body=body)


async def _keep_refusal(
    work: Work, ask: JoinAsk, invitation: Invitation | None, refused: Failure, now: datetime
) -> None:
    body = {
        "peer": ask.code,
        "invitation_id": invitation.invitation_id if invitation else None,
        "why": refused.code,
        "field": refused.field,
    }
    entry = Entry(kind=TrailKind.REFUSE_PEER, actor="unknown", body=body)
    await record(work, now, replace(entry, organisation=invitation.peer if invitation else None))
