"""A call arrives: one transaction from the message to the grants."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident, IncidentState, Place
from bongsu.incidents.lateness import NOTED, as_sent
from bongsu.incidents.message import Call
from bongsu.incidents.rules import AREA_METHOD
from bongsu.incidents.settle import settle
from bongsu.incidents.store import incidents_saying, note, save_incident
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point
from bongsu.kernel.ids import new_id

_NAMED_UNITS = 3


async def open_incident(
    work: Work, desk: Desk, call: Call, now: datetime, *, lends: bool = True
) -> Incident:
    """Writes the incident down and lends what the agreement allows; not `lends`: it is known to be over.

    Raises `Invalid` as its service's `check` says; what another centre asks was checked there."""
    if call.origin is None:
        await _check(work, desk, call)
    incident = as_sent(_as_incident(call, desk, now), call, now, is_new=True)
    await save_incident(work.connection, incident)
    await record(work, now, _opened(incident, desk))
    korean, english = opening_words(incident, desk)
    await note(work.connection, incident.incident_id, now, "open", korean, english)
    if incident.came_late and not desk.centre.services[call.service].discreet:
        await note(work.connection, incident.incident_id, now, "late", *NOTED)
    if lends:
        return await settle(work, desk, incident, now)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return incident


async def _check(work: Work, desk: Desk, call: Call) -> None:
    service = desk.centre.services[call.service]
    service.check(call, None)
    if service.only_here and call.area is not None and not _is_here(desk, call.area.middle):
        raise Invalid("The area does not lie in this centre's district", field="area")
    word = (call.details or {}).get(service.twins.detail) if service.twins else None
    if service.twins is not None and isinstance(word, str):
        before = await incidents_saying(work.connection, service.code, service.twins.detail, word)
        service.twins.check(call, before)


def _is_here(desk: Desk, place: Point) -> bool:
    """Where no dong is known at all, a person judges."""
    shares = desk.centre.dongs.shares(place.lat, place.lon, 0.0)
    return shares is None or bool(shares)


def _as_incident(call: Call, desk: Desk, now: datetime) -> Incident:
    return Incident(
        incident_id=new_id("inc"),
        partner=call.partner,
        sender_org=call.sender_org,
        ext_incident_no=call.ext_incident_no,
        service=call.service,
        category=call.category or "",
        code=call.code or "",
        exercise=call.exercise,
        state=IncidentState.OPEN,
        summary=call.summary or "",
        reported_at=call.reported_at or now,
        received_at=now,
        place=placed(desk, place, now) if (place := place_said(call)) else None,
        address=call.address or "",
        responders=call.responders or (),
        legal_basis=call.legal_basis,
        agreement_id=call.agreement_id,
        origin=call.origin,
        area=call.area,
        window=call.window,
        details=desk.kept.of(call),
        drill_id=call.drill_id,
        heard_at=now,
    )


def placed(desk: Desk, place: Place, now: datetime) -> Place:
    """With its dong, and the moment at which it was said."""
    return msgspec.structs.replace(desk.centre.located(place), at=now)


def place_said(call: Call) -> Place | None:
    """Of an area its middle, where no place is named beside it."""
    if call.place is not None or call.area is None:
        return call.place
    middle = call.area.middle
    return Place(lat=middle.lat, lon=middle.lon, method=AREA_METHOD)


def _opened(incident: Incident, desk: Desk) -> Entry:
    body: dict[str, object] = {
        "ext_incident_no": incident.ext_incident_no,
        "exercise": incident.exercise,
        "service": incident.service,
        **said_in_trail(incident, desk),
    }
    if incident.drill_id is not None:
        body["drill"] = incident.drill_id
    return Entry(
        kind=TrailKind.OPEN_INCIDENT,
        actor=incident.partner,
        organisation=incident.sender_org,
        incident_id=incident.incident_id,
        body=body,
    )


def said_in_trail(incident: Incident, desk: Desk) -> dict[str, object]:
    """What kind of call it is; of a discreet service under seal, for two roles to open together."""
    said = {"category": incident.category, "code": incident.code}
    if not desk.centre.services[incident.service].discreet:
        return dict(said)
    if desk.seal is None:
        return {}
    korean, english = desk.centre.services[incident.service].category_name(incident.category)
    # whoever opens it reads words, and has no list of codes
    told = said | {"category_ko": korean, "category_en": english}
    return {"sealed": desk.seal(msgspec.json.encode(told), incident.incident_id)}


def opening_words(incident: Incident, desk: Desk) -> tuple[str, str]:
    """`112 신고 접수 코드0 강도, 순31 출동`, `비상벨 접수 누름`; of another centre `강북구 통합관제센터 요청 · 112 강도`."""
    service = desk.centre.services[incident.service]
    if service.discreet:
        return service.name_ko, service.name_en
    ko, en = service.category_name(incident.category)
    code_ko = f" 코드{incident.code[1:]}" if incident.code else ""
    code_en = f" {incident.code}" if incident.code else ""
    # where people call it is known by its number
    is_called = service.system.isdigit()
    system = (service.system,) * 2 if is_called else (service.name_ko, service.name_en)
    if incident.origin is not None:
        asker = incident.origin
        return (
            f"{asker.name_ko} 요청 · {system[0]}{code_ko} {ko}",
            f"Asked by {asker.name_en} · {system[1]}{code_en} {en}",
        )
    units_ko, units_en = _units(incident)
    test_ko, test_en = ("시험 신호 ", "Test: ") if incident.exercise else ("", "")
    came_ko, came_en = (" 신고 접수", " call") if is_called else (" 접수", "")
    return (
        f"{test_ko}{system[0]}{came_ko}{code_ko} {ko}{units_ko}",
        f"{test_en}{system[1]}{came_en}{code_en} {en}{units_en}",
    )


def _units(incident: Incident) -> tuple[str, str]:
    """A line is read at a glance: the first three by name."""
    names = [responder.unit_id for responder in incident.responders]
    if not names:
        return "", ""
    named, more = ", ".join(names[:_NAMED_UNITS]), len(names) - _NAMED_UNITS
    rest_ko, rest_en = (f" 외 {more}대", f" and {more} more") if more > 0 else ("", "")
    return f", {named}{rest_ko} 출동", f", {named}{rest_en} on its way"
