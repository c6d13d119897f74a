"""The centre's own districts out of the registry: dongs with their polygons, and the neighbours' outlines."""

import asyncio
from collections.abc import Collection, Sequence

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.planning.inputs.dongs import outer_rings
from bongsu.planning.inputs.outline import Outline, polygon_of
from bongsu.planning.inputs.values import Dong
from bongsu.planning.layers.failures import LayerRefused
from bongsu.planning.words import Told
from bongsu.registry.districts import BY_CODE
from bongsu.registry.store import Connection, StoredArea, areas


async def outline_here(connection: Connection, districts: Collection[str]) -> Outline:
    """Raises `LayerRefused` as long as no dongs are known."""
    return await asyncio.to_thread(outline_of, await areas(connection), districts)


def outline_of(stored: Sequence[StoredArea], districts: Collection[str]) -> Outline:
    own: list[Dong] = []
    others: dict[str, list[BaseGeometry]] = {}
    for area in stored:
        rings = outer_rings(msgspec.json.decode(area.geojson))
        if area.district in districts:
            own.append(Dong(area.code, area.name, rings))
        elif area.district in BY_CODE:
            shapes = others.setdefault(BY_CODE[area.district].name_ko, [])
            shapes += [polygon_of(ring) for ring in rings]
    if not own:
        raise LayerRefused(
            Told(
                "자치구의 행정동 경계가 아직 없습니다. 먼저 행정동을 가져오십시오.",
                "The district's dongs are not known yet: import them first.",
            ),
            field="dongs",
        )
    named = tuple((name, shapely.union_all(shapes)) for name, shapes in others.items())
    return Outline(sorted(districts)[0], tuple(own), named)
