"""What crosses the wire to a screen: the feed's messages and an incident as one viewer sees it (docs/architecture.md)."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from bongsu.incidents.area import PolygonText
from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.incident import Answered, Directing, Responder, TimelineRow
from bongsu.incidents.service import Answers, Fact
from bongsu.monitoring.alarms.views import AlarmView


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A value for the wire."""


class Option(View, frozen=True):
    """A station that an approver may pick."""

    organisation: str
    name_ko: str
    name_en: str


class WaitingView(View, frozen=True):
    """What a lending waits for, until when, and whether this viewer may answer."""

    kind: str
    deadline: datetime | None
    options: list[Option]
    may_decide: bool
    may_recommend: bool


class LendingView(View, frozen=True):
    """One organisation's lending."""

    grant_id: str
    organisation: str
    organisation_name_ko: str
    organisation_name_en: str
    state: str
    agreement_id: str | None
    agreement_version: int | None
    stage: str | None
    clause: str | None
    clause_text_ko: str
    clause_text_en: str
    reason: str | None
    reason_text_ko: str
    reason_text_en: str
    decided_at: datetime
    ends_at: datetime | None
    renewals_left: int
    waiting: WaitingView | None
    mine: bool
    may_withdraw: bool
    undo_until: datetime | None
    cut_reason: str | None
    recommended: str | None
    cameras: int
    is_own: bool
    owner: str
    """Centre whose cameras these are; empty = our own."""
    owner_name_ko: str
    owner_name_en: str
    owner_clause_text_ko: str
    """By which clause of its own that centre lends them."""
    owner_clause_text_en: str


class TileView(View, frozen=True):
    """One chosen camera."""

    camera_id: str
    grant_id: str
    rank: int
    name: str
    district: str
    kind: str
    lat: float
    lon: float
    bearing_deg: float | None
    hfov_deg: float | None
    range_m: float
    distance_m: float
    direction_deg: float
    why_ko: str
    why_en: str
    chance: float
    state: str
    state_since: datetime | None
    state_reason: str
    ends_at: datetime | None
    owner: str
    """Centre whose camera this is; empty = our own."""
    owner_name_ko: str
    owner_name_en: str


class OriginView(View, frozen=True):
    """The centre that asked for our cameras."""

    centre: str
    name_ko: str
    name_en: str


class PlaceView(View, frozen=True):
    """The scene; `radius_m` is how far cameras were looked for."""

    lat: float
    lon: float
    accuracy_m: float
    method: str
    address: str
    dong: str
    radius_m: float
    at: datetime | None
    """When it was said; a person's own word on the map has none."""


class EndedView(View, frozen=True):
    """How it ended."""

    at: datetime
    reason: str
    reason_text_ko: str
    reason_text_en: str


class WindowView(View, frozen=True):
    """From when until when something may be shown."""

    starts: datetime
    ends: datetime


class OwnViewView(View, frozen=True):
    """The centre's own look at it (자체 관제), for its own people."""

    grant_id: str
    is_running: bool
    ends_at: datetime | None
    asks_from: datetime | None
    """From then on somebody is asked whether it goes on; None: nobody may make it longer."""
    over_ko: str
    """Why it is over; empty while it runs."""
    over_en: str
    may_go_on: bool


class IncidentView(View, frozen=True):
    """An incident as one viewer sees it."""

    incident_id: str
    ext_incident_no: str
    service: str
    service_name_ko: str
    service_name_en: str
    system: str
    room_kind: str
    """Which panels the room shows: police, fire, moj, army, disaster, welfare, centre."""
    category: str
    category_ko: str
    category_en: str
    code: str
    exercise: bool
    state: str
    summary: str
    reported_at: datetime
    received_at: datetime
    heard_at: datetime | None
    """When its partner's last message came, of whatever kind."""
    place: PlaceView | None
    address: str
    responders: list[Responder]
    lendings: list[LendingView]
    tiles: list[TileView]
    tile_count: int
    """Lent to outside bodies now, also where the viewer is shown none of them."""
    discreet: bool
    """The viewer learns that it runs, how many tiles and how long."""
    area: PolygonText | None
    window: WindowView | None
    facts: list[Fact]
    drill_id: str | None
    directing: Directing
    timeline: list[TimelineRow]
    may_direct: bool
    may_close: bool
    answers: Answers | None
    """What this viewer may answer now; then nothing else ends it."""
    answered: Answered | None
    own_view: OwnViewView | None
    ended: EndedView | None
    origin: OriginView | None


class PersonView(View, frozen=True):
    """Who is signed in."""

    person_id: str
    name: str
    role: str
    organisation: str
    organisation_name_ko: str
    organisation_name_en: str
    unit_id: str | None
    is_own: bool
    may_approve: bool


class CentreView(View, frozen=True):
    """Whose console this is."""

    code: str
    name_ko: str
    name_en: str
    phone: str


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One message of the feed. `seq` counts per node run."""

    seq: int


class Hello(Message, frozen=True, tag="hello"):
    """First on every connection. With `resumed` false everything known before is void.

    A `summary` comes at least every `beat_s` seconds: silence means that the line is dead."""

    now: datetime
    person: PersonView
    centre: CentreView
    watermark: str
    resumed: bool
    beat_s: float


class IncidentMessage(Message, frozen=True, tag="incident"):
    """Insert or replace."""

    incident: IncidentView


class IncidentGone(Message, frozen=True, tag="incident_gone"):
    """No longer visible to this session."""

    incident_id: str


class TicketMessage(Message, frozen=True, tag="ticket"):
    """For one viewer and one camera; 30 s to connect."""

    grant_id: str
    camera_id: str
    ticket: str
    url: str
    expires_at: datetime


class CameraStateMessage(Message, frozen=True, tag="camera_state"):
    """A camera's state has changed."""

    camera_id: str
    state: str
    since: datetime | None
    reason: str


class Watcher(View, frozen=True):
    """One screen that shows a camera now."""

    grant_id: str
    camera_id: str
    organisation: str
    viewer: str
    since: datetime
    drill_id: str | None = None
    """Of an exercise; told to nobody who has not joined it."""


class WatchingMessage(Message, frozen=True, tag="watching"):
    """Who watches from outside now; for the centre's own people."""

    watchers: list[Watcher]


class Summary(Message, frozen=True, tag="summary"):
    """The bar's figures."""

    cameras: int
    cameras_dead: int


class LinkStanding(View, frozen=True):
    """How the line to another centre stands: `up`, `down`, `refused`; `unknown` while the node has only just started."""

    code: str
    name_ko: str
    name_en: str
    state: str
    since: datetime | None


class LinksMessage(Message, frozen=True, tag="links"):
    """Every centre that is linked with ours; told when a screen joins and whenever a line changes."""

    links: list[LinkStanding]


class AlarmMessage(Message, frozen=True, tag="alarm"):
    """An alarm of selective monitoring (지능형 선별관제): insert or replace; its state says whether it is open. For the
    queue's people."""

    alarm: AlarmView


class AlarmGone(Message, frozen=True, tag="alarm_gone"):
    """No longer to be seen: its camera is, or what was known of it is over."""

    alarm_id: str


class MonitoringMessage(Message, frozen=True, tag="monitoring"):
    """How the queue and the watch stand (`MonitoringCounts`); for the queue's people."""

    waiting: int
    shown: int
    held: int
    shelved: int
    flood: bool
    flood_since: datetime | None
    arrivals_10min: int
    operators: int
    last_at: datetime | None
    watched: int
    late: int
    isolated: int
    workers: int


class Problem(Message, frozen=True, tag="problem"):
    """A wish on the feed could not be met."""

    code: str
    detail: str


FeedMessage = (
    Hello
    | IncidentMessage
    | IncidentGone
    | TicketMessage
    | CameraStateMessage
    | WatchingMessage
    | Summary
    | LinksMessage
    | AlarmMessage
    | AlarmGone
    | MonitoringMessage
    | Problem
)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen may say on the feed: it wants a ticket, or tells where its vehicle is."""

    want: Literal["ticket", "position"]
    grant_id: str = ""
    camera_id: str = ""
    lat: Lat | None = None
    lon: Lon | None = None
    heading_deg: Annotated[float, msgspec.Meta(ge=0.0, le=360.0)] | None = None
    speed_kmh: float | None = None
