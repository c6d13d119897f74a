"""Two independent readings of `sharing/RULES.md` agree; and the comparison would notice if one of them were wrong.

20,000 requests here; `BONGSU_LONG_TESTS=1` asks a million (about five minutes)."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.bench.accountability import compare as comparing
from bongsu.bench.accountability.cases import NOON, Case, cases
from bongsu.bench.accountability.compare import compare
from bongsu.bench.accountability.oracle import REFUSE, Oracle, Said, agree
from bongsu.sharing.agreement import Clause, ClauseKind
from bongsu.sharing.agreements.seongbuk import (
    FIRE_SEONGBUK,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.decision import Allow, Decision, Refuse, Request
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.reasons import Reason
from bongsu.sharing.rules import decide

ASKED = 1_000_000 if os.environ.get("BONGSU_LONG_TESTS") == "1" else 20_000
Wrong = Callable[[Policy, Request, Decision], Decision]


@pytest.mark.timeout(1800)
def test_our_rules_and_cedar_agree_on_every_random_request() -> None:
    compared = compare(cases(seed=2026, requests=ASKED))
    assert compared.requests == ASKED
    assert compared.disagreements == []


def test_the_random_requests_meet_every_kind_of_answer() -> None:
    """Else agreeing would be easy."""
    outcomes = compare(cases(seed=1, requests=4000, each=20)).outcomes
    met = {name for name, count in outcomes.items() if count >= 20}
    assert met >= {"allow", "ask", REFUSE, Reason.FORBIDDEN, Reason.SUSPENDED}


def test_the_same_seed_asks_the_same() -> None:
    assert list(cases(5, 300)) == list(cases(5, 300))
    assert list(cases(5, 300)) != list(cases(6, 300))


def _lets_through_a_suspension(policy: Policy, request: Request, _: Decision) -> Decision:
    lifted = [replace(one, suspension=None) for one in policy.standings]
    return decide(replace(policy, standings=tuple(lifted)), request, NOON)


def _forgets_what_is_forbidden(policy: Policy, request: Request, _: Decision) -> Decision:
    def without(one: Standing) -> Standing:
        kept = [each for each in one.agreement.clauses if each.kind is not ClauseKind.FORBID]
        return replace(one, agreement=replace(one.agreement, clauses=tuple(kept)))

    return decide(Policy(tuple(without(one) for one in policy.standings)), request, NOON)


def _forgets_the_hours(policy: Policy, request: Request, decision: Decision) -> Decision:
    if isinstance(decision, Refuse) and decision.reason is Reason.OUTSIDE_HOURS:
        assert decision.clause is not None
        return Allow(decision.clause, decision.agreement_id or "", decision.version or 0)
    return decision


def _widens(_policy: Policy, _request: Request, decision: Decision) -> Decision:
    if isinstance(decision, Refuse):
        return decision
    wider = replace(decision.clause, max_cameras=decision.clause.max_cameras + 1)
    return replace(decision, clause=wider)


def _never_asks(_policy: Policy, _request: Request, decision: Decision) -> Decision:
    if isinstance(decision, Allow | Refuse):
        return decision
    return Allow(decision.clause, decision.agreement_id, decision.version)


@pytest.mark.parametrize(
    "wrong",
    [
        _lets_through_a_suspension,
        _forgets_what_is_forbidden,
        _forgets_the_hours,
        _widens,
        _never_asks,
    ],
)
def test_rules_that_are_wrong_in_one_place_are_found(
    wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    def badly(policy: Policy, request: Request, now: object) -> Decision:
        return wrong(policy, request, decide(policy, request, NOON))

    at_noon = [Case(case.policy, NOON, case.requests) for case in cases(3, 4000)]
    monkeypatch.setattr(comparing, "decide", badly)
    assert compare(at_noon).disagreements


def _standing(**changed: object) -> Standing:
    agreement = replace(SEONGBUK_2023_08, **changed)  # type: ignore[arg-type] # any field
    return Standing(agreement, frozenset(one.organisation for one in agreement.parties))


ROBBERY = Request("P112_DISPATCH", "ROBBERY", "C0", POLICE_SEONGBUK, dong="1129066000")


def says(standing: Standing, request: Request) -> Said:
    return Oracle(Policy((standing,)), NOON).says(request)


def test_the_oracle_reads_the_real_agreement_as_people_do() -> None:
    assert says(_standing(), ROBBERY).named == ("SB-2023-08", 1, "3.2")
    assert says(_standing(), ROBBERY).outcome == "allow"
    assert says(_standing(), replace(ROBBERY, code="C2")).outcome == "ask"
    assert says(_standing(), replace(ROBBERY, code="C3")) == Said(REFUSE)
    assert says(_standing(), replace(ROBBERY, category="ASSAULT")) == Said(REFUSE)
    assert says(_standing(), replace(ROBBERY, organisation=FIRE_SEONGBUK)) == Said(REFUSE)
    assert says(_standing(), replace(ROBBERY, dong="1130500000")) == Said(REFUSE)


def test_the_oracle_lets_nothing_through_when_unsigned_ended_or_suspended() -> None:
    unsigned = replace(_standing(), signed_by=frozenset({POLICE_SEONGBUK}))
    assert says(unsigned, ROBBERY) == Said(REFUSE)
    assert says(_standing(ends=NOON), ROBBERY) == Said(REFUSE)
    assert says(_standing(starts=NOON + timedelta(seconds=1)), ROBBERY) == Said(REFUSE)
    suspended = replace(_standing(), suspension=Suspension(NOON, "per_1", "misuse"))
    assert says(suspended, ROBBERY).reason == Reason.SUSPENDED


def test_a_word_that_would_break_out_of_a_policy_stays_a_word() -> None:
    odd = '") || true || ("'
    clause = SEONGBUK_2023_08.clause("3.2")
    assert clause is not None
    hostile: Clause = replace(clause, categories=frozenset({odd}))
    standing = _standing(clauses=(hostile,))
    assert says(standing, ROBBERY) == Said(REFUSE)
    assert says(standing, replace(ROBBERY, category=odd)).outcome == "allow"


def test_an_explained_refusal_may_name_a_suspension_that_did_not_decide_it() -> None:
    assert agree(Said(REFUSE, Reason.SUSPENDED, ("A", 1, "2.1")), Said(REFUSE))
    assert not agree(Said(REFUSE), Said(REFUSE, Reason.SUSPENDED, ("A", 1, "2.1")))
    assert not agree(Said("allow"), Said(REFUSE))
