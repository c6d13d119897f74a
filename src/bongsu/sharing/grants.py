"""A lending (영상 제공) in each of its states. Only `active` shows pictures, and an active grant always has an end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a lending stands; those after `WAITING` and `ACTIVE` are ends."""

    WAITING = "waiting"
    ACTIVE = "active"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


class Wish(StrEnum):
    """What another centre whose cameras are lent has yet to be told."""

    RELEASE = "release"
    """We have cut it: nothing is shown any more."""
    RENEW = "renew"
    """The room wants longer."""


OPEN_STATES = frozenset({State.WAITING, State.ACTIVE})


@dataclass(frozen=True, slots=True)
class LentCamera:
    """One camera of a grant, with the reason why it was chosen."""

    camera_id: str
    rank: int
    chance: float
    distance_m: float
    direction_deg: float
    why_ko: str
    why_en: str
    withdrawn_reason: str | None = None

    @property
    def is_lent(self) -> bool:
        return self.withdrawn_reason is None


@dataclass(frozen=True, slots=True)
class Grant:
    """What was decided for one organisation in one incident, under which version of which agreement.

    `decided_at` is when its present state began, `opened_at` when it first showed pictures.

    `owner`: the centre whose cameras these are, None = our own. Then agreement and clause are our own, by which we show
    them; `owner_state` is what the owner said last of its lending, `owner_wish` what it has yet to be told
    (`Wish`), `own_ends_at` until when we alone would show them."""

    grant_id: str
    incident_id: str
    organisation: str
    state: State
    clause: str | None
    reason: str | None
    reason_ko: str
    reason_en: str
    decided_at: datetime
    waits: str | None = None
    options: tuple[str, ...] = ()
    deadline: datetime | None = None
    ends_at: datetime | None = None
    renewals_left: int = 0
    ttl_s: int = 0
    to_vehicles: bool = False
    recommended: str | None = None
    undo_until: datetime | None = None
    cut_reason: str | None = None
    agreement_id: str | None = None
    agreement_version: int | None = None
    opened_at: datetime | None = None
    owner: str | None = None
    owner_grant_id: str | None = None
    owner_state: str | None = None
    owner_clause_ko: str = ""
    owner_clause_en: str = ""
    owner_wish: str | None = None
    own_ends_at: datetime | None = None
    cameras: tuple[LentCamera, ...] = ()

    @property
    def is_of_peer(self) -> bool:
        """Another centre's cameras: it has decided too, and may end it."""
        return self.owner is not None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def in_force(self, now: datetime) -> bool:
        """Whether pictures may be shown at `now`, whatever the timers have got round to."""
        return self.state is State.ACTIVE and self.ends_at is not None and now < self.ends_at

    @property
    def lent(self) -> tuple[LentCamera, ...]:
        """The cameras that it shows now, best first; none unless active."""
        if self.state is not State.ACTIVE:
            return ()
        return tuple(camera for camera in self.cameras if camera.is_lent)
