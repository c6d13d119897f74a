"""Small typed adapter to `mapbox_vector_tile`, which ships no types: points with properties in, tile
bytes out. It uses the package's message classes and not its `encode`, which builds a geometry
object per point and needed ten times as long (78 ms against 7.6 for 4,000 points)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from numpy.typing import NDArray

Ints = NDArray[np.int64]

EXTENT = 4096
POINT = 1
# Command integer of the specification: MoveTo, once.
MOVE_TO_ONCE = 9


@dataclass(frozen=True, slots=True)
class Column:
    """One property of every point: a code per point into a list of values."""

    codes: Ints
    values: Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Points:
    """Points in tile units (0..EXTENT, and a little beyond) with the same properties."""

    x: Ints
    y: Ints
    properties: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.x)


def encode(layers: Mapping[str, Sequence[Points]]) -> bytes:
    """Layers without points are left out; no layer at all makes an empty tile."""
    tile = vector_tile_pb2.tile()
    for name, groups in layers.items():
        filled = [points for points in groups if len(points)]
        if filled:
            layer = tile.layers.add(name=name, version=2, extent=EXTENT)
            for points in filled:
                _add(layer, points)
    encoded: bytes = tile.SerializeToString()
    return encoded


def _add(layer: vector_tile_pb2.tile.layer, points: Points) -> None:
    tags = np.empty((len(points), 2 * len(points.properties)), dtype=np.int64)
    for place, (key, column) in enumerate(points.properties.items()):
        tags[:, 2 * place] = len(layer.keys)
        tags[:, 2 * place + 1] = column.codes + len(layer.values)
        layer.keys.append(key)
        for value in column.values:
            if isinstance(value, str):
                layer.values.add(string_value=value)
            else:
                layer.values.add(sint_value=value)
    moves = np.column_stack([np.full(len(points), MOVE_TO_ONCE), _zigzag(points.x, points.y)])
    for tag, move in zip(tags.tolist(), moves.tolist(), strict=True):
        layer.features.add(type=POINT, tags=tag, geometry=move)


def _zigzag(x: Ints, y: Ints) -> Ints:
    at = np.column_stack([x, y])
    return (at << 1) ^ (at >> 63)
