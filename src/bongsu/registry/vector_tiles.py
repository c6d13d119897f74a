"""Vector tiles of cameras and security lights, made from the positions in memory: single marks near
by, one mark per cell with a count farther out. Dongs are another layer, made elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.index import STATES, CameraIndex
from bongsu.registry.mapbox_layers import EXTENT, Column, Points, encode
from bongsu.registry.sees import Lights
from bongsu.registry.sees.camera import KINDS
from bongsu.registry.sees.columns import Bools, Floats, Ints

# From here on a tile shows single marks, unless it holds too many to draw in time.
MARKS_FROM_ZOOM = 13
MOST_MARKS = 3_000
# Cells along one side of a tile while marks are gathered.
CELLS = 32
# Marks just outside are drawn too, so that none is cut at a tile's edge.
BUFFER = 64
DEEPEST_ZOOM = 22
_NOBODY: Ints = np.empty(0, dtype=np.int64)
# Web Mercator ends here.
NORTHERNMOST_DEG = 85.05112878


class NoSuchTile(Failure):
    """Zoom, column or row that the map does not have; `field` says which."""

    kind = Kind.INVALID
    code = "no_such_tile"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Other centres' cameras as marks: drawn with their owner, and never part of the index that is ranked.

    `places` is `mercator`'s; `shown` masks rows that hold a camera in service."""

    places: Floats
    shown: Bools
    camera_ids: Sequence[str]
    kind: Ints
    state: Ints
    bearing_deg: Floats
    owner: Ints
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TileMaker:
    """Projected once per index; `with_index` takes new states of the same cameras."""

    index: CameraIndex
    _cameras: Floats
    _lights: Floats

    @classmethod
    def of(cls, index: CameraIndex, lights: Lights | None = None) -> "TileMaker":
        cameras = mercator(index.columns.lat, index.columns.lon)
        shining = np.empty((2, 0)) if lights is None else mercator(lights.lat, lights.lon)
        return cls(index, cameras, shining)

    def with_index(self, index: CameraIndex) -> "TileMaker":
        if index.camera_ids is not self.index.camera_ids:
            raise ValueError("not the same cameras: make a new TileMaker")
        return replace(self, index=index)

    def tile(
        self,
        z: int,
        x: int,
        y: int,
        visible: Bools | None = None,
        foreign: Foreign | None = None,
    ) -> bytes:
        """`visible` masks the cameras this viewer may see; nothing to draw gives no bytes."""
        check_tile(z, x, y)
        seen = _inside(self._cameras, z, x, y)
        seen = seen if visible is None else seen[visible[seen]]
        shining = _inside(self._lights, z, x, y)
        return encode(
            {
                "cameras": self._camera_layer(seen, foreign, z, x, y),
                "lights": _light_layer(_in_tile(self._lights[:, shining], z, x, y), z),
            }
        )

    def _camera_layer(
        self, rows: Ints, foreign: Foreign | None, z: int, x: int, y: int
    ) -> Sequence[Points]:
        """Own and foreign ones are gathered together: a cell has one count."""
        theirs = _NOBODY if foreign is None else _inside(foreign.places, z, x, y)
        if foreign is not None:
            theirs = theirs[foreign.shown[theirs]]
        at = _in_tile(self._cameras[:, rows], z, x, y)
        if foreign is not None and len(theirs):
            at = np.hstack([at, _in_tile(foreign.places[:, theirs], z, x, y)])
        alone, gathered = _gathered(at, z)
        own, other = alone[alone < len(rows)], alone[alone >= len(rows)]
        layer = [self._marks(rows[own], at[:, own]), gathered]
        if foreign is not None and len(other):
            layer.append(_foreign_marks(foreign, theirs[other - len(rows)], at[:, other]))
        return layer

    def _marks(self, rows: Ints, at: Ints) -> Points:
        return Points(
            at[0],
            at[1],
            {
                "camera_id": Column(
                    np.arange(len(rows)), [self.index.camera_ids[row] for row in rows.tolist()]
                ),
                "kind": Column(self.index.columns.kind[rows], KINDS),
                "state": Column(self.index.states[rows].astype(np.int64), STATES),
                "bearing_deg": _bearings(self.index.columns.bearing_deg[rows]),
            },
        )


def _foreign_marks(foreign: Foreign, rows: Ints, at: Ints) -> Points:
    return Points(
        at[0],
        at[1],
        {
            "camera_id": Column(
                np.arange(len(rows)), [foreign.camera_ids[row] for row in rows.tolist()]
            ),
            "kind": Column(foreign.kind[rows], KINDS),
            "state": Column(foreign.state[rows], STATES),
            "bearing_deg": _bearings(foreign.bearing_deg[rows]),
            "owner": Column(foreign.owner[rows], foreign.owners),
        },
    )


def _bearings(bearing_deg: Floats) -> Column:
    # Degree 0 is code 1: code 0 says that the bearing is unknown.
    whole = np.where(np.isnan(bearing_deg), -1, np.nan_to_num(bearing_deg).round() % 360)
    return Column(whole.astype(np.int64) + 1, range(-1, 360))


def check_tile(z: int, x: int, y: int) -> None:
    if not 0 <= z <= DEEPEST_ZOOM:
        raise NoSuchTile(f"zoom must be 0 to {DEEPEST_ZOOM}", field="z")
    for field, value in (("x", x), ("y", y)):
        if not 0 <= value < 2**z:
            raise NoSuchTile(f"{field} must be 0 to {2**z - 1} at zoom {z}", field=field)


def mercator(lat: Floats, lon: Floats) -> Floats:
    """The whole world as a unit square, x to the east and y to the south."""
    latitude = np.radians(np.clip(lat, -NORTHERNMOST_DEG, NORTHERNMOST_DEG))
    south = 0.5 - np.arctanh(np.sin(latitude)) / (2 * np.pi)
    return np.stack([lon / 360.0 + 0.5, south])


def _inside(places: Floats, z: int, x: int, y: int) -> Ints:
    near = BUFFER / EXTENT
    scaled_x, scaled_y = places * 2.0**z
    inside = (scaled_x >= x - near) & (scaled_x < x + 1 + near)
    inside &= (scaled_y >= y - near) & (scaled_y < y + 1 + near)
    return np.flatnonzero(inside)


def _in_tile(places: Floats, z: int, x: int, y: int) -> Ints:
    corner = np.array([[x], [y]])
    at: Ints = np.floor((places * 2.0**z - corner) * EXTENT).astype(np.int64)
    return at


def _light_layer(at: Ints, z: int) -> Sequence[Points]:
    alone, gathered = _gathered(at, z)
    return [Points(at[0, alone], at[1, alone], {}), gathered]


def _gathered(at: Ints, z: int) -> tuple[Ints, Points]:
    """Which points are drawn alone, and one mark with a `count` for each cell of several."""
    count = at.shape[1]
    if z >= MARKS_FROM_ZOOM and count <= MOST_MARKS:
        return np.arange(count), _counted(np.empty((2, 0), dtype=np.int64), np.empty(0, np.int64))
    # Every count belongs to one tile only, or neighbours would draw it twice.
    own = np.flatnonzero(((at >= 0) & (at < EXTENT)).all(axis=0))
    column, row = np.clip(at[:, own] * CELLS // EXTENT, 0, CELLS - 1)
    cell = row * CELLS + column
    held = np.bincount(cell, minlength=CELLS * CELLS)
    several = np.flatnonzero(held > 1)
    middle = np.stack(
        [np.bincount(cell, weights=axis, minlength=CELLS * CELLS) for axis in at[:, own]]
    )
    where = (middle[:, several] / held[several]).astype(np.int64)
    return own[held[cell] == 1], _counted(where, held[several])


def _counted(at: Ints, held: Ints) -> Points:
    values, codes = np.unique(held, return_inverse=True)
    return Points(at[0], at[1], {"count": Column(codes, values.tolist())})
