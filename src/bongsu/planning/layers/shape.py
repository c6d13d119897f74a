"""A layer as GeoJSON for the map: points, areas, lines, or the dongs with their figures."""

from collections.abc import Mapping, Sequence

import msgspec

from bongsu.planning.inputs.values import Dong, Place, PriorityArea
from bongsu.planning.layers.layer import DongFigures, LayerRow

Feature = dict[str, object]


def shape_of(rows: Sequence[LayerRow], dongs: Sequence[Dong]) -> bytes:
    """A FeatureCollection; crimes of a station's area have no geometry of their own."""
    by_code = {dong.code: dong for dong in dongs}
    features = [_feature(row, by_code) for row in rows]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _feature(row: LayerRow, dongs: Mapping[str, Dong]) -> Feature:
    if isinstance(row, Place):
        facts: object = {"kind": row.kind, "count": row.count, "code": row.code}
        return _shaped(facts, "Point", (row.lon, row.lat))
    if isinstance(row, PriorityArea):
        facts = {"code": row.code, "rank": row.rank, "year": row.year}
        return _shaped(facts, "Polygon", [row.ring])
    if isinstance(row, tuple):
        return _shaped({}, "LineString", row)
    facts = msgspec.to_builtins(row)
    dong = dongs.get(row.code) if isinstance(row, DongFigures) else None
    if dong is None:
        return {"type": "Feature", "properties": facts, "geometry": None}
    named = {"name": dong.name, **msgspec.to_builtins(row)}
    return _shaped(named, "MultiPolygon", [[ring] for ring in dong.polygons])


def _shaped(facts: object, kind: str, coordinates: object) -> Feature:
    return {
        "type": "Feature",
        "properties": facts,
        "geometry": {"type": kind, "coordinates": coordinates},
    }
