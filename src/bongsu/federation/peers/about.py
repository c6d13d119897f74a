"""What a centre says of itself: names, districts, media addresses, ticket key, rollout stage. Pure: shapes and bounds.

A district tells its hub of itself alone; the hub hands everybody's on. Nobody speaks of another centre but the hub."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

import msgspec

from bongsu.federation.peers.failures import BadAbout
from bongsu.federation.peers.own import OwnCentre
from bongsu.federation.peers.peer import Peer, PeerKind, RolloutStage
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.registry.centres import UnknownCentre, profile
from bongsu.sharing.agreement import Agreement, Stage

TOPIC = "about"
LARGEST = 64 * 1024
_MOST_CENTRES = 40
_KEY_BYTES = 32

_Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9_]{2,24}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
_Process = Annotated[str, msgspec.Meta(pattern=r"^[a-zA-Z0-9._-]{1,40}$")]
_Address = Annotated[str, msgspec.Meta(pattern=r"^wss://[A-Za-z0-9.:\[\]_-]{1,255}/[a-z/]{0,40}$")]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`version` grows with each change; `media` leads from a media process to its address for other centres."""

    code: _Code
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    name_ko: _Name
    name_en: _Name
    kind: PeerKind
    districts: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=25)]
    media: Annotated[dict[_Process, _Address], msgspec.Meta(max_length=64)]
    ticket_key: Annotated[str, msgspec.Meta(max_length=60)]
    release: Annotated[str, msgspec.Meta(max_length=40)]
    stage: RolloutStage
    stage_on: date | None = None


class AboutTold(msgspec.Struct, frozen=True, kw_only=True):
    """From a district: itself. From the hub: itself and every other district that is linked, whole."""

    centres: Annotated[tuple[About, ...], msgspec.Meta(min_length=1, max_length=_MOST_CENTRES)]


class AboutHeard(msgspec.Struct, frozen=True):
    """The versions now known to the other side."""

    versions: dict[str, int]


@dataclass(frozen=True, slots=True)
class Stands:
    """Rollout stage, since when."""

    stage: RolloutStage
    on: date | None = None


def stage_of(living: Iterable[Agreement]) -> Stands:
    """The furthest stage that an agreement in force has reached, and since when (dossier §12.10); without one the
    centre prepares (준비)."""
    texts = tuple(living)
    full = [one.starts for one in texts if one.stage is not Stage.PILOT]
    begun = min(full or [one.starts for one in texts], default=None)
    if begun is None:
        return Stands(RolloutStage.PREPARING)
    stage = RolloutStage.FULL if full else RolloutStage.PILOT
    return Stands(stage, begun.astimezone(SEOUL).date())


def about_us(
    own: OwnCentre,
    stands: Stands,
    media: Mapping[str, str],
    ticket_key: str,
    version: int,
) -> About:
    return About(
        code=own.code,
        version=version,
        name_ko=own.name_ko,
        name_en=own.name_en,
        kind=own.kind,
        districts=own.districts,
        media=dict(media),
        ticket_key=ticket_key,
        release=own.release,
        stage=stands.stage,
        stage_on=stands.on,
    )


def about_peer(peer: Peer) -> About | None:
    """What it last said of itself, to be handed on; None while it has said nothing."""
    if not peer.about_version:
        return None
    return About(
        code=peer.code,
        version=peer.about_version,
        name_ko=peer.name_ko,
        name_en=peer.name_en,
        kind=peer.kind,
        districts=peer.districts,
        media=dict(peer.media),
        ticket_key=peer.ticket_key,
        release=peer.release,
        stage=peer.stage,
        stage_on=peer.stage_on,
    )


def read_about(body: bytes) -> AboutTold:
    """Raises `BadAbout` naming the place."""
    if len(body) > LARGEST:
        raise BadAbout(f"{len(body)} bytes are too many to say who one is", field=TOPIC)
    try:
        told = msgspec.msgpack.decode(body, type=AboutTold)
    except UNREADABLE as cause:
        raise BadAbout(f"not understood: {cause}", field=TOPIC) from cause
    for one in told.centres:
        _must_be_sound(one)
    codes = [one.code for one in told.centres]
    if len(set(codes)) != len(codes):
        raise BadAbout("one centre is spoken of twice", field="code")
    return told


def _must_be_sound(about: About) -> None:
    try:
        known = profile(about.code)
    except UnknownCentre as cause:
        raise BadAbout(f"{about.code} is no centre of this city", field="code") from cause
    if about.kind.value != known.kind.value:
        raise BadAbout(f"{about.code} is a {known.kind}, no {about.kind}", field="kind")
    if not set(about.districts) <= set(known.districts):
        others = ", ".join(sorted(set(about.districts) - set(known.districts)))
        raise BadAbout(f"{about.code} does not answer for {others}", field="districts")
    if about.ticket_key:
        raw_ticket_key(about.ticket_key)


def raw_ticket_key(text: str) -> bytes:
    """The 32 bytes. Raises `BadAbout`."""
    try:
        raw = b64decode(text, validate=True)
    except ValueError as cause:
        raise BadAbout("the key is not in base 64", field="ticket_key") from cause
    if len(raw) != _KEY_BYTES:
        raise BadAbout("an Ed25519 key has 32 bytes", field="ticket_key")
    return raw


def as_said(peer: Peer, about: About, now: datetime) -> Peer:
    """The peer with what it says of itself; how it is linked is not its to say."""
    return Peer(
        code=peer.code,
        name_ko=about.name_ko,
        name_en=about.name_en,
        kind=peer.kind,
        route=peer.route,
        joined_at=peer.joined_at,
        districts=about.districts,
        nkey=peer.nkey,
        certificate=peer.certificate,
        certificate_ends=peer.certificate_ends,
        stage=about.stage,
        stage_on=about.stage_on,
        media=about.media,
        ticket_key=about.ticket_key,
        release=about.release,
        about_version=about.version,
        link=peer.link,
    )
