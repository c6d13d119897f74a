"""Cameras of the demo's district around the places where scenes play, for partners that speak of cameras."""

from collections.abc import Iterable, Mapping

from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.camera import CameraRow, CameraStatus, Purpose
from bongsu.registry.store import all_positions
from bongsu.services.shared.scenes import Spot

MOST = 4
# what every agreement of a service that speaks of single cameras names
PURPOSES = frozenset({Purpose.CRIME_PREVENTION, Purpose.MULTI})


def nearest(rows: Iterable[CameraRow], spot: Spot, most: int = MOST) -> tuple[str, ...]:
    """The nearest first; of one place by their names."""
    here = Point(spot.lat, spot.lon)
    usable = [
        one for one in rows if one.purpose in PURPOSES and one.status is CameraStatus.IN_SERVICE
    ]
    usable.sort(key=lambda one: (distance_m(here, Point(one.lat, one.lon)), one.camera_id))
    return tuple(one.camera_id for one in usable[:most])


async def around(database: Database, spots: Iterable[Spot]) -> Mapping[Spot, tuple[str, ...]]:
    async with database.read() as connection:
        rows = await all_positions(connection)
    return {spot: nearest(rows, spot) for spot in spots}
