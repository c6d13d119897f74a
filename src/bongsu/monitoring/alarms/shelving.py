"""보관: an alarm that is known and cannot be helped is put aside, by a person, for at most a shift. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bongsu.kernel.failures import Invalid
from bongsu.monitoring.alarms.alarm import Alarm, Shelf
from bongsu.monitoring.alarms.rules import is_shelved
from bongsu.monitoring.words import AlarmState

LONGEST_MINUTES = 480


def until(now: datetime, minutes: int) -> datetime:
    """Raises `Invalid`: nothing is put aside for ever."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(f"Between 1 and {LONGEST_MINUTES} minutes", field="minutes")
    return now + timedelta(minutes=minutes)


def shelf_for(
    shelves: Iterable[Shelf], camera_id: str, rule_id: str, now: datetime
) -> Shelf | None:
    """The one that lasts longest."""
    holding = [one for one in shelves if one.holds(camera_id, rule_id, now)]
    return max(holding, key=lambda one: (one.until, one.shelf_id), default=None)


def is_freed(alarm: Alarm, shelves: Iterable[Shelf], now: datetime) -> bool:
    """Its shelf has ended and no other holds it."""
    if alarm.state is not AlarmState.WAITING or not is_shelved(alarm):
        return False
    return shelf_for(shelves, alarm.camera_id, alarm.rule_id, now) is None
