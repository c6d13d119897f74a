"""What the disaster service's routes stand on at one node."""

from dataclasses import dataclass

from bongsu.identity.people import SignedIn
from bongsu.incidents.desk import Desk
from bongsu.kernel.failures import Failure, Kind
from bongsu.services.disaster.hear import Hearing
from bongsu.services.disaster.own_district import OwnDistrict
from bongsu.services.disaster.sensors.hear import SensorDesk
from bongsu.services.disaster.settings import DisasterSettings


class NotThisRoom(Failure):
    """It is asked by another body's disaster room."""

    kind = Kind.NOT_FOUND
    code = "not_this_room"


@dataclass(frozen=True, slots=True)
class DisasterNode:
    """The desk, the own district, what the centre has set, and the own disaster room."""

    desk: Desk
    own: OwnDistrict
    settings: DisasterSettings
    room: str

    def must_be_ours(self, signed_in: SignedIn) -> None:
        """Another body's disaster room has the same role, and alerts and sensors of its own. Raises `NotThisRoom`."""
        if not signed_in.role.is_own and signed_in.person.organisation != self.room:
            raise NotThisRoom("Alerts and sensors here are another room's")

    def hearing(self) -> Hearing:
        return Hearing(self.desk, self.own.district, self.settings)

    def sensors(self) -> SensorDesk:
        return SensorDesk(self.desk, self.own.district, self.settings, self.room)
