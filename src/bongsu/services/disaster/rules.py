"""Pure rules of the service: whom an incident is for, what a request must say, and what each reader is told."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any  # Any: an incident's details are what its service has put there

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.message import GROUNDS, HEADS
from bongsu.sharing.jurisdiction import Competent, Jurisdiction, Outside

# keys of an incident's details that no message of a partner can write: `DisasterRequest` does not know them
ALERT = "alert"
SENSOR = "sensor"


def competent_in(room: str) -> Callable[[Mapping[str, float] | None], Jurisdiction]:
    """The district's own room, for every place of the district."""

    def judge(shares: Mapping[str, float] | None) -> Jurisdiction:
        return Outside() if shares == {} else Competent(room)

    return judge


def address_from(room: str) -> Callable[[Incident, Jurisdiction], Addressed]:
    """An alert and a water level are the own room's; what a body asks is for that body, if its agreement lets it."""

    def address(incident: Incident, _who: Jurisdiction) -> Addressed:
        own = is_heard_here(incident.details)
        return Addressed(Competent(room if own else incident.sender_org))

    return address


def is_heard_here(details: Mapping[str, object]) -> bool:
    """It came by a warning or a sensor, not by somebody's request."""
    return ALERT in details or SENSOR in details


def check_request(call: Call, before: Incident | None) -> None:
    """A warning is ground to ask, not permission: who, on what ground, where, until when (dossier §12.5)."""
    if is_heard_here(call.details or {}):
        return
    if before is not None and is_heard_here(before.details):
        raise Invalid("What a warning opened, a warning changes", field="ext_incident_no")
    if before is not None:
        return
    said = call.details or {}
    for name in ("ground", "requesting_head"):
        if not said.get(name):
            raise Invalid(f"A request names its {name}", field=f"details.{name}")
    if call.area is None:
        raise Invalid("A request names its area", field="area")
    if call.window is None:
        raise Invalid("A request names its end", field="window")


def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """For the centre and the room; a body beside learns what kind of thing it is, which is in the view."""
    if reader is Reader.BESIDE:
        return ()
    details: Mapping[str, Any] = incident.details
    told = _of_alert(details.get(ALERT) or {}) + _of_sensor(details.get(SENSOR) or {})
    return told + _of_request(details) + _end(incident)


def _of_alert(alert: Mapping[str, Any]) -> tuple[Fact, ...]:
    if not alert:
        return ()
    rest = [str(one) for one in alert["rest"]]
    told = [
        _fact("특보", "Alert", alert["text_ko"], alert["text_en"], urgent=alert["severe"]),
        _fact("발표", "Issued by", alert["sender_name"] or alert["sender"]),
    ]
    if rest:
        told.append(
            _fact(
                f"벽면 밖 구역 {len(rest)}곳", f"{len(rest)} areas not on the wall", ", ".join(rest)
            )
        )
    return tuple(told)


def _of_sensor(sensor: Mapping[str, Any]) -> tuple[Fact, ...]:
    if not sensor:
        return ()
    level = f"{sensor['level_cm']:g} cm (≥ {sensor['alarm_cm']:g})"
    return (_fact("수위", "Water level", f"{sensor['name']} {level}", urgent=True),)


def _of_request(details: Mapping[str, Any]) -> tuple[Fact, ...]:
    told: list[Fact] = []
    if details.get("ground") in GROUNDS:
        told.append(_fact("요청 근거", "Ground", *GROUNDS[details["ground"]]))
    if details.get("requesting_head") in HEADS:
        told.append(_fact("요청 기관장", "Requested by", *HEADS[details["requesting_head"]]))
    if details.get("alert_identifier"):
        told.append(_fact("근거 특보", "Alert leaned on", details["alert_identifier"]))
    return tuple(told)


def _end(incident: Incident) -> tuple[Fact, ...]:
    if incident.window is None:
        return ()
    return (_fact("끝나는 시각", "Ends at", _minute(incident.window.ends)),)


def _minute(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%m-%d %H:%M")


def _fact(ko: str, en: str, value_ko: str, value_en: str = "", *, urgent: bool = False) -> Fact:
    return Fact(
        label_ko=ko,
        label_en=en,
        value_ko=value_ko,
        value_en=value_en or value_ko,
        urgent=urgent,
    )
