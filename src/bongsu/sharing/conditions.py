"""Pure: what a clause covers, what it lacks, what it forbids, and why a whole agreement permits nothing (RULES.md)."""

from datetime import datetime

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Stage
from bongsu.sharing.decision import Request
from bongsu.sharing.hours import is_within
from bongsu.sharing.policy import Standing, is_within_dates
from bongsu.sharing.reasons import Reason


def is_in_area(area: frozenset[str], dong: str | None) -> bool:
    """An area's code holds every dong that begins with it; a dong that nobody knows is asked about elsewhere."""
    return dong is None or any(dong.startswith(code) for code in area)


def _is_for(clause: Clause, request: Request) -> bool:
    return (
        clause.kind is request.kind
        and clause.kind is not ClauseKind.FORBID
        and clause.service == request.service
        and request.organisation in clause.recipients
    )


def uncovered(agreement: Agreement, clause: Clause, request: Request) -> Reason | None:
    """None when the clause covers the request."""
    if not _is_for(clause, request):
        return Reason.NO_CLAUSE
    if request.category not in clause.categories:
        return Reason.NOT_LISTED
    if request.code not in clause.by_itself | clause.with_approval:
        return Reason.NOT_URGENT
    return None if is_in_area(agreement.area, request.dong) else Reason.OUTSIDE_AREA


def unmet(
    agreement: Agreement, clause: Clause, request: Request, barred: frozenset[str], now: datetime
) -> Reason | None:
    """None when the clause permits; else the first thing that it lacks."""
    lacks = uncovered(agreement, clause, request)
    if lacks is not None:
        return lacks
    if request.legal_basis is not None and request.legal_basis not in clause.legal_bases:
        return Reason.BASIS
    if not is_within(clause.hours, now):
        return Reason.OUTSIDE_HOURS
    if not _pilot_lets(agreement, request, now):
        return Reason.OUTSIDE_PILOT
    if clause.kind is ClauseKind.LOOKBACK and request.lookback_s > clause.lookback_s:
        return Reason.LOOKBACK_TOO_LONG
    if request.to_vehicle and not clause.to_vehicles:
        return Reason.NOT_TO_VEHICLES
    left = clause.purposes - barred
    is_agreed = bool(left) if request.purpose is None else request.purpose in left
    return None if is_agreed else Reason.PURPOSE


def _pilot_lets(agreement: Agreement, request: Request, now: datetime) -> bool:
    """시범운영: real calls within hours, dongs and counts; a dong that nobody knows is outside."""
    if agreement.stage is Stage.FULL:
        return True
    pilot = agreement.pilot
    return (
        pilot is not None
        and is_within(pilot.hours, now)
        and request.dong is not None
        and is_in_area(pilot.dongs, request.dong)
        and request.calls_today < pilot.calls_a_day
        and request.calls_in_all < pilot.calls_in_all
    )


def bans(agreement: Agreement, clause: Clause, request: Request, now: datetime) -> bool:
    codes = clause.by_itself | clause.with_approval
    return (
        clause.service in ("", request.service)
        and (not clause.recipients or request.organisation in clause.recipients)
        and (not clause.categories or request.category in clause.categories)
        and (not codes or request.code in codes)
        and is_within(clause.hours, now)
        and is_in_area(agreement.area, request.dong)
    )


def withheld(one: Standing, now: datetime) -> Reason | None:
    """Why an agreement as a whole permits nothing now."""
    if not one.is_completed:
        return Reason.NOT_SIGNED
    if not one.is_signed:
        return Reason.KEY_WITHDRAWN
    if one.suspension is not None:
        return Reason.SUSPENDED
    return None if is_within_dates(one, now) else Reason.NOT_IN_FORCE
