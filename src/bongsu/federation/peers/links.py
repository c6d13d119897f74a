"""The page of links: how each centre stands, what waits for it, whether its catalogue agrees; reasons in two languages."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from bongsu.federation.exchange.held_mail import HeldMail
from bongsu.federation.exchange.store import inboxes, last_refusal, waiting
from bongsu.federation.link.messages import LinkState
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.peer import Peer, PeerKind, RolloutStage, Route
from bongsu.federation.peers.store import all_peers
from bongsu.federation.peers.words import reason_words


class CatalogueView(msgspec.Struct, frozen=True, kw_only=True):
    """How its catalogue stands here: `digest` is the owner's, `own_digest` that of what we hold."""

    cameras: int
    version: int
    digest: str
    own_digest: str
    agrees: bool
    checked_at: datetime | None = None
    source: str = ""
    refused: int = 0
    """Records of it that could not be taken; why the last one."""
    refused_last: str = ""
    mended: int = 0
    """Cameras that a comparison found to be other than their owner says."""
    mended_at: datetime | None = None


CatalogueStandings: TypeAlias = Callable[[], Awaitable[Mapping[str, CatalogueView]]]


async def no_catalogues() -> Mapping[str, CatalogueView]:
    """Where nobody keeps any."""
    return {}


class LinkView(msgspec.Struct, frozen=True, kw_only=True):
    """One centre. `waiting` messages are not acknowledged by it; `applied` is how far we have heard it."""

    code: str
    name_ko: str
    name_en: str
    kind: PeerKind
    route: Route
    districts: list[str]
    state: str
    since: datetime | None
    reason: str
    reason_ko: str
    reason_en: str
    rtt_ms: float | None
    skew_ms: float | None
    release: str
    protocol: int
    waiting: int
    oldest_waiting_at: datetime | None
    applied: int
    catalogue: CatalogueView | None
    stage: RolloutStage
    stage_on: date | None
    joined_at: datetime
    revoked_at: datetime | None
    revoked_why: str
    certificate_ends: datetime | None
    refused: int
    refused_last: str


class LinkPage(msgspec.Struct, frozen=True, kw_only=True):
    """`own_kind` `hub` may invite. `stage` is our own, as others see it."""

    code: str
    own_kind: PeerKind
    stage: RolloutStage
    stage_on: date | None
    certificate_ends: datetime | None
    links: list[LinkView]


@dataclass(frozen=True, slots=True)
class _Exchanged:
    waiting: int
    oldest_at: datetime | None
    applied: int
    refused: int
    refused_last: str
    held: str = ""


class Links:
    """One per node: joins who is linked with what is known of each."""

    def __init__(
        self,
        desk: PeersDesk,
        states: LinkStates,
        catalogues: CatalogueStandings = no_catalogues,
        held: HeldMail | None = None,
    ) -> None:
        self._desk = desk
        self._states = states
        self._catalogues = catalogues
        self._held = held or HeldMail(desk.clock)

    async def catalogues(self) -> Mapping[str, CatalogueView]:
        """Also of centres that are linked with nobody, where a published file stands for them."""
        return await self._catalogues()

    async def views(self) -> list[LinkView]:
        """Also of those whose link was revoked, by code."""
        async with self._desk.database.read() as connection:
            peers = await all_peers(connection)
            unsent, heard = await waiting(connection), await inboxes(connection)
            refusals = {one.code: await last_refusal(connection, one.code) for one in peers}
        catalogues = await self._catalogues()
        views = []
        for one in peers:
            wait, inbox = unsent.get(one.code), heard.get(one.code)
            exchanged = _Exchanged(
                wait.messages if wait else 0,
                wait.oldest_at if wait else None,
                inbox.applied if inbox else 0,
                inbox.refused if inbox else 0,
                refusals[one.code],
                self._held.why(one.code),
            )
            state = self._states.of(one.code) if one.is_linked else None
            views.append(_view(one, state, exchanged, catalogues.get(one.code)))
        return views


def _view(
    peer: Peer, state: LinkState | None, exchanged: _Exchanged, catalogue: CatalogueView | None
) -> LinkView:
    word, since, reason = _standing(peer, state, exchanged.held)
    ko, en = reason_words(reason)
    by_line = state.refused if state else 0
    return LinkView(
        code=peer.code,
        name_ko=peer.name_ko,
        name_en=peer.name_en,
        kind=peer.kind,
        route=peer.route,
        districts=list(peer.districts),
        state=word,
        since=since,
        reason=reason,
        reason_ko=ko,
        reason_en=en,
        rtt_ms=state.rtt_ms if state else None,
        skew_ms=state.skew_ms if state else None,
        release=(state.release if state else "") or peer.release,
        protocol=state.protocol if state else 0,
        waiting=exchanged.waiting,
        oldest_waiting_at=exchanged.oldest_at,
        applied=exchanged.applied,
        catalogue=catalogue,
        stage=peer.stage,
        stage_on=peer.stage_on,
        joined_at=peer.joined_at,
        revoked_at=peer.revoked_at,
        revoked_why=peer.revoked_why,
        certificate_ends=peer.certificate_ends,
        refused=by_line + exchanged.refused,
        refused_last=(state.refused_last if state else "") or exchanged.refused_last,
    )


def _standing(peer: Peer, state: LinkState | None, held: str) -> tuple[str, datetime | None, str]:
    """State, since when, and why; of a line that stands why we take nothing of it just now."""
    if peer.is_to_confirm:
        return "to_confirm", peer.revoked_at, "to_confirm"
    if not peer.is_linked:
        return "revoked", peer.revoked_at, "revoked"
    if state is None:
        return "down", None, "not_heard"
    return state.state, state.since, held if state.state == "up" else state.reason or "no_answer"
