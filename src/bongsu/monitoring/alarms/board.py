"""The queue as the feed sees it: who is at work, what each of them is shown, and which alarms are gone for good."""

from collections.abc import Iterable

from bongsu.identity.people import Role
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.views import AlarmView, MonitoringCounts, alarm_view, counts


class AlarmBoard:
    """Answers from memory alone."""

    def __init__(self, desk: AlarmDesk) -> None:
        self.desk = desk

    def enter(self, screen: object, person_id: str, name: str, role: Role) -> None:
        self.desk.seats.enter(screen, person_id, name, role)

    def leave(self, screen: object) -> None:
        self.desk.seats.leave(screen, self.desk.clock.now())

    def open_now(self) -> list[str]:
        """Oldest first."""
        found = sorted(self.desk.book.open(), key=lambda one: (one.first_at, one.alarm_id))
        return [one.alarm_id for one in found]

    def views(self, person_id: str, alarm_ids: Iterable[str]) -> dict[str, AlarmView | None]:
        """None for one that is nobody's to see, or that is long over."""
        known = self.desk.book.alarms
        return {
            alarm_id: alarm_view(self.desk, known[alarm_id], person_id)
            if alarm_id in known
            else None
            for alarm_id in alarm_ids
        }

    def counts(self) -> MonitoringCounts:
        return counts(self.desk)
