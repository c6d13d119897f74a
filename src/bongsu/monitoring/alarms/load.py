"""관제 부하: how much was put before each operator in ten minutes, what they made of it, how fast; and what each rule on
each camera raised. Pure sums over rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind

SLOT = timedelta(minutes=10)
_REAL, _FALSE, _LAPSED = AlarmState.REAL.value, AlarmState.FALSE.value, AlarmState.LAPSED.value


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One alarm that was put before one person."""

    person_id: str
    at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """One alarm of one rule, and what became of it."""

    camera_id: str
    rule_id: str
    rule_name: str
    kind: str
    state: str
    reason: str | None
    count: int
    silenced: bool
    first_at: datetime


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """`confirmed`: real by real and false, None where nothing was answered. Seconds from being shown to being opened."""

    shown: int = 0
    answered: int = 0
    real: int = 0
    false: int = 0
    lapsed: int = 0
    confirmed: float | None = None
    opened_median_s: float | None = None
    opened_p95_s: float | None = None


class SlotFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Ten minutes of one operator."""

    at: datetime
    operator: int
    figures: Figures


class OperatorFigures(msgspec.Struct, frozen=True, kw_only=True):
    """`operator`: a number within this answer, in order of ids; `is_me`: whoever asks. Nobody else's name is told."""

    operator: int
    is_me: bool
    figures: Figures
    most_in_10min: int
    """The fullest ten minutes."""


class RuleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One rule on one camera."""

    camera_id: str
    rule_id: str
    rule_name: str
    kind: RuleKind
    alarms: int
    arrivals: int
    """With what was merged."""
    real: int
    false: int
    lapsed: int
    silenced: int


def figures_of(rows: Sequence[ShownRow]) -> Figures:
    outcomes = Counter(one.outcome for one in rows)
    real, false = outcomes[_REAL], outcomes[_FALSE]
    waits = sorted(
        (one.opened_at - one.at).total_seconds() for one in rows if one.opened_at is not None
    )
    return Figures(
        shown=len(rows),
        answered=sum(one.answered_at is not None for one in rows),
        real=real,
        false=false,
        lapsed=outcomes[_LAPSED],
        confirmed=round(real / (real + false), 4) if real + false else None,
        opened_median_s=share_of(waits, 0.5),
        opened_p95_s=share_of(waits, 0.95),
    )


def share_of(ordered: Sequence[float], share: float) -> float | None:
    """The value below which so much of them lies, by nearest rank."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def slots_of(rows: Iterable[ShownRow], numbers: dict[str, int]) -> list[SlotFigures]:
    """Those in which something was shown, oldest first."""
    by_slot: dict[tuple[datetime, int], list[ShownRow]] = {}
    for one in rows:
        by_slot.setdefault((slot_of(one.at), numbers[one.person_id]), []).append(one)
    return [
        SlotFigures(at=at, operator=number, figures=figures_of(found))
        for (at, number), found in sorted(by_slot.items())
    ]


def slot_of(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 10, second=0, microsecond=0)


def fullest(times: Iterable[datetime]) -> int:
    """Most within any ten minutes, not only the clock's own."""
    ordered = sorted(times)
    most = begin = 0
    for end, at in enumerate(ordered):
        while at - ordered[begin] >= SLOT:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def numbered(rows: Iterable[ShownRow]) -> dict[str, int]:
    return {one: number for number, one in enumerate(sorted({row.person_id for row in rows}), 1)}


def operators_of(
    rows: Sequence[ShownRow], numbers: dict[str, int], me: str
) -> list[OperatorFigures]:
    found = []
    for person_id, number in numbers.items():
        theirs = [one for one in rows if one.person_id == person_id]
        found.append(
            OperatorFigures(
                operator=number,
                is_me=person_id == me,
                figures=figures_of(theirs),
                most_in_10min=fullest(one.at for one in theirs),
            )
        )
    return found


def rules_of(rows: Iterable[RaisedRow]) -> list[RuleFigures]:
    """Most false alarms first: those are what a person should look at."""
    by_rule: dict[tuple[str, str], list[RaisedRow]] = {}
    for one in rows:
        by_rule.setdefault((one.camera_id, one.rule_id), []).append(one)
    found = [_rule(key, theirs) for key, theirs in by_rule.items()]
    return sorted(found, key=lambda one: (-one.false, -one.alarms, one.camera_id, one.rule_id))


def _rule(key: tuple[str, str], rows: Sequence[RaisedRow]) -> RuleFigures:
    states = Counter(one.state for one in rows)
    newest = max(rows, key=lambda one: one.first_at)
    return RuleFigures(
        camera_id=key[0],
        rule_id=key[1],
        rule_name=newest.rule_name,
        kind=RuleKind(newest.kind),
        alarms=len(rows),
        arrivals=sum(one.count for one in rows),
        real=states[_REAL],
        false=states[_FALSE],
        lapsed=states[_LAPSED],
        silenced=sum(one.silenced for one in rows),
    )


def reasons_of(rows: Iterable[RaisedRow]) -> dict[FalseReason, int]:
    """Every reason, also those that nobody gave."""
    given = Counter(one.reason for one in rows if one.state == _FALSE)
    return {reason: given[reason.value] for reason in FalseReason}
