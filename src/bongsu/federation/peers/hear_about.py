"""Takes what a centre says of itself, and from the hub what the other districts say: newer replaces older, whole."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.peers.about import About, AboutHeard, AboutTold, as_said, read_about
from bongsu.federation.peers.certificates import read_link
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.failures import BadAbout, UnknownPeer
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.reach import is_loopback, reachable
from bongsu.federation.peers.store import all_peers, link_named_to, peer_by_code, put_peer
from bongsu.federation.quota import Quota
from bongsu.kernel.database import Work

log = structlog.get_logger()
# a peer that repeats its fault writes no row for each
APART = timedelta(minutes=1)
LEFT = "left out by the hub"
# versions are milliseconds of the speaker's clock, and the line is refused where clocks differ by more than half a minute
LARGEST_LEAD = timedelta(hours=1)
# each is a row, and at the hub a word to every other district
CHANGES_AT_ONCE, CHANGES_PER_S = 30, 0.2


class AboutAnswers:
    """Answers topic `about`."""

    def __init__(self, desk: PeersDesk) -> None:
        self._desk = desk
        self._kept: dict[str, datetime] = {}
        self._changes = Quota(CHANGES_AT_ONCE, CHANGES_PER_S)

    async def answer(self, sender: str, body: bytes) -> bytes:
        """`sender` was proved by the line. Raises `BadAbout`, `UnknownPeer`."""
        try:
            told = read_about(body)
            versions = await self._take(sender, told)
        except BadAbout as refused:
            await self._keep_refusal(sender, refused)
            raise
        return msgspec.msgpack.encode(AboutHeard(versions))

    async def _take(self, sender: str, told: AboutTold) -> dict[str, int]:
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            peer = await peer_by_code(work.connection, sender)
            if peer is None or not peer.is_linked or not peer.is_direct:
                raise UnknownPeer(f"no link with {sender}", field="code")
            link = peer.link or await link_named_to(work.connection, sender)
            said = {one.code: _leading_away(one, link) for one in told.centres}
            _must_be_theirs(peer, said)
            self._must_be_believable(peer, said[sender], now)
            changed = await _take_one(work, peer, said[sender], now)
            if peer.kind is PeerKind.HUB:
                changed |= await self._take_others(work, sender, said, now)
            if changed:
                work.tell(PeersChanged(peer=sender, why="about"))
        return {code: one.version for code, one in said.items()}

    def _must_be_believable(self, peer: Peer, about: About, now: datetime) -> None:
        """Raises `BadAbout`: a version of the far future would never be followed by another."""
        if about.version > (now + LARGEST_LEAD).timestamp() * 1000:
            raise BadAbout(f"{peer.code} speaks from the future", field="version")
        if about.version > peer.about_version and not self._changes.take(peer.code):
            raise BadAbout(f"{peer.code} is another too often", field="version")

    async def _take_others(
        self, work: Work, hub: str, said: dict[str, About], now: datetime
    ) -> bool:
        """Whoever the hub no longer names is linked no more."""
        changed = False
        known = {one.code: one for one in await all_peers(work.connection)}
        for code, about in said.items():
            if code not in (hub, self._desk.own.code):
                changed |= await _take_one(work, known.get(code) or _new(about, now), about, now)
        for code, one in known.items():
            if one.is_linked and not one.is_direct and code not in said:
                await put_peer(work.connection, replace(one, revoked_at=now, revoked_why=LEFT))
                changed = True
        return changed

    async def _keep_refusal(self, sender: str, refused: BadAbout) -> None:
        now = self._desk.clock.now()
        last = self._kept.get(sender)
        if last is not None and abs(now - last) < APART:
            return
        self._kept[sender] = now
        log.warning("what a centre says of itself is refused", peer=sender, field=refused.field)
        body = {"peer": sender, "why": refused.code, "field": refused.field}
        entry = Entry(kind=TrailKind.REFUSE_PEER, actor=sender, organisation=sender, body=body)
        async with self._desk.database.work() as work:
            await record(work, now, entry)


def _leading_away(about: About, link: str) -> About:
    """Without addresses that would lead our own media processes into this machine."""
    is_one_machine = bool(link) and is_loopback(read_link(link)[0])
    media = reachable(about.media, is_one_machine=is_one_machine)
    if len(media) < len(about.media):
        log.warning("media address left out", peer=about.code, taken=len(media))
    return msgspec.structs.replace(about, media=media)


def _must_be_theirs(peer: Peer, said: dict[str, About]) -> None:
    if peer.code not in said:
        raise BadAbout(f"{peer.code} does not speak of itself", field="code")
    if peer.kind is not PeerKind.HUB and len(said) > 1:
        others = ", ".join(sorted(said.keys() - {peer.code}))
        raise BadAbout(f"{peer.code} speaks of {others}: only the hub hands on", field="code")


async def _take_one(work: Work, peer: Peer, about: About, now: datetime) -> bool:
    """A version that is known already changes nothing, nor does an older one that came late."""
    if peer.is_linked and about.version <= peer.about_version:
        return False
    if not peer.is_linked and peer.is_direct:
        return False
    joined_at = peer.joined_at if peer.is_linked else now
    await put_peer(work.connection, replace(as_said(peer, about, now), joined_at=joined_at))
    return True


def _new(about: About, now: datetime) -> Peer:
    return Peer(
        code=about.code,
        name_ko=about.name_ko,
        name_en=about.name_en,
        kind=about.kind,
        route=Route.THROUGH_HUB,
        joined_at=now,
    )
