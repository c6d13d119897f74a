"""The canonical message (dossier §1.3) as it stands on the wire, and the checks that the types cannot hold."""

from datetime import datetime
from typing import Annotated, Any, Literal  # Any: a service's own details, checked by its own type

import msgspec
from msgspec import Meta

from bongsu.incidents.area import PolygonText, area_of
from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.incident import Place, Responder, Window
from bongsu.incidents.message import Call
from bongsu.incidents.service import LinkedService
from bongsu.kernel.failures import Invalid
from bongsu.kernel.moments import check_moment
from bongsu.kernel.plain_text import ONE_LINE

# it stands in lists, log lines and the trail
Word = Annotated[str, Meta(min_length=1, max_length=80, pattern=ONE_LINE)]
# a line end is nobody's fault in a hurry; NUL is kept by no database
Text = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")]
Metres = Annotated[float, Meta(ge=0.0, le=100_000.0)]
Degrees = Annotated[float, Meta(ge=0.0, le=360.0)]


class Wire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the message; an unknown field is refused by name, so that no name or picture slips in."""


class Sender(Wire, frozen=True):
    """Which body and system speaks."""

    org: Word
    system: Word


class Said(Wire, frozen=True):
    """What happened. `summary_ko` names nobody."""

    category: Word | None = None
    code: Literal["C0", "C1", "C2", "C3", "C4"] | None = None
    reported_at: datetime | None = None
    summary_ko: Text = ""


class Location(Wire, frozen=True):
    """Where. Without coordinates, an address may stand alone; then a person is asked."""

    lat: Lat | None = None
    lon: Lon | None = None
    accuracy_m: Metres = 0.0
    method: Literal["GPS", "WIFI", "CELL", "ADDRESS", "OPERATOR"] = "ADDRESS"
    address_road: Text = ""
    address_jibun: Text = ""
    observed_at: datetime | None = None


class Unit(Wire, frozen=True):
    """A unit on its way."""

    unit_id: Word
    kind: Word = "PATROL_CAR"
    lat: Lat | None = None
    lon: Lon | None = None
    heading: Degrees | None = None
    eta_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    device_id: Text = ""


class Requester(Wire, frozen=True):
    """Who asks, never by name."""

    name_hash: Text = ""
    rank: Text = ""
    dept: Text = ""


class Legal(Wire, frozen=True):
    """Under which rule."""

    basis: Word | None = None
    agreement_id: Word | None = None
    order_no: Text | None = None
    requester: Requester | None = None


class Span(Wire, frozen=True):
    """From when until when (작전·훈련 시간)."""

    starts: datetime
    ends: datetime


class CanonicalMessage(Wire, frozen=True):
    """One message about one call. `details` is what its service alone says, in the form that the service's page gives."""

    msg_id: Word
    sent_at: datetime
    sender: Sender
    service: Word
    ext_incident_no: Word
    msg_type: Literal["NEW", "UPDATE", "LOCATION", "CLOSE", "CANCEL", "TEST"]
    incident: Said | None = None
    location: Location | None = None
    responders: Annotated[list[Unit], Meta(max_length=50)] | None = None
    legal: Legal = Legal()
    area: PolygonText | None = None
    window: Span | None = None
    details: dict[str, Any] | None = None
    drill: Word | None = None

    @property
    def opens(self) -> bool:
        return self.msg_type in {"NEW", "TEST"}


def check(message: CanonicalMessage, service: LinkedService) -> None:
    """What depends on the service: its system, its categories, its codes. Raises `Invalid` with the field."""
    if message.sender.system != service.system:
        raise Invalid(f"{service.code} comes from system {service.system}", field="sender.system")
    check_moment(message.sent_at, "sent_at")
    _check_unsaid(message, service)
    if message.area is not None and not service.over_area:
        raise Invalid(f"{service.code} is lent around a place, not over an area", field="area")
    _check_said(message, service)
    _check_window(message.window)
    place = message.location
    if place is not None:
        check_moment(place.observed_at, "location.observed_at")
    if place is not None and (place.lat is None) != (place.lon is None):
        raise Invalid(
            "lat and lon come together",
            field="location.lat" if place.lat is None else "location.lon",
        )
    if message.msg_type == "LOCATION" and place is None:
        raise Invalid("A LOCATION message needs a location", field="location")


def _check_unsaid(message: CanonicalMessage, service: LinkedService) -> None:
    """What this service's partner may not tell, by the name of the field: it is never kept, not even to be refused."""
    for path in sorted(service.unsaid):
        value: object = message
        for name in path.split("."):
            value = getattr(value, name, None)
        if value:
            raise Invalid(f"{service.code} does not take this field", field=path)


def _check_window(window: Span | None) -> None:
    if window is None:
        return
    check_moment(window.starts, "window.starts")
    check_moment(window.ends, "window.ends")
    if window.ends <= window.starts:
        raise Invalid("The end comes after the start", field="window.ends")


def details_of(message: CanonicalMessage, service: LinkedService) -> dict[str, object] | None:
    """What the service alone says, checked by its own type. Raises `Invalid` with the field."""
    if message.details is None:
        return None
    if service.details is None:
        raise Invalid(f"{service.code} takes no details", field="details")
    try:
        read = msgspec.convert(message.details, service.details, strict=True)
    except msgspec.ValidationError as problem:
        text, _, path = str(problem).partition(" - at `$")
        field = f"details{path.rstrip('`')}" if path else "details"
        raise Invalid(text, field=field) from problem
    said: dict[str, object] = msgspec.to_builtins(read)
    return {name: said[name] for name in message.details if name in said}


def _with_order(
    message: CanonicalMessage, details: dict[str, object] | None
) -> dict[str, object] | None:
    """The order (명령) that a call stands on is kept beside what its service says."""
    number = message.legal.order_no
    return details if number is None else {**(details or {}), "order_no": number.strip()}


def _check_said(message: CanonicalMessage, service: LinkedService) -> None:
    said = message.incident
    if said is None:
        if message.opens:
            raise Invalid("A new call needs its incident", field="incident")
        return
    if said.category is None and message.opens:
        raise Invalid("A new call needs its category", field="incident.category")
    if said.category is not None and said.category not in service.categories:
        known = ", ".join(sorted(service.categories))
        raise Invalid(f"Unknown category; known: {known}", field="incident.category")
    if said.code is None and service.urgency_codes and message.opens:
        raise Invalid("This service's calls carry a code, C0 to C4", field="incident.code")
    if said.code is not None and said.code not in service.urgency_codes:
        raise Invalid("This service's calls carry no code", field="incident.code")
    check_moment(said.reported_at, "incident.reported_at")


def as_call(message: CanonicalMessage, partner: str, service: LinkedService) -> Call:
    """The message in the incident context's own words. Raises `Invalid` with the field."""
    said = message.incident or Said()
    where = message.location
    return Call(
        partner=partner,
        sender_org=message.sender.org,
        ext_incident_no=message.ext_incident_no,
        service=message.service,
        category=said.category,
        code=said.code,
        exercise=message.msg_type == "TEST",
        summary=said.summary_ko if message.incident else None,
        reported_at=said.reported_at,
        place=_place(where) if where else None,
        address=(where.address_road or where.address_jibun) if where else None,
        responders=_responders(message),
        legal_basis=message.legal.basis,
        agreement_id=message.legal.agreement_id,
        area=area_of(message.area) if message.area else None,
        window=Window(starts=message.window.starts, ends=message.window.ends)
        if message.window
        else None,
        details=_with_order(message, details_of(message, service)),
        drill_id=message.drill,
        sent_at=message.sent_at,
    )


def _place(where: Location) -> Place | None:
    if where.lat is None or where.lon is None:
        return None
    return Place(
        lat=where.lat,
        lon=where.lon,
        accuracy_m=where.accuracy_m,
        method=where.method,
        address=where.address_road or where.address_jibun,
    )


def _responders(message: CanonicalMessage) -> tuple[Responder, ...] | None:
    if message.responders is None:
        return None
    return tuple(
        Responder(
            unit_id=unit.unit_id,
            kind=unit.kind,
            lat=unit.lat,
            lon=unit.lon,
            heading_deg=unit.heading,
            eta_s=unit.eta_s,
            at=message.sent_at,
        )
        for unit in message.responders
    )
