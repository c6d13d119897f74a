"""One camera weighed for one scene, with everything an explanation needs."""

from dataclasses import dataclass

from bongsu.registry.sees import Kind


@dataclass(frozen=True, slots=True)
class Factors:
    """Means over the scene's sample points; their product is about the chance."""

    aim: float
    near: float
    reach: float
    light: float
    sight: float
    alive: float


@dataclass(frozen=True, slots=True)
class Seen:
    """`direction_deg` leads from the scene to the camera, `view_deg` from the camera to the scene.

    `gain` is what the camera added to the chance that at least one chosen camera sees the scene."""

    camera_id: str
    chance: float
    gain: float
    distance_m: float
    direction_deg: float
    view_deg: float
    kind: Kind
    is_bearing_known: bool
    state: str
    darkness: float
    lights: int | None
    are_obstacles_known: bool
    factors: Factors


@dataclass(frozen=True, slots=True)
class Ranking:
    """The chosen cameras, best first, and the nearer ones that were passed over, nearest first."""

    chosen: tuple[Seen, ...]
    passed_over: tuple[Seen, ...]
