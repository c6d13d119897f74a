"""How long it takes to rank cameras in a city of 70,000, with buildings, lights and an uncertain scene: the figure
`sees_p99`; beside it the slowest tile of their map. The clock is handed in, so that the measuring itself can be tested."""

from collections.abc import Callable
from random import Random

import numpy as np

from bongsu.kernel.geometry import Point, moved
from bongsu.registry.index import CameraIndex
from bongsu.registry.obstacles import Obstacles
from bongsu.registry.rank import MOST_TILES, rank
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.sees import Lights, SeeingCamera
from bongsu.registry.vector_tiles import TileMaker, mercator

CITY = Point(37.55, 127.0)
CAMERAS = 70_000
# 605 square kilometres hold them; calls come from denser places than the mean, so half of that.
SIDE_M = 17_400.0
PER_SITE = 2
BUILDINGS_PER_CAMERA = 0.5
LIGHTS_PER_CAMERA = 0.5
ACCURACY_M = 30.0
TARGET_MS = 5.0
ZOOMS = 20


def sees_p99(
    seconds: Callable[[], float], cameras: int = CAMERAS, queries: int = 2_000, seed: int = 2026
) -> dict[str, object]:
    """One figure in the bench's form; `beside` holds the median and the time to build the index."""
    random = Random(seed)
    side_m = SIDE_M * (cameras / CAMERAS) ** 0.5
    rows = _cameras(random, cameras, side_m)
    before = seconds()
    index = CameraIndex.of(rows)
    build_ms = (seconds() - before) * 1000
    around = _surroundings(random, cameras, side_m)
    took = []
    for _ in range(queries):
        scene = Scene(_somewhere(random, side_m), ACCURACY_M, is_dark=True)
        before = seconds()
        rank(index, scene, limit=MOST_TILES, around=around)
        took.append((seconds() - before) * 1000)
    took.sort()
    p99 = took[int(len(took) * 0.99)]
    return {
        "name": "sees_p99",
        "value": round(p99, 2),
        "unit": "ms",
        "target": TARGET_MS,
        "better": "lower",
        "met": p99 <= TARGET_MS,
        "beside": {
            "sees_p50": round(took[len(took) // 2], 2),
            "index_build": round(build_ms, 1),
            "tile_slowest": round(_slowest_tile_ms(seconds, index), 1),
            "cameras": cameras,
        },
    }


def _slowest_tile_ms(seconds: Callable[[], float], index: CameraIndex) -> float:
    """Over all zooms, of the tile in which the city's middle lies; each drawn three times, the best counts."""
    maker = TileMaker.of(index)
    slowest_ms = 0.0
    for zoom in range(ZOOMS):
        took = []
        for _ in range(3):
            before = seconds()
            maker.tile(zoom, *_column_and_row(CITY, zoom))
            took.append((seconds() - before) * 1000)
        slowest_ms = max(slowest_ms, min(took))
    return slowest_ms


def _column_and_row(place: Point, zoom: int) -> tuple[int, int]:
    """Of Web Mercator's tiles."""
    at = mercator(np.array([place.lat]), np.array([place.lon])).ravel() * 2**zoom
    return int(at[0]), int(at[1])


def _somewhere(random: Random, side_m: float) -> Point:
    half = side_m / 2
    return moved(CITY, random.uniform(-half, half), random.uniform(-half, half))


def _cameras(random: Random, count: int, side_m: float) -> list[SeeingCamera]:
    rows: list[SeeingCamera] = []
    while len(rows) < count:
        place = _somewhere(random, side_m)
        for _ in range(PER_SITE):
            bearing = random.choice((None, random.uniform(0, 360)))
            number = len(rows)
            rows.append(
                SeeingCamera(
                    f"camera-{number:06d}",
                    place.lat,
                    place.lon,
                    kind=random.choice(("ptz", "fixed", "fixed", "unknown")),
                    bearing_deg=bearing,
                    pixels_10k=200,
                    site_id=f"site-{number // PER_SITE}",
                )
            )
    return rows[:count]


def _surroundings(random: Random, cameras: int, side_m: float) -> Surroundings:
    corners = ((0, 0), (12, 0), (12, 10), (0, 10))
    buildings = []
    for _ in range(int(cameras * BUILDINGS_PER_CAMERA)):
        at = _somewhere(random, side_m)
        buildings.append([moved(at, east, north) for east, north in corners])
    lights = [_somewhere(random, side_m) for _ in range(int(cameras * LIGHTS_PER_CAMERA))]
    return Surroundings(Obstacles.of(buildings), Lights.of(lights))
