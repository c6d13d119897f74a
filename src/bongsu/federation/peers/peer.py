"""A centre (통합관제센터) that this one is linked with, or knows of through its hub. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class PeerKind(StrEnum):
    """The hub is 서울시 CCTV 안전센터; a district is an autonomous gu's centre."""

    HUB = "hub"
    DISTRICT = "district"


class Route(StrEnum):
    """How it is reached: by a line of its own, or by the hub's line."""

    DIRECT = "direct"
    THROUGH_HUB = "through_hub"


class RolloutStage(StrEnum):
    """How far a centre's lending has come (dossier §12.10): 준비, 시범운영, 본격 운영."""

    PREPARING = "preparing"
    PILOT = "pilot"
    FULL = "full"


# as `revoked_why`: the link stands in a backup, and may have been revoked after that was made
TO_CONFIRM = "brought back from a backup, to be confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """`nkey`, `certificate` (SHA-256 of its DER, hex) and `certificate_ends` are known of direct peers only.

    `districts` are letters of `registry/districts.py`; `media` leads from a media process to its
    `wss://…/peer`; `ticket_key` is its raw Ed25519 public key in base 64; `about_version` numbers what
    it last said of itself; `link` is where a district reaches its hub (`host:port`)."""

    code: str
    name_ko: str
    name_en: str
    kind: PeerKind
    route: Route
    joined_at: datetime
    districts: tuple[str, ...] = ()
    nkey: str = ""
    certificate: str = ""
    certificate_ends: datetime | None = None
    revoked_at: datetime | None = None
    revoked_why: str = ""
    stage: RolloutStage = RolloutStage.PREPARING
    stage_on: date | None = None
    media: Mapping[str, str] = field(default_factory=dict)
    ticket_key: str = ""
    release: str = ""
    about_version: int = 0
    link: str = ""

    @property
    def is_linked(self) -> bool:
        return self.revoked_at is None

    @property
    def is_to_confirm(self) -> bool:
        return self.revoked_at is not None and self.revoked_why == TO_CONFIRM

    @property
    def is_direct(self) -> bool:
        return self.route is Route.DIRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """For one centre, once. Its secret is derived by the node's key from the rest and kept nowhere."""

    invitation_id: str
    peer: str
    link: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    used_at: datetime | None = None
