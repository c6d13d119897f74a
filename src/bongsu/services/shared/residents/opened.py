"""A press that still waits, taken out of its seal."""

import msgspec

from bongsu.services.shared.residents.alarm import Alarm, Press
from bongsu.services.shared.residents.desk import ResidentDesk


def opened(at: ResidentDesk, alarm: Alarm) -> tuple[str, Press]:
    """Which body sent it, and what it said."""
    plain = at.box.open(alarm.sealed or "", alarm.alarm_id)
    return msgspec.json.decode(plain, type=tuple[str, Press])
