"""What a company's alarm must say, and for whom it is: nobody outside, until an operator hands it over. Pure."""

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed, Fact, Reader
from bongsu.kernel.failures import Invalid
from bongsu.sharing.jurisdiction import Jurisdiction

CODE = "PRIV_SEC"
CATEGORIES = {"INTRUSION": ("침입", "Intrusion"), "FIRE": ("화재", "Fire")}


def check(call: Call, before: Incident | None) -> None:
    """Raises `Invalid` with the field."""
    details = call.details or {}
    if before is None and details.get("confirmed_by") is None:
        raise Invalid("Confirmed by the company's own CCTV first", field="details.confirmed_by")
    if before is None and call.place is None:
        raise Invalid("An alarm has a place", field="location")


def nobody_outside(_incident: Incident, _who: Jurisdiction) -> Addressed:
    """Least of all the company that told it."""
    return Addressed(None)


def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """For the operators, and for the room that it is handed to."""
    if reader is Reader.VEHICLE:
        return ()
    told = [_fact("확인", "Confirmed", ("업체 CCTV", "by the company's CCTV"), urgent=True)]
    site = incident.details.get("site_no")
    if isinstance(site, str):
        told.append(_fact("업체 현장 번호", "Company's site", (site, site)))
    return tuple(told)


def _fact(korean: str, english: str, value: tuple[str, str], *, urgent: bool = False) -> Fact:
    return Fact(
        label_ko=korean, label_en=english, value_ko=value[0], value_en=value[1], urgent=urgent
    )
