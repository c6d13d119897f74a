"""Pure rules: may this organisation see pictures for this trigger, by which clause, or why not (PIPA art. 18(2)).

The order of steps and the precedence of reasons are written in RULES.md; an independent oracle is made from that page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.conditions import bans, uncovered, unmet, withheld
from bongsu.sharing.decision import Allow, Ask, Decision, Refuse, Request, Waits
from bongsu.sharing.policy import Policy, Standing, is_living, is_within_dates, looked_at
from bongsu.sharing.reasons import Reason

# the door to this context's rules: who decides needs these words too
__all__ = [
    "Allow",
    "Ask",
    "Decision",
    "Reason",
    "Refuse",
    "Request",
    "Waits",
    "approve_within_s",
    "decide",
    "may_approve",
    "may_renew",
]

# from the furthest that a clause can come to the least: RULES.md, step 7
_FURTHEST = (
    Reason.PURPOSE,
    Reason.NOT_TO_VEHICLES,
    Reason.LOOKBACK_TOO_LONG,
    Reason.OUTSIDE_PILOT,
    Reason.OUTSIDE_HOURS,
    Reason.BASIS,
    Reason.OUTSIDE_AREA,
    Reason.NOT_URGENT,
    Reason.NOT_LISTED,
    Reason.KEY_WITHDRAWN,
    Reason.SUSPENDED,
    Reason.NOT_IN_FORCE,
    Reason.NOT_SIGNED,
)


def decide(policy: Policy, request: Request, now: datetime) -> Decision:
    """Silence is no permission; what denies wins over what asks, what asks over what allows."""
    if policy.clock_set_back:
        return Refuse(Reason.CLOCK_SET_BACK)
    if not policy.standings:
        return Refuse(Reason.NO_AGREEMENT)
    if request.agreement_id is not None and not policy.knows(request.agreement_id):
        return Refuse(Reason.OTHER_AGREEMENT)
    every = looked_at(policy, now)
    dated = [one for one in every if is_within_dates(one, now)]
    denied = _forbidden(dated, request, now) or _suspended(dated, request)
    if denied is not None:
        return denied
    named = [one for one in every if request.agreement_id in (None, _id(one))]
    barred = _forbidden_purposes(dated, request, now)
    ways = [
        (one, clause)
        for one in named
        if is_living(one, now) and one.suspension is None
        for clause in one.agreement.clauses
        if unmet(one.agreement, clause, request, barred, now) is None
    ]
    if ways:
        return _permission(ways, request, barred)
    return _nearest(named, request, barred, now)


def _id(standing: Standing) -> str:
    return standing.agreement.agreement_id


def _forbidden(dated: Sequence[Standing], request: Request, now: datetime) -> Refuse | None:
    for one, clause in _forbidding(dated, request, now):
        if not clause.purposes or request.purpose in clause.purposes:
            return _refuse(Reason.FORBIDDEN, one, clause)
    return None


def _forbidden_purposes(
    dated: Sequence[Standing], request: Request, now: datetime
) -> frozenset[str]:
    found = (clause.purposes for _, clause in _forbidding(dated, request, now))
    return frozenset().union(*found)


def _forbidding(
    dated: Sequence[Standing], request: Request, now: datetime
) -> Iterable[tuple[Standing, Clause]]:
    """A doubt about a signature or a suspension lifts no ban."""
    for one in dated:
        for clause in one.agreement.clauses:
            if clause.kind is ClauseKind.FORBID and bans(one.agreement, clause, request, now):
                yield one, clause


def _suspended(dated: Sequence[Standing], request: Request) -> Refuse | None:
    for one in dated:
        if one.suspension is None:
            continue
        for clause in one.agreement.clauses:
            if uncovered(one.agreement, clause, request) is None:
                return _refuse(Reason.SUSPENDED, one, clause)
    return None


def _permission(
    ways: Sequence[tuple[Standing, Clause]], request: Request, barred: frozenset[str]
) -> Decision:
    asking = [way for way in ways if request.code in way[1].with_approval]
    # `min` keeps the first of equals: ways come by agreement and place in the text
    one, clause = min(asking or ways, key=_narrowness)
    narrowed = _narrowed(clause, [way[1] for way in ways], barred)
    if not narrowed.purposes or (request.purpose and request.purpose not in narrowed.purposes):
        return _refuse(Reason.PURPOSE, one, clause)
    if asking:
        return Ask(narrowed, Waits.APPROVAL, _id(one), one.agreement.version)
    return Allow(narrowed, _id(one), one.agreement.version)


def _narrowness(way: tuple[Standing, Clause]) -> tuple[float, int, int, int, str]:
    one, clause = way
    return (clause.radius_m, clause.max_cameras, clause.ttl_s, clause.renewals, _id(one))


def _narrowed(clause: Clause, every: Sequence[Clause], barred: frozenset[str]) -> Clause:
    """The named clause, no wider than any other that permits the same."""
    return replace(
        clause,
        radius_m=min(one.radius_m for one in every),
        max_cameras=min(one.max_cameras for one in every),
        ttl_s=min(one.ttl_s for one in every),
        renewals=min(one.renewals for one in every),
        lookback_s=min(one.lookback_s for one in every),
        to_vehicles=all(one.to_vehicles for one in every),
        purposes=frozenset.intersection(*(one.purposes for one in every)) - barred,
    )


def _nearest(
    named: Sequence[Standing], request: Request, barred: frozenset[str], now: datetime
) -> Refuse:
    """The refusal of the clause that came furthest."""
    best: Refuse | None = None
    for one in named:
        whole = withheld(one, now)
        for clause in one.agreement.clauses:
            reason = unmet(one.agreement, clause, request, barred, now)
            if reason is Reason.NO_CLAUSE:
                continue
            reason = whole or reason
            assert reason is not None
            if best is None or _FURTHEST.index(reason) < _FURTHEST.index(best.reason):
                best = _refuse(reason, one, clause)
    return best or Refuse(Reason.NO_CLAUSE)


def _refuse(reason: Reason, one: Standing, clause: Clause) -> Refuse:
    return Refuse(reason, clause, _id(one), one.agreement.version)


def may_approve(agreement: Agreement, clause: Clause | None, role: str, *, is_own: bool) -> bool:
    """A provision decision of the controller: never the asking agency, never an operator (dossier §12.1)."""
    roles = (clause.approver_roles if clause else None) or agreement.approver_roles
    return is_own and role in roles


def approve_within_s(agreement: Agreement, clause: Clause) -> int:
    """How long an approver has; the clause's own time where it gives one."""
    return clause.approve_within_s or agreement.approve_within_s


def may_renew(renewals_left: int, ends_at: datetime, now: datetime) -> bool:
    return renewals_left > 0 and now < ends_at
