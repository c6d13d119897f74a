"""What the queue tells others."""

from typing import ClassVar

from bongsu.kernel.events import Event


class AlarmsChanged(Event, frozen=True):
    """These alarms are new or different; the feed shows them to the queue's people."""

    subject: ClassVar[str] = "monitoring.alarms_changed"
    alarm_ids: tuple[str, ...]
