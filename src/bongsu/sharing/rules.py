"""Pure rules: may this organisation see pictures for this trigger, by which clause, or why not (PIPA art. 18(2))."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bongsu.sharing.agreement import Agreement, Clause


class Reason(StrEnum):
    """Why pictures are not lent, or no longer. A stable word; `words.py` has the sentences."""

    SUSPENDED = "agreement_suspended"
    NOT_IN_FORCE = "agreement_not_in_force"
    OTHER_AGREEMENT = "agreement_unknown"
    NO_CLAUSE = "no_clause_for_service"
    NOT_LISTED = "category_not_listed"
    NOT_URGENT = "code_not_urgent"
    BASIS = "legal_basis_not_agreed"
    OUTSIDE_AREA = "outside_district"
    WRONG_JURISDICTION = "wrong_jurisdiction"
    TEST_MESSAGE = "test_message"
    NO_CAMERA = "no_camera_sees_it"
    DENIED = "denied_by_approver"
    PLACE_UNCONFIRMED = "place_unconfirmed"
    APPROVAL_TIMED_OUT = "approval_timed_out"
    WITHDRAWN = "withdrawn_by_centre"
    EXPIRED = "time_over"
    CLOSED = "incident_closed"
    CANCELLED = "incident_cancelled"
    SUPERSEDED = "superseded"


class Waits(StrEnum):
    """What a lending waits for."""

    APPROVAL = "approval"
    PLACE = "place"
    JURISDICTION = "jurisdiction"


@dataclass(frozen=True, slots=True)
class Request:
    """What an incident asks for one organisation. `code` is empty for a service without codes."""

    service: str
    category: str
    code: str
    organisation: str
    legal_basis: str | None = None
    agreement_id: str | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """Pictures open with nobody asked."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Ask:
    """Pictures may open once somebody who may has answered."""

    clause: Clause
    waits: Waits


@dataclass(frozen=True, slots=True)
class Refuse:
    """No picture. `clause` is the one that would have had to list it, where there is one."""

    reason: Reason
    clause: Clause | None = None


Decision = Allow | Ask | Refuse


def decide(agreement: Agreement, request: Request, now: datetime) -> Decision:
    """Deny by default: each way to a picture needs a clause that lists service, recipient, category and code."""
    refusal = _agreement_refuses(agreement, request, now)
    if refusal is not None:
        return refusal
    clauses = agreement.clauses_for(request.service, request.organisation)
    if not clauses:
        return Refuse(Reason.NO_CLAUSE)
    listed = [clause for clause in clauses if request.category in clause.categories]
    if not listed:
        return Refuse(Reason.NOT_LISTED, clauses[0])
    return _by_code(listed, request)


def _agreement_refuses(agreement: Agreement, request: Request, now: datetime) -> Refuse | None:
    if request.agreement_id not in (None, agreement.agreement_id):
        return Refuse(Reason.OTHER_AGREEMENT)
    if agreement.suspended_at is not None and agreement.suspended_at <= now:
        return Refuse(Reason.SUSPENDED)
    if not agreement.in_force(now):
        return Refuse(Reason.NOT_IN_FORCE)
    return None


def _by_code(listed: list[Clause], request: Request) -> Decision:
    for clause in listed:
        if request.code not in clause.by_itself | clause.with_approval:
            continue
        if request.legal_basis is not None and request.legal_basis not in clause.legal_bases:
            return Refuse(Reason.BASIS, clause)
        if request.code in clause.by_itself:
            return Allow(clause)
        return Ask(clause, Waits.APPROVAL)
    return Refuse(Reason.NOT_URGENT, listed[0])


def may_approve(agreement: Agreement, role: str, *, is_own: bool) -> bool:
    """A provision decision of the controller: never the asking agency, never an operator (dossier §12.1)."""
    return is_own and role in agreement.approver_roles


def may_renew(renewals_left: int, ends_at: datetime, now: datetime) -> bool:
    return renewals_left > 0 and now < ends_at
