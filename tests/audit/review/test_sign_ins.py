"""Sign-ins: wrong passwords in series, hours that an account never had, one account at two addresses."""

from dataclasses import replace
from datetime import timedelta

from bongsu.audit.review.finding import FindingKind
from tests.audit.review.judged import WHO, found, kinds
from tests.audit.review.months import (
    BEGINS,
    at,
    failed,
    sign_in,
    sign_out,
)


def test_wrong_passwords_in_series() -> None:
    (finding,) = found(failed(WHO, at(9, 9, 2 * n)) for n in range(7))
    assert (finding.kind, finding.who, finding.count) == (FindingKind.SIGN_IN_SERIES, WHO, 7)
    assert kinds(failed(WHO, at(9, 9, 10 * n)) for n in range(12)) == []
    assert kinds(failed("unknown", at(9, 9, n)) for n in range(5)) == [FindingKind.SIGN_IN_SERIES]


def test_an_hour_at_which_this_account_never_signs_in() -> None:
    usual = [sign_in("per_office", at(day, 9), "CPO") for day in range(1, 26)]
    odd = sign_in("per_office", at(20, 3), "CPO")
    (finding,) = found([*usual, odd])
    assert (finding.kind, finding.who, finding.facts) == (
        FindingKind.UNUSUAL_HOUR,
        "per_office",
        {"hours": [3]},
    )
    assert kinds([*usual[:10], odd]) == [], "a new account has no usual hours yet"
    assert kinds([*usual, sign_in("per_office", at(20, 8), "CPO")]) == []


def test_the_hours_before_the_month_are_usual_too() -> None:
    before = [
        replace(sign_in("per_office", at(1, 3), "CPO"), at=BEGINS - timedelta(days=n, hours=21))
        for n in range(1, 11)
    ]
    in_month = [sign_in("per_office", at(day, 9), "CPO") for day in range(1, 20)]
    assert kinds([*before, *in_month, sign_in("per_office", at(20, 3), "CPO")]) == []


def test_one_account_from_two_addresses_within_minutes() -> None:
    first = sign_in("per_lee", at(9, 9), source="10.1.0.4")
    second = sign_in("per_lee", at(9, 9, 4), source="10.9.0.7")
    (finding,) = found([first, second])
    assert (finding.kind, finding.facts) == (FindingKind.TWO_PLACES, {"by": "address"})
    assert kinds([first, sign_out("per_lee", at(9, 9, 2)), second]) == []
    assert kinds([first, replace(second, at=at(9, 9, 30))]) == []
