"""Link certificates renew themselves over the line, 30 days before they end: for the same key, by the same nkey."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
import structlog
from cryptography.x509 import Certificate

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.line import Line
from bongsu.federation.peers.certificates import (
    LINK_LASTS,
    certificate_pem,
    fingerprint,
    is_due,
    make_request,
    must_fit,
    read_pem,
    read_request,
)
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import NotTheHub, RenewedLately, UnknownPeer
from bongsu.federation.peers.handshake import Pem
from bongsu.federation.peers.peer import Peer, PeerKind
from bongsu.federation.peers.store import linked_peers, peer_by_code, put_peer
from bongsu.kernel.failures import Failure, Invalid
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import Repeating

log = structlog.get_logger()
TOPIC = "renew"
WITHIN_S = 10.0
LOOK_EVERY_S = 3600.0
# an honest centre asks once a year, and after an hour again where the answer was lost
APART = timedelta(minutes=10)


class RenewAsk(msgspec.Struct, frozen=True):
    """A request for the key that the asking centre holds already, or for another."""

    csr: Pem


class Renewed(msgspec.Struct, frozen=True):
    """The new certificate."""

    certificate: Pem


class RenewAnswers:
    """The hub answers topic `renew`; the line has proved the asker by its nkey."""

    def __init__(self, desk: PeersDesk) -> None:
        self._desk = desk

    async def answer(self, sender: str, body: bytes) -> bytes:
        """Raises `NotTheHub`, `UnknownPeer`, `RenewedLately`, `Invalid`."""
        desk, now = self._desk, self._desk.clock.now()
        if not desk.own.is_hub:
            raise NotTheHub(f"{desk.own.code} issues no certificates", field=TOPIC)
        public_key = read_request(_read(body, RenewAsk).csr)
        async with desk.database.work() as work:
            peer = await peer_by_code(work.connection, sender)
            if peer is None or not peer.is_linked or not peer.is_direct:
                raise UnknownPeer(f"no link with {sender}", field="code")
            _must_be_time(peer, now)
            certificate = desk.keys.issue(sender, public_key, now)
            ends = certificate.not_valid_after_utc
            renewed = replace(peer, certificate=fingerprint(certificate), certificate_ends=ends)
            await put_peer(work.connection, renewed)
            await record(work, now, _renewed(sender, sender, certificate))
            work.tell(PeersChanged(peer=sender, why="renewed"))
        log.info("link certificate renewed", peer=sender, ends=ends.isoformat())
        return msgspec.msgpack.encode(Renewed(certificate_pem(certificate)))


def _must_be_time(peer: Peer, now: datetime) -> None:
    """Raises `RenewedLately`. A signature and a row for every question would be a way to keep the hub busy."""
    ends = peer.certificate_ends
    if ends is not None and now - (ends - LINK_LASTS) < APART:
        raise RenewedLately(f"{peer.code} has a certificate of just now", field=TOPIC)


class CertificateRenewal:
    """A part: looks once an hour whether this centre's own certificate ends soon."""

    name = "link certificate"

    def __init__(self, desk: PeersDesk, line: Line) -> None:
        self._desk = desk
        self._line = line
        self._task = Repeating(self.name, self._renew, LOOK_EVERY_S)

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def _renew(self) -> None:
        try:
            await self.renew_if_due()
        except Failure as problem:
            # 30 days are left for it, and the page of links says how it stands
            log.warning("link certificate not renewed", problem=problem.detail)

    async def renew_if_due(self) -> bool:
        """Whether there is a new one. Raises `PeerUnreachable`, `PeerRefused`, `Invalid`, `NoLinkKeys`."""
        desk, now = self._desk, self._desk.clock.now()
        if not desk.keys.are_complete or not is_due(desk.keys.certificate(), now):
            return False
        hub = await self._hub()
        if hub is None and not desk.own.is_hub:
            return False
        issued = await self._ask(hub) if hub else None
        async with desk.database.work() as work:
            if issued is None:
                await asyncio.to_thread(desk.keys.make_hub, desk.own.code, (), now)
            else:
                await asyncio.to_thread(desk.keys.put_renewed, issued)
            issuer = hub.code if hub else desk.own.code
            await record(work, now, _renewed("system", issuer, desk.keys.certificate()))
            work.tell(PeersChanged(peer=desk.own.code, why="renewed"))
        return True

    async def _hub(self) -> Peer | None:
        async with self._desk.database.read() as connection:
            linked = await linked_peers(connection)
        return next((one for one in linked if one.kind is PeerKind.HUB and one.is_direct), None)

    async def _ask(self, hub: Peer) -> Pem:
        """A certificate that fits our key."""
        desk = self._desk
        key = desk.keys.key()
        ask = msgspec.msgpack.encode(RenewAsk(make_request(key, desk.own.code)))
        answer = _read(await self._line.ask(hub.code, TOPIC, ask, WITHIN_S), Renewed)
        certificate = read_pem(answer.certificate)
        must_fit(certificate, desk.keys.ca(), desk.own.code, key.public_key(), desk.clock.now())
        return answer.certificate


def _renewed(actor: str, organisation: str, certificate: Certificate) -> Entry:
    ends = certificate.not_valid_after_utc.isoformat()
    body = {"certificate": fingerprint(certificate), "ends": ends}
    return Entry(kind=TrailKind.RENEW_PEER, actor=actor, organisation=organisation, body=body)


S = TypeVar("S", bound=msgspec.Struct)


def _read(body: bytes, shape: type[S]) -> S:
    try:
        return msgspec.msgpack.decode(body, type=shape)
    except UNREADABLE as cause:
        raise Invalid(f"not understood: {cause}", field=TOPIC) from cause
