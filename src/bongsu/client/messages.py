"""What comes on the feed, typed. Kinds and fields that this version does not know do no harm."""

from datetime import datetime
from typing import Any  # Any: JSON

import msgspec


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    seq: int = 0


class Tile(msgspec.Struct, frozen=True, kw_only=True):
    """One camera that is lent: its two ids are what a ticket is asked by."""

    grant_id: str
    camera_id: str
    name: str
    lat: float
    lon: float
    rank: int
    state: str
    ends_at: datetime | None
    owner: str = ""


class Lending(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: active, waiting, refused, withdrawn, expired, closed."""

    grant_id: str
    organisation: str
    state: str
    clause: str | None
    reason_text_ko: str
    ends_at: datetime | None
    owner: str = ""


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """A call as a room of the system's organisation sees it."""

    incident_id: str
    ext_incident_no: str
    service: str
    category: str
    code: str
    state: str
    summary: str
    address: str
    exercise: bool
    lendings: list[Lending]
    tiles: list[Tile]


class Hello(_Told, frozen=True):
    """First on every connection; what is shown after it is everything."""

    now: datetime
    watermark: str
    beat_s: float = 5.0


class IncidentTold(_Told, frozen=True):
    """Insert or replace."""

    incident: Incident


class IncidentGone(_Told, frozen=True):
    """It concerns this organisation no longer."""

    incident_id: str


class Ticket(_Told, frozen=True):
    """For one camera and one showing, within thirty seconds, while the feed is connected."""

    grant_id: str
    camera_id: str
    ticket: str
    url: str
    expires_at: datetime

    def __repr__(self) -> str:
        """Without the ticket: it opens a picture, and this may stand in a log."""
        return f"Ticket({self.grant_id}, {self.camera_id})"


class CameraState(_Told, frozen=True):
    """A camera that is shown has changed its state."""

    camera_id: str
    state: str
    since: datetime | None
    reason: str


class Summary(_Told, frozen=True):
    """A sign of life, and the last word of a greeting."""

    cameras: int
    cameras_dead: int


class Problem(_Told, frozen=True):
    """A wish could not be met."""

    code: str
    detail: str


class Away(_Told, frozen=True):
    """Made here: the line is down, what is known may be stale. It is tried again."""

    reason: str


class Other(_Told, frozen=True):
    """Of a kind that this version does not know."""

    kind: str
    body: dict[str, Any]


Message = (
    Hello | IncidentTold | IncidentGone | Ticket | CameraState | Summary | Problem | Away | Other
)
_KINDS: dict[str, type[Any]] = {
    "hello": Hello,
    "incident": IncidentTold,
    "incident_gone": IncidentGone,
    "ticket": Ticket,
    "camera_state": CameraState,
    "summary": Summary,
    "problem": Problem,
}


def read_message(text: str | bytes) -> Message:
    """Raises `msgspec.MsgspecError` for what is no message."""
    body = msgspec.json.decode(text, type=dict[str, Any])
    kind = str(body.get("kind", ""))
    if kind not in _KINDS:
        return Other(kind=kind, body=body)
    told: Message = msgspec.convert(body, _KINDS[kind])
    return told
