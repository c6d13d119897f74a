"""Puts made-up deeds before the review's rules and answers what they find."""

from collections.abc import Iterable

from bongsu.audit.review.finding import Finding, FindingKind
from bongsu.audit.review.rules import MonthCheck
from bongsu.audit.review.settings import ReviewSettings
from tests.audit.review.months import (
    Deed,
    at,
    incident,
    own_look,
    rows_of,
    sign_in,
)

LIMITS = ReviewSettings()
WHO = "per_kim"


def found(deeds: Iterable[Deed], limits: ReviewSettings = LIMITS) -> list[Finding]:
    check = MonthCheck(limits)
    check.walk(rows_of([sign_in(WHO, at(1, 0)), *deeds]))
    return check.findings()


def kinds(deeds: Iterable[Deed]) -> list[FindingKind]:
    return [finding.kind for finding in found(deeds)]


def looks(*moments: object, camera: str = "") -> list[Deed]:
    """Own look-ups of different cameras (or one) at these times."""
    return [
        deed
        for number, moment in enumerate(moments)
        for deed in own_look(WHO, moment, camera or f"SB-{number}")  # type: ignore[arg-type] # datetimes
    ]


def night(count: int, hour: float = 23) -> list[Deed]:
    return looks(*(at(9, 0, hour * 60 + 15 * number) for number in range(count)))


def answers(quick: int, slow: int) -> list[Deed]:
    return [
        deed
        for n in range(quick + slow)
        for deed in incident(
            f"q{n}", at(2 + n % 25, 9, n), ["SB-1"], answered_after_s=1.5 if n < quick else 12
        )
    ]
