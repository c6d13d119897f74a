"""What the ledger says of why pictures are provided: the call in words, its number, its ground. No name, no address."""

from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.sharing.ledger.row import DISCREET, Occasion


def occasion_of(incident: Incident, desk: Desk, organisation: str) -> Occasion:
    """`112 긴급출동 · 강도 (코드0)`."""
    book = desk.centre.agreements
    return Occasion(
        incident_no=incident.ext_incident_no,
        purpose=_purpose(incident, desk),
        recipient=book.name_of(organisation),
        legal_basis=incident.legal_basis,
        # whoever signs for both is one controller: another office uses, nobody is provided with anything
        same_controller=_same_controller(organisation, desk),
        exercise=incident.exercise or incident.drill_id is not None,
        details=_asked_by(incident) | _kept_quiet(incident, desk),
    )


def _asked_by(incident: Incident) -> dict[str, str]:
    """Through which centre a recipient gets our pictures, and by which call of it."""
    if incident.origin is None:
        return {}
    return {"via": incident.origin.centre, "via_incident": incident.origin.incident_id}


def _kept_quiet(incident: Incident, desk: Desk) -> dict[str, str]:
    """Three cameras of a broken curfew are where somebody lives: the ledger tells how many, not which."""
    return {DISCREET: "yes"} if desk.centre.services[incident.service].discreet else {}


def _same_controller(organisation: str, desk: Desk) -> bool:
    book = desk.centre.agreements
    signs = book.signatory_of(desk.centre.code)
    return signs is not None and book.signatory_of(organisation) == signs


def _purpose(incident: Incident, desk: Desk) -> tuple[str, str]:
    service = desk.centre.services[incident.service]
    if service.discreet:
        return service.name_ko, service.name_en
    korean, english = service.category_name(incident.category)
    code_ko = f" (코드{incident.code[1:]})" if incident.code else ""
    code_en = f" ({incident.code})" if incident.code else ""
    return f"{service.name_ko} · {korean}{code_ko}", f"{service.name_en} · {english}{code_en}"
