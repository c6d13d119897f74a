"""What the disaster service's routes stand on at one node."""

from dataclasses import dataclass

from bongsu.incidents.desk import Desk
from bongsu.services.disaster.hear import Hearing
from bongsu.services.disaster.own_district import OwnDistrict
from bongsu.services.disaster.settings import DisasterSettings


@dataclass(frozen=True, slots=True)
class DisasterNode:
    """The desk, the own district and what the centre has set."""

    desk: Desk
    own: OwnDistrict
    settings: DisasterSettings

    def hearing(self) -> Hearing:
        return Hearing(self.desk, self.own.district, self.settings)
