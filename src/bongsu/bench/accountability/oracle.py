"""What `sharing/RULES.md` says of a request: Cedar finds the clauses, this page puts the order around them."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.bench.accountability.cedar import (
    ALLOW,
    ASK,
    FORBID,
    PURPOSE,
    SUSPENDED,
    CedarPolicies,
    Rule,
)
from bongsu.sharing.decision import Allow, Ask, Decision, Refuse, Request
from bongsu.sharing.policy import Policy
from bongsu.sharing.reasons import Reason

# steps 1 to 5 of the page; behind them a refusal's reason is an explanation, not a decision
EARLY = frozenset(
    {
        Reason.CLOCK_SET_BACK,
        Reason.NO_AGREEMENT,
        Reason.OTHER_AGREEMENT,
        Reason.FORBIDDEN,
        Reason.SUSPENDED,
    }
)
REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Said:
    """What two independent answers must have in common. Limits are those of a permission."""

    outcome: str
    reason: str = ""
    named: tuple[str, int, str] | None = None
    limits: tuple[float, int, int, int, int, bool, frozenset[str]] | None = None


class Oracle:
    """Of one policy at one moment."""

    def __init__(self, policy: Policy, now: datetime) -> None:
        self._policy = policy
        self._cedar = CedarPolicies(policy, now)

    def says(self, request: Request) -> Said:
        early = self._early(request)
        return early if early is not None else self._permission(request)

    def _early(self, request: Request) -> Said | None:
        if self._policy.clock_set_back:
            return Said(REFUSE, Reason.CLOCK_SET_BACK)
        known = {one.agreement.agreement_id for one in self._policy.standings}
        if not known:
            return Said(REFUSE, Reason.NO_AGREEMENT)
        if request.agreement_id is not None and request.agreement_id not in known:
            return Said(REFUSE, Reason.OTHER_AGREEMENT)
        for action, reason in ((FORBID, Reason.FORBIDDEN), (SUSPENDED, Reason.SUSPENDED)):
            found = self._cedar.matching(action, request)
            if found:
                return Said(REFUSE, reason, _named(found[0]))
        return None

    def _permission(self, request: Request) -> Said:
        asking = self._of_named(ASK, request)
        permitting = asking + self._of_named(ALLOW, request)
        if not permitting:
            return Said(REFUSE)
        narrowest = min(asking or permitting, key=_width)
        forbidden = {
            purpose
            for rule in self._cedar.matching(PURPOSE, request)
            for purpose in rule.clause.purposes
        }
        purposes = frozenset.intersection(*(rule.clause.purposes for rule in permitting))
        left = purposes - forbidden
        if not left or (request.purpose is not None and request.purpose not in left):
            return Said(REFUSE)
        return Said("ask" if asking else "allow", "", _named(narrowest), _limits(permitting, left))

    def _of_named(self, action: str, request: Request) -> list[Rule]:
        found = self._cedar.matching(action, request)
        if request.agreement_id is None:
            return found
        wanted = request.agreement_id
        return [rule for rule in found if rule.standing.agreement.agreement_id == wanted]


def _named(rule: Rule) -> tuple[str, int, str]:
    agreement = rule.standing.agreement
    return agreement.agreement_id, agreement.version, rule.clause.number


def _width(rule: Rule) -> tuple[float, int, int, int, str, int]:
    clause = rule.clause
    limits = clause.radius_m, clause.max_cameras, clause.ttl_s, clause.renewals
    return *limits, *rule.order


def _limits(
    rules: list[Rule], purposes: frozenset[str]
) -> tuple[float, int, int, int, int, bool, frozenset[str]]:
    clauses = [rule.clause for rule in rules]
    return (
        min(clause.radius_m for clause in clauses),
        min(clause.max_cameras for clause in clauses),
        min(clause.ttl_s for clause in clauses),
        min(clause.renewals for clause in clauses),
        min(clause.lookback_s for clause in clauses),
        all(clause.to_vehicles for clause in clauses),
        purposes,
    )


def as_said(decision: Decision) -> Said:
    """Our own rules' answer in the same words."""
    if isinstance(decision, Refuse):
        if decision.reason not in EARLY:
            return Said(REFUSE)
        return Said(REFUSE, decision.reason, _clause_of(decision))
    outcome = "allow" if isinstance(decision, Allow) else "ask"
    clause = decision.clause
    limits = (
        clause.radius_m, clause.max_cameras, clause.ttl_s, clause.renewals, clause.lookback_s,
        clause.to_vehicles, frozenset(str(purpose) for purpose in clause.purposes),
    )  # fmt: skip
    return Said(outcome, "", _clause_of(decision), limits)


def _clause_of(decision: Allow | Ask | Refuse) -> tuple[str, int, str] | None:
    if decision.clause is None or decision.agreement_id is None or decision.version is None:
        return None
    return decision.agreement_id, decision.version, decision.clause.number


def agree(ours: Said, theirs: Said) -> bool:
    """Step 7 explains a refusal; one of its words is also step 5's."""
    explained = ours.reason == Reason.SUSPENDED and theirs == Said(REFUSE)
    return ours == theirs or explained


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A request that the two answer differently."""

    policy: Policy
    request: Request
    ours: Said
    theirs: Said
