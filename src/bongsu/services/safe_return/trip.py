"""One trip home as values: nobody looks at it while all is well."""

from datetime import datetime
from enum import StrEnum

import msgspec

from bongsu.kernel.geometry import Point


class TripStands(StrEnum):
    """How a trip stands."""

    ACTIVE = "active"
    ALARMED = "alarmed"
    ENDED = "ended"


class Trip(msgspec.Struct, frozen=True, kw_only=True):
    """`sealed`: its planned way; `device_id` is gone a day after the end."""

    partner: str
    number: str
    stands: TripStands
    started_at: datetime
    heard_at: datetime
    sender_org: str = ""
    device_id: str | None = None
    eta_at: datetime | None = None
    ended_at: datetime | None = None
    sealed: str | None = None
    drill_id: str | None = None

    @property
    def about(self) -> str:
        """What its positions are sealed for."""
        return f"{self.partner}/{self.number}"


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where the phone was, by its own clock."""

    at: datetime
    lat: float
    lon: float
    accuracy_m: float = 20.0

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


Route = tuple[Point, ...]
