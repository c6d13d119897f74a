"""Small stages for the seeing tests: cameras, walls and lights in metres around one corner."""

from typing import Any

from hypothesis import strategies as st

from bongsu.kernel.geometry import Point, moved
from bongsu.registry.index import CameraIndex
from bongsu.registry.obstacles import Obstacles
from bongsu.registry.rank import rank
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.seen import Seen
from bongsu.registry.sees import Lights, SeeingCamera

CORNER = Point(37.589, 127.018)

LIVE = "live"


def at(east_m: float, north_m: float) -> Point:
    return moved(CORNER, east_m, north_m)


def camera(
    camera_id: str = "a", east_m: float = 0.0, north_m: float = 0.0, **known: Any
) -> SeeingCamera:
    """`known` are fields of SeeingCamera, hence Any; live and fixed unless said otherwise."""
    place = at(east_m, north_m)
    fields = {"kind": "fixed", "state": LIVE, **known}
    return SeeingCamera(camera_id, place.lat, place.lon, **fields)


def wall(west: float, south: float, east: float, north: float) -> list[Point]:
    return [at(west, south), at(east, south), at(east, north), at(west, north)]


def walls(*boxes: tuple[float, float, float, float]) -> Surroundings:
    return Surroundings(obstacles=Obstacles.of([wall(*box) for box in boxes]))


def lights(*places: tuple[float, float]) -> Surroundings:
    return Surroundings(lights=Lights.of([at(*place) for place in places]))


def scene(east_m: float = 0.0, north_m: float = 0.0, **more: Any) -> Scene:
    """`more` are fields of Scene, hence Any."""
    return Scene(at(east_m, north_m), **more)


def look(one: SeeingCamera, where: Scene, around: Surroundings = Surroundings()) -> Seen:  # noqa: B008
    """The one camera weighed for the scene."""
    [seen] = rank(CameraIndex.of([one]), where, around=around)
    return seen


def chance(one: SeeingCamera, where: Scene, around: Surroundings = Surroundings()) -> float:  # noqa: B008
    """0 where the camera is not offered at all."""
    seen = rank(CameraIndex.of([one]), where, around=around)
    return seen[0].chance if seen else 0.0


metres = st.floats(-90, 90)
bearings = st.one_of(st.none(), st.floats(0, 359.9))
kinds = st.sampled_from(["ptz", "fixed", "unknown"])
states = st.sampled_from(["live", "connecting", "unknown", "frozen", "dead", "unsupported"])


@st.composite
def cameras(draw: st.DrawFn, camera_id: str = "a") -> SeeingCamera:
    return camera(
        camera_id,
        draw(metres),
        draw(metres),
        kind=draw(kinds),
        bearing_deg=draw(bearings),
        hfov_deg=draw(st.one_of(st.none(), st.floats(20, 180))),
        range_m=draw(st.floats(10, 150)),
        height_m=draw(st.one_of(st.none(), st.floats(2, 12))),
        pixels_10k=draw(st.one_of(st.none(), st.sampled_from([41, 130, 200, 500]))),
        state=draw(states),
        site_id=draw(st.sampled_from(["", "pole 1", "pole 2"])),
    )


@st.composite
def crowds(draw: st.DrawFn, most: int = 12) -> list[SeeingCamera]:
    count = draw(st.integers(1, most))
    return [draw(cameras(f"c{number:02d}")) for number in range(count)]
