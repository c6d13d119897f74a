"""What one clause covers, permits and forbids, a condition at a time; the steps are those of sharing/RULES.md."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.conditions import bans, is_in_area, uncovered, unmet, withheld
from bongsu.sharing.decision import Request
from bongsu.sharing.policy import Standing, Suspension
from bongsu.sharing.reasons import Reason

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()
DONG, ELSEWHERE = "1129066000", "1130500000"
CLAUSE = Clause(
    number="3.2",
    service="P112_DISPATCH",
    recipients=frozenset({POLICE_SEONGBUK}),
    categories=frozenset({"ROBBERY"}),
    by_itself=frozenset({"C0"}),
    with_approval=frozenset({"C2"}),
    purposes=frozenset({"crime", "traffic"}),
    legal_bases=frozenset({"PIPA18-2-7"}),
    radius_m=300.0,
    max_cameras=5,
    ttl_s=1800,
    renewals=1,
    to_vehicles=False,
)
AGREEMENT = replace(SEONGBUK_2023_08, area=frozenset({"11290"}), clauses=(CLAUSE,))
REQUEST = Request("P112_DISPATCH", "ROBBERY", "C0", POLICE_SEONGBUK, dong=DONG)
PILOT = Pilot(("09:00-18:00",), frozenset({DONG}), 3, 10, date(2026, 12, 31))


def lacks(
    request: Request = REQUEST,
    clause: Clause = CLAUSE,
    agreement: Agreement = AGREEMENT,
    barred: frozenset[str] = NOBODY,
) -> Reason | None:
    return unmet(agreement, clause, request, barred, NOON)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (REQUEST, None),
        (replace(REQUEST, code="C2"), None),
        (replace(REQUEST, dong=None), None),
        (replace(REQUEST, service="P112_VIDEO"), Reason.NO_CLAUSE),
        (replace(REQUEST, organisation="KNPA.SEOUL.JONGAM"), Reason.NO_CLAUSE),
        (replace(REQUEST, kind=ClauseKind.LOOKBACK), Reason.NO_CLAUSE),
        (replace(REQUEST, kind=ClauseKind.FORBID), Reason.NO_CLAUSE),
        (replace(REQUEST, category="ASSAULT"), Reason.NOT_LISTED),
        (replace(REQUEST, category="ASSAULT", code="C3"), Reason.NOT_LISTED),
        (replace(REQUEST, code="C3"), Reason.NOT_URGENT),
        (replace(REQUEST, code="C3", dong=ELSEWHERE), Reason.NOT_URGENT),
        (replace(REQUEST, dong=ELSEWHERE), Reason.OUTSIDE_AREA),
    ],
)
def test_a_clause_covers_what_it_names_and_says_what_it_misses_first(
    request_: Request, reason: Reason | None
) -> None:
    assert uncovered(AGREEMENT, CLAUSE, request_) is reason
    assert lacks(request_) is reason


def test_a_ban_is_never_a_permission() -> None:
    ban = replace(CLAUSE, kind=ClauseKind.FORBID)
    for kind in ClauseKind:
        assert uncovered(AGREEMENT, ban, replace(REQUEST, kind=kind)) is Reason.NO_CLAUSE


def test_an_area_holds_every_dong_that_begins_with_one_of_its_codes() -> None:
    assert is_in_area(frozenset({"11305", "11290"}), DONG)
    assert not is_in_area(frozenset({"11305"}), DONG)
    assert not is_in_area(frozenset({"29066"}), DONG)
    assert not is_in_area(frozenset(), DONG)
    assert is_in_area(frozenset(), None)


@pytest.mark.parametrize(
    ("request_", "clause", "reason"),
    [
        (replace(REQUEST, legal_basis="PIPA18-2-7"), CLAUSE, None),
        (replace(REQUEST, legal_basis="MISSING9"), CLAUSE, Reason.BASIS),
        (REQUEST, replace(CLAUSE, hours=("11:59-12:01",)), None),
        (REQUEST, replace(CLAUSE, hours=("13:00-14:00",)), Reason.OUTSIDE_HOURS),
        (replace(REQUEST, to_vehicle=True), replace(CLAUSE, to_vehicles=True), None),
        (replace(REQUEST, to_vehicle=True), CLAUSE, Reason.NOT_TO_VEHICLES),
        (replace(REQUEST, purpose="crime"), CLAUSE, None),
        (replace(REQUEST, purpose="parking"), CLAUSE, Reason.PURPOSE),
        (REQUEST, replace(CLAUSE, purposes=NOBODY), Reason.PURPOSE),
        # a live picture asks for no past, whatever a request says
        (replace(REQUEST, lookback_s=600), CLAUSE, None),
    ],
)
def test_a_covering_clause_permits_when_every_condition_holds(
    request_: Request, clause: Clause, reason: Reason | None
) -> None:
    assert lacks(request_, clause) is reason


def test_a_look_back_reaches_as_far_as_its_clause_and_no_second_further() -> None:
    clause = replace(CLAUSE, kind=ClauseKind.LOOKBACK, lookback_s=600)
    asked = replace(REQUEST, kind=ClauseKind.LOOKBACK, lookback_s=600)
    assert lacks(asked, clause) is None
    assert lacks(replace(asked, lookback_s=601), clause) is Reason.LOOKBACK_TOO_LONG


def test_a_forbidden_purpose_is_taken_from_the_clause() -> None:
    traffic = frozenset({"traffic"})
    assert lacks(barred=traffic) is None
    assert lacks(replace(REQUEST, purpose="crime"), barred=traffic) is None
    assert lacks(replace(REQUEST, purpose="traffic"), barred=traffic) is Reason.PURPOSE
    assert lacks(barred=CLAUSE.purposes) is Reason.PURPOSE


@pytest.mark.parametrize(
    ("request_", "pilot", "lets"),
    [
        (REQUEST, PILOT, True),
        (replace(REQUEST, calls_today=2, calls_in_all=9), PILOT, True),
        (replace(REQUEST, calls_today=3), PILOT, False),
        (replace(REQUEST, calls_in_all=10), PILOT, False),
        (replace(REQUEST, dong=None), PILOT, False),
        (replace(REQUEST, dong="1129068500"), PILOT, False),
        (REQUEST, replace(PILOT, dongs=frozenset({"11290"})), True),
        (REQUEST, replace(PILOT, hours=("13:00-18:00",)), False),
        (REQUEST, None, False),
    ],
)
def test_a_pilot_lends_within_its_hours_dongs_and_counts(
    request_: Request, pilot: Pilot | None, lets: bool
) -> None:
    limited = replace(AGREEMENT, stage=Stage.PILOT, pilot=pilot)
    assert lacks(request_, agreement=limited) is (None if lets else Reason.OUTSIDE_PILOT)


def test_limits_of_a_pilot_that_is_over_bind_no_longer() -> None:
    full = replace(AGREEMENT, stage=Stage.FULL, pilot=PILOT)
    assert lacks(replace(REQUEST, calls_today=99, calls_in_all=99), agreement=full) is None


EVERYTHING = replace(
    CLAUSE,
    kind=ClauseKind.FORBID,
    service="",
    recipients=NOBODY,
    categories=NOBODY,
    by_itself=NOBODY,
    with_approval=NOBODY,
)
EXACTLY = replace(CLAUSE, kind=ClauseKind.FORBID)


@pytest.mark.parametrize(
    ("ban", "request_", "banned"),
    [
        (EVERYTHING, REQUEST, True),
        (EVERYTHING, replace(REQUEST, dong=ELSEWHERE), False),
        (replace(EVERYTHING, hours=("11:00-13:00",)), REQUEST, True),
        (replace(EVERYTHING, hours=("13:00-14:00",)), REQUEST, False),
        (EXACTLY, REQUEST, True),
        (EXACTLY, replace(REQUEST, code="C2"), True),
        (EXACTLY, replace(REQUEST, service="P112_VIDEO"), False),
        (EXACTLY, replace(REQUEST, organisation="KNPA.SEOUL.JONGAM"), False),
        (EXACTLY, replace(REQUEST, category="ASSAULT"), False),
        (EXACTLY, replace(REQUEST, code="C3"), False),
        (EXACTLY, replace(REQUEST, kind=ClauseKind.LOOKBACK), True),
    ],
)
def test_a_ban_covers_all_that_it_does_not_narrow(
    ban: Clause, request_: Request, banned: bool
) -> None:
    assert bans(AGREEMENT, ban, request_, NOON) == banned


def test_an_agreement_says_why_it_permits_nothing_the_gravest_reason_first() -> None:
    everybody = frozenset(party.organisation for party in AGREEMENT.parties)
    one = sorted(everybody)[0]
    suspension = Suspension(NOON, "per_1", "점검")
    over = replace(AGREEMENT, ends=NOON)
    whole = Standing(AGREEMENT, everybody)
    lost = replace(whole, signed_by=everybody - {one}, withdrawn_by=frozenset({one}))
    draft = replace(whole, signed_by=everybody - {one})
    assert withheld(whole, NOON) is None
    assert withheld(replace(whole, agreement=over), NOON) is Reason.NOT_IN_FORCE
    suspended = replace(whole, agreement=over, suspension=suspension)
    assert withheld(suspended, NOON) is Reason.SUSPENDED
    assert withheld(replace(lost, suspension=suspension), NOON) is Reason.KEY_WITHDRAWN
    assert withheld(replace(draft, suspension=suspension), NOON) is Reason.NOT_SIGNED
