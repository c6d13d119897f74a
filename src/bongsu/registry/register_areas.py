"""Keeps the dongs of a node's districts in its database, for the map and for questions of jurisdiction."""

from collections.abc import Collection

from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.load_areas import as_geojson
from bongsu.registry.store import StoredArea, replace_areas


async def register_areas(
    database: Database, areas: Areas, districts: Collection[str] | None = None
) -> int:
    """Replaces what was kept; returns how many dongs of both schemes there are now."""
    rows = stored_areas(areas, districts)
    async with database.work() as work:
        await replace_areas(work, rows)
    return len(rows)


def stored_areas(areas: Areas, districts: Collection[str] | None = None) -> list[StoredArea]:
    """Dongs of both schemes as they are kept; of all districts where none is named."""
    return [
        StoredArea(
            scheme=area.scheme,
            code=area.code,
            name=area.name,
            district=area.district,
            geojson=as_geojson(area),
            centre_lat=area.centre.lat,
            centre_lon=area.centre.lon,
            synthetic=area.synthetic,
        )
        for area in (*areas.adm.areas, *areas.legal.areas)
        if districts is None or area.district in districts
    ]
