"""Weighs every camera around a scene: positions from the index, factors from `sees`, sight lines only
for the few that could matter."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE
from bongsu.registry.index import STATES, CameraIndex
from bongsu.registry.scene import Scene, Surroundings, samples
from bongsu.registry.seen import Factors, Seen
from bongsu.registry.sees import Chances, Columns, SeeingModel, Spot, chances
from bongsu.registry.sees.camera import KINDS
from bongsu.registry.sees.chance import sight
from bongsu.registry.sees.columns import Bools, Floats, Ints

# Sight lines cost most of the time, so only the best so many before walls are looked at closely. The
# median resident of Seongbuk has 49 cameras within 300 m; what ranks below 64 adds next to nothing.
SHORTLIST = 64


@dataclass(frozen=True, slots=True)
class Weighed:
    """The shortlist: cameras x sample points, in row order of the index."""

    rows: Ints
    cameras: Columns
    distance_m: Floats
    direction_deg: Floats
    parts: Chances
    sight: Floats
    alive: Floats
    darkness: float
    lights: int | None
    are_obstacles_known: bool

    @property
    def chance(self) -> Floats:
        """Cameras x points."""
        return self.parts.product * self.sight * self.alive[:, None]

    def __len__(self) -> int:
        return len(self.rows)


def weigh(
    index: CameraIndex,
    scene: Scene,
    allowed: Bools | None,
    around: Surroundings,
    model: SeeingModel,
) -> Weighed:
    rows, away = index.near(scene.point, scene.radius_m)
    if allowed is not None:
        rows, away = rows[allowed[rows]], away[allowed[rows]]
    cameras = index.columns.take(rows)
    lat, lon = samples(scene, around)
    east, north = _offsets(cameras, lat, lon)
    lights = None
    if around.lights is not None:
        lights = around.lights.count_within(lat, lon, model.light_within_m)
    toward = np.degrees(np.arctan2(east, north)) % 360.0
    spot = Spot(np.hypot(east, north), toward, scene.darkness(), lights)
    parts = chances(cameras, spot, model)
    alive = np.array([model.alive.get(state, 0.0) for state in STATES])[index.states[rows]]
    keep = _shortlist(parts.product.mean(axis=1) * alive, away)
    kept = cameras.take(keep)
    blocked = None
    if around.obstacles is not None and around.obstacles.are_known_around(scene.point):
        blocked = around.obstacles.blocked((kept.lat, kept.lon), (lat, lon))
    centre = _offsets(kept, np.array([scene.point.lat]), np.array([scene.point.lon]))
    return Weighed(
        rows=rows[keep],
        cameras=kept,
        distance_m=away[keep],
        direction_deg=(np.degrees(np.arctan2(*centre))[:, 0] + 180.0) % 360.0,
        parts=parts.take(keep),
        sight=sight(spot.distance_m[keep], blocked, model),
        alive=alive[keep],
        darkness=spot.darkness,
        lights=None if spot.lights is None else round(float(spot.lights.max(initial=0.0))),
        are_obstacles_known=blocked is not None,
    )


def describe(index: CameraIndex, weighed: Weighed, place: int, gain: float) -> Seen:
    """The camera at that place of the shortlist, in words that leave the arrays behind."""
    row = int(weighed.rows[place])
    parts = weighed.parts
    direction = float(weighed.direction_deg[place])
    return Seen(
        camera_id=index.camera_ids[row],
        chance=float(weighed.chance[place].mean()),
        gain=gain,
        distance_m=float(weighed.distance_m[place]),
        direction_deg=direction,
        view_deg=(direction + 180.0) % 360.0,
        kind=KINDS[int(weighed.cameras.kind[place])],
        is_bearing_known=not np.isnan(weighed.cameras.bearing_deg[place]),
        state=index.state_of(row),
        darkness=weighed.darkness,
        lights=weighed.lights,
        are_obstacles_known=weighed.are_obstacles_known,
        factors=Factors(
            aim=float(parts.aim[place].mean()),
            near=float(parts.near[place].mean()),
            reach=float(parts.reach[place].mean()),
            light=float(parts.light[place].mean()),
            sight=float(weighed.sight[place].mean()),
            alive=float(weighed.alive[place]),
        ),
    )


def _offsets(cameras: Columns, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Metres east and north from each camera to each place."""
    east_scale = EARTH_M_PER_DEGREE * cos(radians(float(lat[0])))
    east = (lon[None, :] - cameras.lon[:, None]) * east_scale
    north = (lat[None, :] - cameras.lat[:, None]) * EARTH_M_PER_DEGREE
    return east, north


def _shortlist(before_sight: Floats, away: Floats) -> Ints:
    order = np.lexsort((away, -before_sight.round(12)))[:SHORTLIST]
    kept: Ints = np.sort(order)
    return kept
