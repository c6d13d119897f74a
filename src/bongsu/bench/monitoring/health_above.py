"""Cameras that look straight down, and real clips that do not: drawn ground with people and cars seen from above, for which
the detector stands in as one that finds nothing, and clips of which it was really asked."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import av
import cv2
import numpy as np

from bongsu.bench.monitoring.health_scenes import HIGH, WIDE, Plane, Random, Stage
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.pictures.fit import Fitter
from bongsu.monitoring.pictures.frame import Frame

_WORLD = (560, 340)
ABOVE_CLIP = "car_720p15.mp4"
OBLIQUE_CLIPS = ("vtest_720p15.mp4", "TUD-Campus.mp4")
_EVERY = {ABOVE_CLIP: 6, "vtest_720p15.mp4": 20, "TUD-Campus.mp4": 3}
_STANDS_OUT = 45.0
ENOUGH_PASSED = 40


def ground_world(random: Random) -> Plane:
    """Paving or asphalt from above: joints, a kerb, lines, lids, stains."""
    wide, high = _WORLD
    world = np.full((high, wide), float(random.uniform(70, 170)), np.float32)
    joint, step = float(random.uniform(-45, 45)), int(random.uniform(14, 60))
    for x in range(0, wide, step):
        world[:, x : x + 2] += joint
    for y in range(0, high, step):
        world[y : y + 2] += joint
    for _ in range(int(random.uniform(2, 7))):
        ends = [(int(random.uniform(0, wide)), int(random.uniform(0, high))) for _ in "ab"]
        cv2.line(world, ends[0], ends[1], float(random.uniform(30, 235)), int(random.uniform(1, 6)))
    for _ in range(int(random.uniform(0, 6))):
        at = (int(random.uniform(0, wide)), int(random.uniform(0, high)))
        cv2.circle(world, at, int(random.uniform(4, 14)), float(random.uniform(30, 120)), -1)
    grain = cv2.GaussianBlur(random.normal(0, 30, (high, wide)).astype(np.float32), (0, 0), 1.0)
    return np.clip(world + grain * random.uniform(0.3, 1.2), 5, 250)


@dataclass(slots=True)
class StageAbove(Stage):
    """`metre`: pixels at the ground; `lens_m`: its height, by which people lean outwards at the rim. `passed`: how many
    have stood whole in a picture."""

    metre: float = 40.0
    lens_m: float = 6.0
    cars: float = 0.3
    lane_deg: float = 0.0
    busy: float = 3.0
    passed: int = 0
    _things: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        Stage.__post_init__(self)
        pick = self.random.uniform
        self.lens_m = pick(3, 6)
        self.metre = WIDE / (2 * self.lens_m * np.tan(np.radians(pick(60, 95)) / 2))
        self.cars = float(self.random.choice((0.0, 0.2)))
        self.lane_deg = pick(0, 180)

    def _passers(self, plane: Plane) -> Plane:
        self._things = []
        for _ in range(int(self.random.poisson(self.busy))):
            if self.random.random() < self.cars:
                self._car(plane)
            else:
                self._person(plane)
        return plane

    def _place(self, reach: float) -> tuple[float, float] | None:
        """Somewhere, beside what is there already."""
        x, y = float(self.random.uniform(0, WIDE)), float(self.random.uniform(0, HIGH))
        if any(np.hypot(x - a, y - b) < 2.5 * reach for a, b in self._things):
            return None
        self._things.append((x, y))
        return x, y

    def _count(self, plane: Plane, luma: float, ends: tuple[tuple[int, int], ...]) -> None:
        """Who is whole in the picture and differs from the ground."""
        reach = 0.4 * self.metre
        for x, y in ends:
            if not (reach < x < WIDE - reach and reach < y < HIGH - reach):
                return
            if abs(float(plane[y, x]) - luma) < _STANDS_OUT:
                return
        self.passed += 1

    def _person(self, plane: Plane) -> None:
        """Shoulders, and a head that leans away from the middle, by the height of the lens."""
        place = self._place(0.6 * self.metre)
        if place is None:
            return
        (x, y), m, random = place, self.metre, self.random
        luma, turn = float(random.uniform(15, 235)), float(random.uniform(0, 180))
        leans = 1.5 / max(self.lens_m - 1.5, 1.0)
        head = x + (x - WIDE / 2) * leans, y + (y - HIGH / 2) * leans
        ends = (round(x), round(y)), (round(head[0]), round(head[1]))
        self._count(plane, luma, ends)
        cv2.line(plane, *ends, luma, max(2, round(0.4 * m)))
        axes = max(1, round(0.27 * m)), max(1, round(0.17 * m))
        cv2.ellipse(plane, ends[1], axes, turn, 0, 360, luma, cv2.FILLED)
        cv2.circle(plane, ends[1], max(1, round(0.11 * m)), float(random.uniform(10, 90)), -1)

    def _car(self, plane: Plane) -> None:
        m, random = min(self.metre, 24.0), self.random
        place = self._place(2.4 * m)
        if place is None:
            return
        luma, turn = float(random.uniform(15, 235)), self.lane_deg + float(random.choice((0, 90)))
        self._count(plane, luma, ((round(place[0]), round(place[1])),))
        body = cv2.boxPoints((place, (4.5 * m, 1.9 * m), turn)).astype(np.int32)
        roof = cv2.boxPoints((place, (2.2 * m, 1.5 * m), turn)).astype(np.int32)
        cv2.fillPoly(plane, [body], luma)
        cv2.fillPoly(plane, [roof], 255 - luma)


@dataclass(slots=True)
class ClipSeen:
    """Some pictures of a clip, and what the detector says of each."""

    name: str
    frames: list[Frame]
    founds: list[Found]


def clip_seen(folder: Path, name: str, detector: Detector) -> ClipSeen:
    fitter, frames = Fitter("bench", (detector.about.width, detector.about.height)), []
    with av.open(str(folder / name)) as opened:
        for place, one in enumerate(opened.decode(video=0)):
            if place % _EVERY[name] == 0:
                frames.append(fitter.fit_at(one, 0.0, is_key=True))
    return ClipSeen(name, frames, [detector.find(frame.pixels) for frame in frames])


@dataclass(slots=True)
class ClipCamera:
    """A camera that shows a clip's pictures over and over, in its own exposure and noise, mirrored or not."""

    random: Random
    seen: ClipSeen
    every_s: float
    at_ms: float = 1.8e12
    _is_mirrored: bool = False
    _gain: float = 1.0
    _noise: float = 1.0

    def __post_init__(self) -> None:
        self._is_mirrored = bool(self.random.random() < 0.5)
        self._gain = float(self.random.uniform(0.85, 1.15))
        self._noise = float(self.random.uniform(0.5, 3.0))

    def look(self) -> tuple[Frame, Found]:
        self.at_ms += self.every_s * 1000
        place = int(self.random.integers(len(self.seen.frames)))
        shown, found = self.seen.frames[place], self.seen.founds[place]
        grey = shown.grey * self._gain + self.random.normal(0, self._noise, shown.grey.shape)
        made = np.clip(grey, 0, 255).astype(np.uint8)
        if self._is_mirrored:
            made = np.ascontiguousarray(made[:, ::-1])
            boxes = found.boxes.copy()
            boxes[:, [0, 2]] = 1 - found.boxes[:, [2, 0]]
            found = Found(boxes, found.scores, found.things)
        return replace(shown, taken_at_ms=self.at_ms, grey=made), found
