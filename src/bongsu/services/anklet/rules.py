"""What an anklet message may carry, whom it is for, and what its rooms read. Pure; nothing here is told to the centre."""

import re

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader
from bongsu.kernel.failures import Invalid
from bongsu.sharing.jurisdiction import Competent, Jurisdiction

MOJ_CENTRE = "MOJ.ANKLET"
TRIGGERS = {
    "DEVICE_TAMPER": ("장치 훼손", "Device tampered with"),
    "CURFEW": ("외출제한 위반", "Curfew broken"),
    "EXCLUSION_ZONE": ("출입금지구역 진입", "Exclusion zone entered"),
    "VICTIM_APPROACH": ("피해자 등 접근", "Approach to a protected person"),
}
# the monitoring centre knows these too; none of them is agreed, and a refusal has to be able to tell one from a typing error
NOT_AGREED = {
    "CONTACT_LOST": ("연락두절", "Contact lost"),
    "BATTERY_LOW": ("저전력", "Battery low"),
    "CHARGE_NEGLECTED": ("충전 불이행", "Not charged"),
    "OTHER_CONDITION": ("그 밖의 준수사항 위반", "Another condition broken"),
}
WORN_UNDER = {
    "electronic_device_act": ("전자장치부착법", "Electronic device act"),
    "stalking_provisional_measure": ("스토킹 잠정조치", "Provisional measure against stalking"),
}
# groups of digits; letters could spell a name
_NUMBER = re.compile(r"[0-9]{1,12}(-[0-9]{1,12}){0,3}")
# 주민등록번호 and telephone numbers are digits too, and say who somebody is
_PERSONAL = re.compile(r"[0-9]{6}-?[1-8][0-9]{6}|01[0-9]-?[0-9]{3,4}-?[0-9]{4}")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


def check(call: Call, before: Incident | None) -> None:
    """Raises `Invalid` with the field. What is left of text must be a code."""
    if call.sender_org != MOJ_CENTRE:
        raise Invalid(f"ANKLET is sent by {MOJ_CENTRE}", field="sender.org")
    number = call.ext_incident_no
    if not _NUMBER.fullmatch(number) or _PERSONAL.fullmatch(number):
        raise Invalid("An alarm's number is digits and names nobody", field="ext_incident_no")
    for field, code in (
        ("legal.basis", call.legal_basis),
        ("legal.agreement_id", call.agreement_id),
    ):
        if code is not None and not _CODE.fullmatch(code):
            raise Invalid("A code of letters A-Z, digits and hyphens", field=field)
    if before is None:
        _check_first(call)


def _check_first(call: Call) -> None:
    if call.place is None and call.area is None:
        raise Invalid("An alarm has a point or an area", field="location")
    details = call.details or {}
    for name in ("police_too", "worn_under"):
        if details.get(name) is None:
            raise Invalid("A new alarm says this", field=f"details.{name}")


def address(incident: Incident, who: Jurisdiction) -> Addressed:
    """The monitoring centre; beside it the competent police room, where that centre says so.

    Who is competent must be clear: the centre's approver, who sees no place, could not pick one of two."""
    main = Competent(MOJ_CENTRE)
    if incident.details.get("police_too") is True and isinstance(who, Competent):
        return Addressed(main, (who.station,))
    return Addressed(main)


def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """For the rooms whom it concerns, while it runs."""
    if reader is Reader.CENTRE or incident.category not in TRIGGERS:
        return ()
    trigger = TRIGGERS[incident.category]
    told = [_fact("경보", "Alarm", trigger, urgent=True)]
    worn = WORN_UNDER.get(str(incident.details.get("worn_under")))
    if worn is not None:
        told.append(_fact("부착 근거", "Worn under", worn))
    if reader is Reader.LEAD:
        police = incident.details.get("police_too") is True
        shared = ("함께 봄", "told too") if police else ("알리지 않음", "not told")
        told.append(_fact("관할 경찰", "Competent police", shared))
    return tuple(told)


def _fact(korean: str, english: str, value: tuple[str, str], *, urgent: bool = False) -> Fact:
    return Fact(
        label_ko=korean, label_en=english, value_ko=value[0], value_en=value[1], urgent=urgent
    )
