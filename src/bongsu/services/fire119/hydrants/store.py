"""Queries on hydrants."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.kernel.geometry import Point, distance_m, moved
from bongsu.services.fire119.hydrants.tables import hydrants


class Hydrant(msgspec.Struct, frozen=True):
    """One hydrant; `distance_m` from where it was asked."""

    hydrant_id: str
    kind: str
    lat: float
    lon: float
    address: str
    is_usable: bool
    distance_m: float = 0.0


async def replace_hydrants(connection: AsyncConnection, every: Sequence[Hydrant]) -> None:
    """A new list is the whole list: what was taken out of it is gone."""
    await connection.execute(delete(hydrants))
    rows = [
        {name: getattr(one, name) for name in one.__struct_fields__ if name != "distance_m"}
        for one in every
    ]
    for first in range(0, len(rows), 500):
        await connection.execute(insert(hydrants), rows[first : first + 500])


async def hydrants_near(
    connection: AsyncConnection, place: Point, within_m: float, limit: int
) -> list[Hydrant]:
    """Usable ones, the nearest first."""
    low, high = moved(place, -within_m, -within_m), moved(place, within_m, within_m)
    query = select(hydrants).where(
        hydrants.c.is_usable,
        hydrants.c.lat.between(low.lat, high.lat),
        hydrants.c.lon.between(low.lon, high.lon),
    )
    found = []
    for row in await connection.execute(query):
        away = distance_m(place, Point(row.lat, row.lon))
        if away <= within_m:
            found.append(
                Hydrant(
                    row.hydrant_id,
                    row.kind,
                    row.lat,
                    row.lon,
                    row.address,
                    row.is_usable,
                    round(away, 1),
                )
            )
    return sorted(found, key=lambda one: (one.distance_m, one.hydrant_id))[:limit]
