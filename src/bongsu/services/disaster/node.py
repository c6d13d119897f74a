"""What the disaster service's routes stand on at one node."""

from dataclasses import dataclass

from bongsu.incidents.desk import Desk
from bongsu.services.disaster.hear import Hearing
from bongsu.services.disaster.own_district import OwnDistrict
from bongsu.services.disaster.sensors.hear import SensorDesk
from bongsu.services.disaster.settings import DisasterSettings


@dataclass(frozen=True, slots=True)
class DisasterNode:
    """The desk, the own district, what the centre has set, and the own disaster room."""

    desk: Desk
    own: OwnDistrict
    settings: DisasterSettings
    room: str

    def hearing(self) -> Hearing:
        return Hearing(self.desk, self.own.district, self.settings)

    def sensors(self) -> SensorDesk:
        return SensorDesk(self.desk, self.own.district, self.settings, self.room)
