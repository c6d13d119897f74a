"""The chance that each camera sees each of a few sample points of a scene, factor by factor.

chance = aim * near * reach * light * sight * alive, all between 0 and 1. Sight lines over buildings
are worked out elsewhere (`obstacles.py`) and handed in."""

from dataclasses import dataclass

import numpy as np

from bongsu.registry.sees.camera import KINDS
from bongsu.registry.sees.columns import Bools, Columns, Floats
from bongsu.registry.sees.model import SeeingModel

PTZ, FIXED, UNKNOWN = range(len(KINDS))
# Street cameras have 16:9 pictures: width from the registry's 만화소 (10,000 pixels).
WIDTH_PER_ROOT_PIXEL = (16 / 9) ** 0.5
WIDEST_HFOV_DEG = 170.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Sample points of one scene as seen from the cameras: arrays of cameras x points."""

    distance_m: Floats
    toward_deg: Floats
    darkness: float
    lights: Floats | None


@dataclass(frozen=True, slots=True)
class Chances:
    """Each factor for cameras x points; sight is still to come."""

    aim: Floats
    near: Floats
    reach: Floats
    light: Floats

    @property
    def product(self) -> Floats:
        return self.aim * self.near * self.reach * self.light

    def take(self, rows: "np.typing.NDArray[np.int64]") -> "Chances":
        return Chances(self.aim[rows], self.near[rows], self.reach[rows], self.light[rows])


def chances(cameras: Columns, spot: Spot, model: SeeingModel) -> Chances:
    ptz = _ptz_weight(cameras, model)
    day, now = _reach(cameras, spot, ptz, model)
    return Chances(
        aim=_aim(cameras, spot.toward_deg, ptz, model),
        near=_near(cameras, spot.distance_m, ptz, model),
        reach=day,
        light=np.divide(now, day, out=np.ones_like(day), where=day > 0),
    )


def sight(distance_m: Floats, blocked: Bools | None, model: SeeingModel) -> Floats:
    """Free sight: by the known footprints, or by distance alone where none are known."""
    if blocked is None:
        return np.exp(-distance_m / model.free_sight_m)
    return np.where(blocked, model.behind_building, 1.0)


def _ptz_weight(cameras: Columns, model: SeeingModel) -> Floats:
    weight: Floats = np.choose(cameras.kind, [1.0, 0.0, model.ptz_share])
    return weight[:, None]


def fixed_hfov_deg(cameras: Columns, model: SeeingModel) -> Floats:
    return np.where(np.isnan(cameras.hfov_deg), model.typical_hfov_deg, cameras.hfov_deg)


def _ptz_hfov_deg(cameras: Columns, model: SeeingModel) -> Floats:
    return np.where(np.isnan(cameras.hfov_deg), model.typical_ptz_hfov_deg, cameras.hfov_deg)


def _inside(toward_deg: Floats, bearing_deg: Floats, hfov_deg: Floats, edge_deg: float) -> Floats:
    off = np.abs((toward_deg - bearing_deg[:, None] + 180.0) % 360.0 - 180.0)
    inside: Floats = np.clip((hfov_deg[:, None] / 2 + edge_deg - off) / (2 * edge_deg), 0.0, 1.0)
    # A view of all round has no edge.
    return np.where(hfov_deg[:, None] >= 360.0, 1.0, inside)


def _aim(cameras: Columns, toward_deg: Floats, ptz: Floats, model: SeeingModel) -> Floats:
    known = ~np.isnan(cameras.bearing_deg)[:, None]
    bearing = np.nan_to_num(cameras.bearing_deg)
    hfov, zoom_hfov = fixed_hfov_deg(cameras, model), _ptz_hfov_deg(cameras, model)
    # One camera of unknown bearing looks here with hfov/360. That its neighbours on the pole look
    # other ways, so that k of them cover min(1, k * hfov/360), is used where tiles are chosen.
    anywhere = np.minimum(1.0, hfov / 360.0)[:, None]
    trusted = model.bearing_trust * _inside(toward_deg, bearing, hfov, model.edge_deg)
    fixed = np.where(known, trusted + (1 - model.bearing_trust) * anywhere, anywhere)
    on_tour = np.minimum(1.0, zoom_hfov / 360.0)[:, None]
    at_home = model.ptz_home * _inside(toward_deg, bearing, zoom_hfov, model.edge_deg)
    looks = np.where(known, at_home + (1 - model.ptz_home) * on_tour, on_tour)
    turning = looks + (1 - looks) * model.ptz_turned
    return ptz * turning + (1 - ptz) * fixed


def _near(cameras: Columns, distance_m: Floats, ptz: Floats, model: SeeingModel) -> Floats:
    height = np.where(np.isnan(cameras.height_m), model.typical_height_m, cameras.height_m)
    zone = ptz * model.dead_zone_ptz + (1 - ptz) * model.dead_zone_fixed
    dead_m = np.maximum(height[:, None] * zone, 1e-6)
    return model.below_pole + (1 - model.below_pole) * np.minimum(1.0, distance_m / dead_m)


def _reach(cameras: Columns, spot: Spot, ptz: Floats, model: SeeingModel) -> tuple[Floats, Floats]:
    """By day, and now: darkness shortens the reach, lights at the scene give it back."""
    half = np.radians(np.minimum(fixed_hfov_deg(cameras, model), WIDEST_HFOV_DEG) / 2)
    width = np.sqrt(cameras.pixels_10k * 10_000.0) * WIDTH_PER_ROOT_PIXEL
    by_pixels = width / (2 * model.detect_px_per_m * np.tan(half))
    limit = np.where(np.isnan(by_pixels), np.inf, by_pixels)[:, None]
    limit = limit * (ptz * model.ptz_zoom + (1 - ptz))
    reach_m = np.maximum(np.minimum(cameras.range_m[:, None], limit), 1e-6)

    def falls(to_m: Floats) -> Floats:
        return 1.0 / (1.0 + (spot.distance_m / to_m) ** model.fall_off)

    return falls(reach_m), falls(reach_m * lit(spot, model))


def lit(spot: Spot, model: SeeingModel) -> Floats:
    """The share of the day's reach that is left at each sample point."""
    lights = np.array([model.unknown_lights]) if spot.lights is None else spot.lights
    missing = (1 - model.unlit_reach) * 0.5**lights
    shares: Floats = 1 - spot.darkness * missing
    return shares
