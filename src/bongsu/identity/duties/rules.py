"""Pure: when training is due and when a seat stays closed. Days are days of Seoul."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bongsu.identity.duties.settings import DutySettings
from bongsu.identity.people import Role

# whose training is kept; only an operator's seat depends on it
TRAINED = frozenset({Role.OPERATOR, Role.SHIFT_LEAD, Role.RESIDENT_POLICE})
SEATED = frozenset({Role.OPERATOR})
FIRST_NOTICE_DAYS = 30
LONGEST_MONTHS = 120
LAST_NOTICE_DAYS = 7


class Lack(StrEnum):
    """Why a seat is closed."""

    TRAINING = "training"
    PLEDGE = "pledge"


class Notice(StrEnum):
    """How near the day is."""

    MONTH = "month"
    WEEK = "week"
    GRACE = "grace"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's duties on one day."""

    due_on: date | None
    seat_until: date | None
    """The last day on which a seat opens."""
    notice: Notice | None
    lacks: tuple[Lack, ...]

    @property
    def is_seat_closed(self) -> bool:
        return bool(self.lacks)


def standing(
    role: Role,
    added_on: date,
    valid_until: Iterable[date],
    today: date,
    settings: DutySettings,
    *,
    has_pledged: bool,
) -> Standing:
    """`valid_until` are the ends of all trainings; without any, the first is due so many months after the account."""
    if role not in TRAINED:
        return Standing(None, None, None, ())
    due = max(valid_until, default=months_after(added_on, settings.training_every_months))
    grace = timedelta(days=max(0, settings.training_grace_days))
    # a register is never corrected: a mistyped year in it must not close everybody's books
    last = min(due, date.max - grace) + grace
    lacks = []
    if role in SEATED:
        lacks += [Lack.TRAINING] if today > last else []
        lacks += [Lack.PLEDGE] if settings.pledge_required and not has_pledged else []
    return Standing(due, last, notice_on(today, due, last), tuple(lacks))


def notice_on(today: date, due: date, last: date) -> Notice | None:
    if today > last:
        return Notice.OVERDUE
    if today > due:
        return Notice.GRACE
    left = (due - today).days
    if left <= LAST_NOTICE_DAYS:
        return Notice.WEEK
    return Notice.MONTH if left <= FIRST_NOTICE_DAYS else None


def months_after(day: date, months: int) -> date:
    """31 August and six months → 28 February."""
    index = day.month - 1 + max(0, months)
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
