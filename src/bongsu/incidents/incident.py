"""One incident (상황) as values. Everything here may be shown to those it concerns; nobody's name is in it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from bongsu.incidents.area import Area


class IncidentState(StrEnum):
    """Whether the incident still runs."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happens, as good as it is known. `accuracy_m` is the radius of the disc of error."""

    lat: float
    lon: float
    accuracy_m: float = 0.0
    method: str = "ADDRESS"
    address: str = ""
    dong_code: str | None = None
    dong: str = ""
    at: datetime | None = None
    """When it was said, by this node's clock."""


class Responder(msgspec.Struct, frozen=True, kw_only=True):
    """A unit on its way (출동): patrol car, engine, ambulance."""

    unit_id: str
    kind: str = "PATROL_CAR"
    lat: float | None = None
    lon: float | None = None
    heading_deg: float | None = None
    eta_s: int | None = None
    at: datetime | None = None


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """A place on a camera's picture, both from 0 (left, top) to 1."""

    camera_id: str
    x: float
    y: float
    at: datetime
    by: str


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """Direction of flight, a compass bearing."""

    bearing_deg: float
    at: datetime
    by: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of instruction from the room."""

    text: str
    at: datetime
    by: str


class Directing(msgspec.Struct, frozen=True, kw_only=True):
    """지휘: what the room shows and says to its units and the operator."""

    chosen_camera_id: str | None = None
    pointer: Pointer | None = None
    arrow: Arrow | None = None
    line: Line | None = None


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what happened, in words."""

    at: datetime
    kind: str
    text_ko: str
    text_en: str
    about: str | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The centre that asked for our cameras: its code and names, its own incident, whom it would show them to."""

    centre: str
    name_ko: str
    name_en: str
    incident_id: str
    organisations: tuple[str, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """From when until when something may be shown (작전·훈련 시간). Aware times."""

    starts: datetime
    ends: datetime


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What it was, by the word of a person of the centre; stays when the rest is forgotten."""

    label_ko: str
    label_en: str
    at: datetime


class Untold(msgspec.Struct, frozen=True, kw_only=True):
    """A body that the sender wanted told beside it and that is shown nothing, with the reason."""

    organisation: str
    name_ko: str
    name_en: str
    reason: str
    text_ko: str
    text_en: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one call."""

    incident_id: str
    partner: str
    sender_org: str
    ext_incident_no: str
    service: str
    category: str
    code: str
    exercise: bool
    state: IncidentState
    summary: str
    reported_at: datetime
    received_at: datetime
    place: Place | None = None
    address: str = ""
    responders: tuple[Responder, ...] = ()
    directing: Directing = Directing()
    legal_basis: str | None = None
    agreement_id: str | None = None
    competent: str | None = None
    approved: bool = False
    ranked_at: datetime | None = None
    rank_due: bool = False
    ended_at: datetime | None = None
    end_reason: str | None = None
    ended_by: str | None = None
    origin: Origin | None = None
    area: Area | None = None
    window: Window | None = None
    details: dict[str, object] = {}
    handed_to: tuple[str, ...] = ()
    drill_id: str | None = None
    heard_at: datetime | None = None
    said_at: datetime | None = None
    """When its sender's newest word was sent, by that sender's clock; `came_late`: long before it arrived."""
    came_late: bool = False
    answered: Answered | None = None
    untold: tuple[Untold, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state is IncidentState.OPEN
