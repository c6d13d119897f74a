"""Whether a rule is in force at a moment of Seoul's day."""

from collections.abc import Iterable
from datetime import datetime

from bongsu.monitoring.rules.rule import Hours


def is_in_force(hours: Iterable[Hours], at: datetime) -> bool:
    """`at`: in Seoul time. No hours at all: always."""
    given = tuple(hours)
    return not given or any(_covers(each, at.weekday(), at.hour * 60 + at.minute) for each in given)


def _covers(hours: Hours, day: int, minute: int) -> bool:
    if hours.from_minute == hours.to_minute:
        return _on(hours, day)
    if hours.from_minute < hours.to_minute:
        return _on(hours, day) and hours.from_minute <= minute < hours.to_minute
    if minute >= hours.from_minute:
        return _on(hours, day)
    return minute < hours.to_minute and _on(hours, (day - 1) % 7)


def _on(hours: Hours, day: int) -> bool:
    return not hours.days or day in hours.days
