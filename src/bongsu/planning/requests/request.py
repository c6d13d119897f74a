"""A request for a camera as it is kept, and the part of it that lies sealed: what the person wrote, and how to answer."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.planning.requests.words import Channel, Ground, RequestState, WishReason
from bongsu.planning.words import Origin


class Said(msgspec.Struct, frozen=True):
    """The person's own words: they may hold personal data, whatever the form asks."""

    text: str
    place: str

    def __repr__(self) -> str:
        return "Said(…)"


class Contact(msgspec.Struct, frozen=True):
    """Where the answer goes: a name, and a telephone, an e-mail or an address."""

    name: str
    reach: str

    def __repr__(self) -> str:
        return "Contact(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRequest:
    """`number` is quoted, `letters` make it one that nobody can guess. `count` wishes of one origin; `repeats` are the
    same sender pressing again, and count nothing."""

    request_id: str
    number: str
    letters: str
    origin: Origin
    channel: Channel
    channel_no: str = ""
    """The number that the other channel gave it (국민신문고 1AA-2611-…)."""
    reason: WishReason
    lat: float
    lon: float
    dong_code: str
    dong_name: str
    count: int = 1
    repeats: int = 0
    state: RequestState = RequestState.RECEIVED
    is_announced: bool = False
    """Its site's hearing (행정예고) has begun: only then may anybody outside hear of the plan."""
    shown_state: RequestState = RequestState.RECEIVED
    """What its sender may know: a plan changes it only once it is announced, or its very change would tell of the plan."""
    shown_at: datetime
    merged_into: str | None = None
    received_at: datetime
    changed_at: datetime
    organisation: str | None = None
    by: str | None = None
    sender_mark: str | None = None
    wish_mark: str | None = None
    sealed_said: str | None = None
    sealed_contact: str | None = None
    contact_until: datetime | None = None
    said_until: datetime
    ground: Ground | None = None
    note: str = ""
    decided_at: datetime | None = None
    decided_by: str | None = None
    sent_at: datetime | None = None

    @property
    def receipt(self) -> str:
        """What the sender is given: `2026-SB-000123-K7QFMA`."""
        return f"{self.number}-{self.letters}"
