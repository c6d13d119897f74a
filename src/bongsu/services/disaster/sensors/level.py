"""What a reading does: taken, late, absurd; over the alarm; below it for long enough. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.services.disaster.settings import DisasterSettings

_FUTURE = timedelta(minutes=5)
# a stream is not ten metres below its bed, nor thirty above it
LOWEST_CM, HIGHEST_CM = -1000.0, 3000.0


@dataclass(frozen=True, slots=True)
class Sensor:
    """A registered sensor and what it said last."""

    sensor_id: str
    name: str
    lat: float
    lon: float
    radius_m: float
    warn_cm: float
    alarm_cm: float
    level_cm: float | None = None
    at: datetime | None = None
    heard_at: datetime | None = None
    below_since: datetime | None = None
    proposed_at: datetime | None = None
    incident_id: str | None = None


class Taken(StrEnum):
    """What became of a reading."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"
    LATE = "late"
    ABSURD = "absurd"
    UNKNOWN = "unknown_sensor"


class Deed(StrEnum):
    """What the level asks for."""

    NOTHING = "nothing"
    ALARM = "alarm"
    END = "end"


def is_taken(
    sensor: Sensor, level_cm: float, at: datetime, now: datetime, settings: DisasterSettings
) -> tuple[Taken, str]:
    """With the field that is wrong."""
    if not LOWEST_CM <= level_cm <= HIGHEST_CM:
        return Taken.ABSURD, "level_cm"
    if at.tzinfo is None or at > now + _FUTURE:
        return Taken.ABSURD, "at"
    if sensor.at is not None and (sensor.at, sensor.level_cm) == (at, level_cm):
        return Taken.DUPLICATE, ""
    is_old = at < now - timedelta(minutes=settings.sensor_silent_minutes)
    if is_old or (sensor.at is not None and at <= sensor.at):
        return Taken.LATE, "at"
    return Taken.TAKEN, ""


def below_since(sensor: Sensor, level_cm: float, at: datetime) -> datetime | None:
    """Since when it has been below the alarm without a break; None: it is not."""
    return None if level_cm >= sensor.alarm_cm else sensor.below_since or at


def deed(sensor: Sensor, *, is_running: bool, settings: DisasterSettings) -> Deed:
    """`sensor` has the new reading in it. One crest asks once; what swings around the alarm does not end it."""
    if sensor.level_cm is None or sensor.at is None:
        return Deed.NOTHING
    if sensor.level_cm >= sensor.alarm_cm:
        asked = is_running or sensor.proposed_at is not None
        return Deed.NOTHING if asked else Deed.ALARM
    since = sensor.below_since or sensor.at
    is_over = sensor.at - since >= timedelta(minutes=settings.falling_minutes)
    asked = is_running or sensor.proposed_at is not None
    return Deed.END if is_over and asked else Deed.NOTHING


def state_of(sensor: Sensor, now: datetime, settings: DisasterSettings) -> str:
    """`silent` is said before the level that was: nobody knows what it is now."""
    if sensor.heard_at is None or sensor.level_cm is None:
        return "silent"
    if now - sensor.heard_at > timedelta(minutes=settings.sensor_silent_minutes):
        return "silent"
    if sensor.level_cm >= sensor.alarm_cm:
        return "alarm"
    return "warning" if sensor.level_cm >= sensor.warn_cm else "normal"
