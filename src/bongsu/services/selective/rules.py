"""What an operator may open an incident as, whom it is for, what its readers are told. Pure."""

from datetime import datetime

from bongsu.identity.add import OWN_KEYS
from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid
from bongsu.monitoring.words import RuleKind
from bongsu.sharing.jurisdiction import Jurisdiction

CODE = "SELECT"
# no system may be called so: what a person began, no message changes or ends
PARTNER = f"{OWN_KEYS}monitoring"
LEGAL_BASIS = "PIPA18-2-3"
BESIDE = 4
CATEGORIES = {
    "VIOLENCE": ("폭력", "Violence"),
    "FALL": ("쓰러짐", "Person down"),
    "FIRE": ("화재", "Fire"),
    "CROWD": ("인파 밀집", "Crowd"),
    "TRAFFIC": ("교통", "Traffic"),
    "OTHER": ("기타", "Other"),
}
KINDS = {
    RuleKind.INTRUSION: ("침입", "Intrusion"),
    RuleKind.LOITERING: ("배회", "Loitering"),
    RuleKind.LINE_CROSSING: ("선 통과", "Line crossed"),
    RuleKind.CROWD: ("인파 밀집", "Crowd"),
    RuleKind.WRONG_WAY: ("역방향", "Wrong way"),
    RuleKind.VEHICLE_STOPPED: ("차량 정차", "Vehicle stopped"),
    RuleKind.FALL_CANDIDATE: ("쓰러짐 의심", "Person down (candidate)"),
    RuleKind.ABANDONED_CANDIDATE: ("방치 물체 의심", "Abandoned object (candidate)"),
}


def by_a_key_alone(call: Call, _before: Incident | None) -> None:
    """No message carries an alarm: the canonical one knows no details of this service."""
    if not (call.details or {}).get("alarm_id"):
        raise Invalid("Only a person of the centre opens this, from an alarm", field="service")


def nobody_outside(_incident: Incident, _who: Jurisdiction) -> Addressed:
    """112 and 119 see it only when a person of the centre hands it over."""
    return Addressed(None)


def at_the_camera(incident: Incident) -> Nearest:
    """Its own site first, then what stands beside it."""
    site = incident.details.get("site_id")
    return Nearest(site if isinstance(site, str) else "", BESIDE)


def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """What the machine said and when; never a person."""
    kind = incident.details.get("kind")
    since = incident.details.get("first_at")
    lines = []
    if isinstance(kind, str):
        lines.append(_fact(("알람", "Alarm"), KINDS[RuleKind(kind)]))
    if isinstance(since, str):
        at = datetime.fromisoformat(since).astimezone(SEOUL).strftime("%H:%M:%S")
        lines.append(_fact(("처음 보임", "First seen"), (at, at)))
    if reader is Reader.CENTRE:
        name = incident.details.get("camera_name")
        if isinstance(name, str):
            lines.append(_fact(("카메라", "Camera"), (name, name)))
        lines.append(
            _fact(
                ("방송·경광등", "Announcement, light"),
                ("관제요원 조작만", "by an operator's key only"),
            )
        )
    return tuple(lines)


def _fact(label: tuple[str, str], value: tuple[str, str]) -> Fact:
    return Fact(label_ko=label[0], label_en=label[1], value_ko=value[0], value_en=value[1])
