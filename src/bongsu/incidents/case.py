"""One incident as it is shown: what is known of it, what is lent for it and what was noted, here and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident, TimelineRow
from bongsu.incidents.service import LinkedService
from bongsu.sharing.grants import Grant


@dataclass(frozen=True, slots=True)
class Case:
    """The same for every viewer; `timeline` has lines that not everybody reads."""

    incident: Incident
    grants: Sequence[Grant]
    timeline: Sequence[TimelineRow]
    centre: Centre
    chooser: Chooser
    now: datetime

    @classmethod
    def of(
        cls,
        desk: Desk,
        incident: Incident,
        grants: Sequence[Grant],
        timeline: Sequence[TimelineRow],
    ) -> "Case":
        """As it stands at this desk now."""
        return cls(incident, grants, timeline, desk.centre, desk.chooser, desk.clock.now())

    @property
    def service(self) -> LinkedService:
        return self.centre.services[self.incident.service]

    def is_own(self, grant: Grant) -> bool:
        """The centre's own monitoring (자체 관제), no lending to anybody."""
        return grant.organisation == self.centre.code
