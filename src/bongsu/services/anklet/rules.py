"""What an anklet message may carry, whom it is for, and what its rooms read. Pure; nothing here is told to the centre."""

import re

from bongsu.incidents.incident import Incident, Untold
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader
from bongsu.kernel.failures import Invalid
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Jurisdiction
from bongsu.sharing.reasons import Reason

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
_SAY_WHERE = (
    "더 정확한 위치가 오면 다시 판단합니다. 급하면 112로 알리십시오",
    "A better place is judged anew; if it cannot wait, ring 112",
)
_RING = ("112로 알리십시오", "Ring 112")
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

    Where two may be competent neither is shown anything. The control centre's approver, who sees no place, cannot pick
    one; the question goes to who knows the place: the monitoring centre, by a better place or by 112 (decision 011)."""
    main = Competent(MOJ_CENTRE)
    if incident.details.get("police_too") is not True:
        return Addressed(main)
    match who:
        case Competent(station):
            return Addressed(main, (station,), wished=True)
        case Ambiguous(stations):
            return Addressed(main, wished=True, unsure=stations)
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
        told.append(_police(incident))
    return tuple(told)


def _police(incident: Incident) -> Fact:
    name = ("관할 경찰", "Competent police")
    if incident.details.get("police_too") is not True:
        return _fact(*name, ("알리지 않음", "not told"))
    if not incident.untold:
        return _fact(*name, ("함께 알림", "told too"))
    return _fact(*name, _untold(incident.untold), urgent=True)


def _untold(untold: tuple[Untold, ...]) -> tuple[str, str]:
    """Who is not shown, why, and what the duty officer can do about it."""
    first = untold[0]
    who_ko = "·".join(one.name_ko for one in untold)
    who_en = ", ".join(one.name_en for one in untold)
    is_unsure = first.reason == Reason.JURISDICTION_UNCLEAR
    do_ko, do_en = _SAY_WHERE if is_unsure else _RING
    return (
        f"{who_ko}에 제공하지 않음: {first.text_ko}. {do_ko}",
        f"Not shown to {who_en}: {first.text_en}. {do_en}",
    )


def _fact(korean: str, english: str, value: tuple[str, str], *, urgent: bool = False) -> Fact:
    return Fact(
        label_ko=korean, label_en=english, value_ko=value[0], value_en=value[1], urgent=urgent
    )
