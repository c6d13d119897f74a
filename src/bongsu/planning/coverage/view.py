"""Which points cameras see on open ground: range, field of view, the reach of pan and tilt. Walls are `sight.py`'s.

Two readings of one camera. *Reach*: it can see the point, once turned there. *Always*: it looks at it whatever happens,
which only a fixed camera of known bearing does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from bongsu.planning.coverage.covers import Bools, Covers
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Floats
from bongsu.planning.inputs.values import StandingCamera

MOIS_RADIUS_M = 50.0
"""What the MOIS model takes a camera to watch when nothing else is known (dossier §7.1)."""
MOST_RANGE_M = 1_000.0
"""Whatever a register says: the discs of thousands of cameras are held in memory."""
PTZ = "ptz"
FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Eyes:
    """Cameras as the plan looks at them, one entry each; EPSG:5179 metres, degrees, NaN where no bearing is known."""

    x: Floats
    y: Floats
    range_m: Floats
    bearing_deg: Floats
    hfov_deg: Floats
    turns: Bools
    """A PTZ: reaches all round; never counted as always."""

    def __len__(self) -> int:
        return len(self.x)


def eyes_of(cameras: Sequence[StandingCamera]) -> Eyes:
    """A camera that is neither PTZ nor fixed, or fixed without bearing, is the MOIS disc: 50 m at most, reach only."""
    x, y = metres_of(
        np.array([each.lat for each in cameras], dtype=np.float64),
        np.array([each.lon for each in cameras], dtype=np.float64),
    )
    # without a place it sees nothing: the grid's origin lies far out at sea
    x, y = (np.where(np.isfinite(x) & np.isfinite(y), axis, 0.0) for axis in (x, y))
    turns = np.array([each.kind == PTZ for each in cameras], dtype=np.bool_)
    looks = np.array([_looks(each) for each in cameras], dtype=np.float64).reshape(-1, 2)
    range_m = np.array([each.range_m for each in cameras], dtype=np.float64)
    is_disc = ~turns & np.isnan(looks[:, 0])
    range_m = np.minimum(range_m, np.where(is_disc, MOIS_RADIUS_M, MOST_RANGE_M))
    return Eyes(x, y, range_m, looks[:, 0], looks[:, 1], turns)


def _looks(camera: StandingCamera) -> tuple[float, float]:
    if camera.kind != FIXED or camera.bearing_deg is None or camera.hfov_deg is None:
        return np.nan, np.nan
    return camera.bearing_deg, camera.hfov_deg


def within(x: Floats, y: Floats, range_m: Floats, tree: cKDTree) -> Covers:
    """Points of `tree` within each range, edge included."""
    if len(x) == 0:
        return Covers(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64))
    found = tree.query_ball_point(np.column_stack([x, y]), range_m, return_sorted=True)
    start = np.zeros(len(x) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in found], out=start[1:])
    return Covers(start, np.concatenate(found).astype(np.int64))


def bearings(eye_x: Floats, eye_y: Floats, x: Floats, y: Floats) -> Floats:
    """Compass bearing of each pair, 0 = north, below 360."""
    return np.degrees(np.arctan2(x - eye_x, y - eye_y)) % 360.0


def in_wedge(bearing_deg: Floats, looks_deg: Floats, hfov_deg: Floats) -> Bools:
    """Whether a bearing lies in the field of view; False where the camera's own bearing is unknown."""
    aside = np.abs((bearing_deg - looks_deg + 180.0) % 360.0 - 180.0)
    seen: Bools = aside <= hfov_deg / 2
    return seen


@dataclass(frozen=True, slots=True)
class Seen:
    """What each camera reaches and what it always looks at; `always` is a part of `reach`."""

    reach: Covers
    always: Covers


def seen(eyes: Eyes, x: Floats, y: Floats) -> Seen:
    """Of the points at `x`, `y`, on open ground."""
    disc = within(eyes.x, eyes.y, eyes.range_m, cKDTree(np.column_stack([x, y])))
    row, target = disc.rows(), disc.target
    at = bearings(eyes.x[row], eyes.y[row], x[target], y[target])
    # at the very foot of its pole a bearing means nothing: taken as seen
    at_foot = (x[target] == eyes.x[row]) & (y[target] == eyes.y[row])
    in_view = in_wedge(at, eyes.bearing_deg[row], eyes.hfov_deg[row]) | (
        at_foot & ~np.isnan(eyes.bearing_deg[row])
    )
    all_round = eyes.turns[row] | np.isnan(eyes.bearing_deg[row])
    return Seen(disc.kept(all_round | in_view), disc.kept(in_view & ~eyes.turns[row]))
