"""Facts that incidents tells."""

from typing import ClassVar

from bongsu.kernel.events import Event


class IncidentChanged(Event, frozen=True, kw_only=True):
    """Something about this incident is new: the feed shows it again, whole."""

    subject: ClassVar[str] = "incidents.changed"
    incident_id: str
    service: str = ""
    """Its service, so that the others need not read it; empty: not known where this was told."""

    def may_be_of(self, service: str) -> bool:
        return self.service in {"", service}
