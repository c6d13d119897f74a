"""When a home device's silence is a call, and when an alarm: a beat missed and a call unanswered. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.services.shared.residents.alarm import Device
from bongsu.services.shared.residents.settings import ResidentSettings


class Due(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    CALL = "call"
    ALARM = "alarm"


def is_missed(device: Device, now: datetime, settings: ResidentSettings) -> bool:
    return (now - device.heard_at).total_seconds() >= settings.beat_missed_s


def due(device: Device, now: datetime, settings: ResidentSettings) -> Due:
    """No word on the call in time counts as unanswered: silence is an alarm, never an end."""
    if not is_missed(device, now, settings):
        return Due.NOTHING
    if device.asked_at is None:
        return Due.CALL
    waited_s = (now - device.asked_at).total_seconds()
    return Due.ALARM if waited_s >= settings.call_within_s else Due.NOTHING


def after_call(device: Device, now: datetime, settings: ResidentSettings, *, answered: bool) -> Due:
    """An unanswered call alone is no alarm: somebody may be out; the missed beat makes it one."""
    if answered or not is_missed(device, now, settings):
        return Due.NOTHING
    return Due.ALARM


def next_look(device: Device, settings: ResidentSettings) -> datetime:
    if device.asked_at is not None:
        return device.asked_at + timedelta(seconds=settings.call_within_s)
    return device.heard_at + timedelta(seconds=settings.beat_missed_s)
