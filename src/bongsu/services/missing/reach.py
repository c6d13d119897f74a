"""Pure: how far somebody may have walked since they were last seen, as rings around that place.

4 km/h and at most 3 km (dossier §1.2); streets make a way 1.3 times as long as it looks (assumption) until a `Ways`
knows the streets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, cos, radians, sin
from typing import Protocol

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Growing
from bongsu.kernel.geometry import Point, moved
from bongsu.services.missing.message import read_details

WALKING_M_PER_S = 4000 / 3600
CAP_M = 3000.0
RING_M = 250.0
_CORNERS = 48


class Ways(Protocol):
    """The border of what can be walked from a place in so many metres of way. Streets, walls and rivers come in here."""

    def border(self, place: Point, walked_m: float, cap_m: float) -> tuple[Point, ...]: ...


@dataclass(frozen=True, slots=True)
class Detour:
    """Without street data: a circle, the way being longer than the straight line by a factor."""

    factor: float = 1.3

    def border(self, place: Point, walked_m: float, cap_m: float) -> tuple[Point, ...]:
        reach = min(walked_m / self.factor, cap_m)
        turns = (radians(360.0 * at / _CORNERS) for at in range(_CORNERS))
        return tuple(moved(place, reach * sin(turn), reach * cos(turn)) for turn in turns)


NO_STREETS = Detour()


def since(incident: Incident) -> datetime:
    """Last seen; where nobody said when, the report."""
    return read_details(incident.details).last_seen_at or incident.reported_at


def rings(incident: Incident, now: datetime) -> int:
    """How many rings of 250 m are in reach; the first one always."""
    walked = max(0.0, (now - since(incident)).total_seconds()) * WALKING_M_PER_S
    accuracy = incident.place.accuracy_m if incident.place else 0.0
    most = int(CAP_M / RING_M)
    return min(most, max(1, ceil((walked / NO_STREETS.factor + accuracy) / RING_M)))


def reach_m(incident: Incident, now: datetime) -> float:
    return rings(incident, now) * RING_M


def area(incident: Incident, now: datetime, cap_m: float = CAP_M, ways: Ways = NO_STREETS) -> Area:
    """What is looked over now. The incident has a place."""
    assert incident.place is not None
    place = Point(incident.place.lat, incident.place.lon)
    walked_m = reach_m(incident, now) * NO_STREETS.factor
    border = ways.border(place, walked_m, cap_m)
    return Area(tuple((one.lat, one.lon) for one in border))


def _area(incident: Incident, now: datetime, cap_m: float) -> Area | None:
    return None if incident.place is None else area(incident, now, cap_m)


def next_ring(incident: Incident, after: datetime) -> datetime | None:
    """The moment at which one more ring is in reach; None at the cap."""
    have = rings(incident, after)
    if have * RING_M >= CAP_M:
        return None
    accuracy = incident.place.accuracy_m if incident.place else 0.0
    way_m = max(0.0, have * RING_M - accuracy) * NO_STREETS.factor
    # a moment later, so that the ring is there when one looks
    return max(since(incident) + timedelta(seconds=way_m / WALKING_M_PER_S + 1.0), after)


GROWING = Growing(_area, next_ring)
