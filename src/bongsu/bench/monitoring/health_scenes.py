"""Cameras for the bench of health checks: views cut out of real clips and drawn streets, in changing light and weather, with
what passes; and the faults that are put in. All by a seed."""

from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.pictures.frame import Frame

Plane = NDArray[np.float32]
Random = np.random.Generator
WIDE, HIGH = 320, 180
_WORLD = (560, 340)
CLIPS = ("vtest_720p15.mp4", "TUD-Campus.mp4", "car_720p15.mp4")
WEATHER = ("clear", "rain", "snow", "fog")
LIGHTS = ("day", "lamps", "infrared")


def _plane(made: object) -> Plane:
    """What cv2 and NumPy give, as it is; their stubs know less."""
    return np.asarray(made, np.float32)


def clip_worlds(folder: Path) -> list[Plane]:
    """The unmoving scene of each clip (median of its key pictures), without black bars."""
    return [_world(folder / name) for name in CLIPS if (folder / name).exists()]


def _world(file: Path) -> Plane:
    with av.open(str(file)) as opened:
        stream = opened.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        pictures = [_plane(one.to_ndarray(format="gray")) for one in opened.decode(stream)][:25]
    still = _plane(np.median(np.stack(pictures), axis=0))
    seen = still[:, still.max(axis=0) > 30]
    return _plane(cv2.resize(seen, _WORLD, interpolation=cv2.INTER_AREA))


def drawn_world(random: Random) -> Plane:
    """A street: sky, fronts with windows, road with lines, poles, trees; texture everywhere."""
    wide, high = _WORLD
    world = np.full((high, wide), float(random.uniform(150, 220)), np.float32)
    horizon = int(random.uniform(0.1, 0.45) * high)
    world[horizon:] = random.uniform(70, 130)
    left = 0
    while left < wide:
        right, top = left + int(random.uniform(30, 120)), int(random.uniform(0, horizon + 1))
        bottom = horizon + int(random.uniform(5, 70))
        world[top:bottom, left:right] = random.uniform(50, 190)
        for y in range(top + 5, bottom - 8, int(random.uniform(10, 18))):
            for x in range(left + 4, right - 6, int(random.uniform(8, 16))):
                world[y : y + 6, x : x + 5] = random.uniform(20, 220)
        left = right + int(random.uniform(0, 30))
    for _ in range(int(random.uniform(3, 9))):
        ends = [(int(random.uniform(0, wide)), int(random.uniform(horizon, high))) for _ in "ab"]
        cv2.line(
            world, ends[0], ends[1], float(random.uniform(120, 235)), int(random.uniform(1, 4))
        )
    for _ in range(int(random.uniform(1, 5))):
        x = int(random.uniform(0, wide))
        cv2.line(world, (x, int(random.uniform(0, horizon + 1))), (x, high // 2 + 40), 40.0, 3)
    grain = cv2.GaussianBlur(random.normal(0, 30, (high, wide)).astype(np.float32), (0, 0), 1.0)
    return np.clip(world + grain * random.uniform(0.3, 1.2), 5, 250)


@dataclass(slots=True)
class Pose:
    """Which part of the world the camera shows."""

    x: float
    y: float
    scale: float = 1.0
    turn_deg: float = 0.0

    def cut(self, world: Plane) -> Plane:
        matrix = cv2.getRotationMatrix2D((self.x, self.y), self.turn_deg, self.scale)
        matrix[0, 2] += WIDE / 2 - self.x
        matrix[1, 2] += HIGH / 2 - self.y
        return _plane(cv2.warpAffine(world, matrix, (WIDE, HIGH), borderMode=cv2.BORDER_REFLECT))


@dataclass(slots=True)
class Stage:
    """One camera. `paint` gives its next key picture."""

    random: Random
    world: Plane
    every_s: float
    light: str = "day"
    weather: str = "clear"
    thick: float = 0.0
    """0..1, grows slowly: how bad the weather is."""
    gain: float = 1.0
    noise: float = 2.0
    quality: int = 40
    at_ms: float = 1.8e12
    size: tuple[int, int] = (1280, 720)
    pose: Pose = field(default_factory=lambda: Pose(0, 0))
    _view: Plane = field(default_factory=lambda: np.empty((0, 0), np.float32))
    _lamp: Plane = field(default_factory=lambda: np.empty((0, 0), np.float32))
    _beam: Plane = field(default_factory=lambda: np.empty((0, 0), np.float32))
    _lorry: list[float] = field(default_factory=list)
    _flash: int = 0

    def __post_init__(self) -> None:
        pick = self.random.uniform
        self.pose = Pose(pick(220, _WORLD[0] - 220), pick(130, _WORLD[1] - 130), pick(0.9, 1.3))
        self.noise, self.quality = pick(0.8, 5.0), int(pick(30, 90))
        self.aim(self.pose)

    def aim(self, pose: Pose) -> None:
        self._view = pose.cut(self.world)
        self._lamp = self._spots(int(self.random.uniform(1, 5)), 70.0)
        across, along = np.meshgrid(np.linspace(-1, 1, WIDE), np.linspace(-1, 1, HIGH))
        self._beam = np.exp(-(across**2 + along**2) * 1.2).astype(np.float32)

    def _spots(self, count: int, width: float) -> Plane:
        sheet = np.zeros((HIGH, WIDE), np.float32)
        for _ in range(count):
            at = (int(self.random.uniform(0, WIDE)), int(self.random.uniform(0, HIGH)))
            cv2.circle(sheet, at, 5, 1.0, -1)
        wide = cv2.GaussianBlur(sheet, (0, 0), width / 2)
        return _plane(wide / max(float(wide.max()), 1e-6) * 0.6 + sheet)

    def can_be_judged(self) -> bool:
        """Whether the clean view has edges in a third of it: of an empty yard nobody can tell that it was turned."""
        lit = cv2.GaussianBlur(self._light(self._view.copy()).astype(np.float32), (0, 0), 1.5)
        slope = cv2.magnitude(cv2.Sobel(lit, cv2.CV_32F, 1, 0), cv2.Sobel(lit, cv2.CV_32F, 0, 1))
        parts = cv2.resize((slope > 25).astype(np.float32), (10, 6), interpolation=cv2.INTER_AREA)
        return int((parts > 0.04).sum()) >= 20

    # what changes rightfully ------------------------------------------------------------------

    def live(self, *, calm: bool = False) -> None:
        """What happens until the next picture; `calm`: nothing large."""
        random, roll = self.random, self.random.random()
        self.gain = float(np.clip(self.gain + random.normal(0, 0.01), 0.75, 1.3))
        if calm:
            return
        if roll < 0.01:
            self.light = str(random.choice(LIGHTS))
        elif roll < 0.025 and self.thick < 0.05:
            self.weather = str(random.choice(WEATHER))
        elif roll < 0.035:
            self.gain = float(random.uniform(0.6, 1.4))
        elif roll < 0.05 and not self._lorry:
            self._begin_lorry()
        elif roll < 0.07:
            self._flash = int(random.integers(1, 3))
        elif roll < 0.073:
            self.size = (1280, 720) if self.size[0] != 1280 else (1920, 1080)
        grows = (
            0.02
            * self.every_s
            / 2
            * (1 if self.weather != "clear" and random.random() < 0.7 else -1)
        )
        self.thick = float(np.clip(self.thick + grows, 0, 1))

    def _begin_lorry(self) -> None:
        random = self.random
        stays = random.uniform(4, 90) / self.every_s
        share, left = random.uniform(0.15, 0.5), random.uniform(-0.1, 0.6)
        self._lorry = [stays, left, share, random.uniform(20, 230)]

    def paint(self, spoil: "Fault | None" = None) -> Frame:
        self.at_ms += self.every_s * 1000
        plane = self._light(self._weather(self._passers(self._view.copy())))
        if spoil is not None:
            plane = spoil.before_sensor(plane)
        plane = plane + self.random.normal(0, self.noise, 1)[0] * 0.1
        plane += self._grain()
        grey = np.clip(plane, 0, 255).astype(np.uint8)
        _, coded = cv2.imencode(".jpg", grey, (cv2.IMWRITE_JPEG_QUALITY, self.quality))
        return self.frame(np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8))

    def frame(self, grey: NDArray[np.uint8]) -> Frame:
        tint = np.uint8(6 if self.light != "infrared" else 0)
        pixels = np.repeat(grey[..., None], 3, axis=2)
        pixels[..., 2] = np.maximum(grey, tint) - tint
        return Frame("bench", self.at_ms, True, *self.size, pixels, grey)  # noqa: FBT003  # is_key

    def _grain(self) -> Plane:
        """Cut from a larger sheet at a random place: as good as new noise, and cheap."""
        y, x = (int(one) for one in self.random.integers(0, 200, 2))
        strength = self.noise * (1.8 if self.light != "day" else 1.0)
        flip = -1.0 if self.random.random() < 0.5 else 1.0
        return _SHEET[y : y + HIGH, x : x + WIDE] * (strength * flip)

    def _passers(self, plane: Plane) -> Plane:
        random = self.random
        for _ in range(int(random.poisson(1.5))):
            tall = int(random.uniform(8, 50))
            x, y = int(random.uniform(0, WIDE)), int(random.uniform(0, HIGH - tall))
            plane[y : y + tall, x : x + max(tall // 3, 2)] = random.uniform(10, 240)
        if self._lorry:
            self._lorry[0] -= 1
            self._park(plane)
            if self._lorry[0] <= 0:
                self._lorry = []
        return plane

    def _park(self, plane: Plane) -> None:
        _, left, share, luma = self._lorry
        x, wide = int(left * WIDE), int(np.sqrt(share) * WIDE)
        tall = int(min(np.sqrt(share) * HIGH, HIGH))
        top = (HIGH - tall) // 2
        plane[top : top + tall, max(x, 0) : x + wide] = luma
        plane[top + tall - 14 : top + tall, max(x, 0) : x + wide] = 25
        plane[top + tall // 3 : top + tall // 3 + 5, max(x, 0) : x + wide] = 255 - luma

    def _weather(self, plane: Plane) -> Plane:
        random, thick = self.random, self.thick
        if self.weather == "fog" and thick > 0:
            depth = np.linspace(1.0, 0.5, HIGH, dtype=np.float32)[:, None] * thick * 0.85
            return _plane(plane * (1 - depth) + 185 * depth)
        if self.weather in ("rain", "snow") and thick > 0:
            for _ in range(int(120 * thick)):
                x, y = int(random.uniform(0, WIDE)), int(random.uniform(0, HIGH))
                if self.weather == "rain":
                    cv2.line(plane, (x, y), (x + 2, y + int(random.uniform(5, 14))), 200.0, 1)
                else:
                    cv2.circle(plane, (x, y), int(random.uniform(1, 3)), 240.0, -1)
            return plane * (1 - 0.25 * thick) + 150 * 0.25 * thick
        return plane

    def _light(self, plane: Plane) -> Plane:
        if self.light == "lamps":
            plane = plane * (0.10 + 0.9 * np.minimum(self._lamp, 1.0)) + 200 * (self._lamp > 0.9)
        elif self.light == "infrared":
            plane = (255 - np.abs(plane - 140) * 1.4) * (0.12 + 0.7 * self._beam)
        if self._flash:
            self._flash -= 1
            x, y = self.random.uniform(0, WIDE), self.random.uniform(HIGH / 3, HIGH)
            for side in (-9, 9):
                cv2.circle(plane, (int(x + side), int(y)), 16, 255.0, -1)
            plane = plane * 0.8 + 20
        return _plane(plane * self.gain)


_SHEET: Plane = np.random.default_rng(1).normal(0, 1, (420, 560)).astype(np.float32)
FAULTS = ("black", "blurred", "covered", "moved", "frozen")


@dataclass(slots=True)
class Fault:
    """One fault of one kind, of a strength drawn by the seed."""

    kind: str
    random: Random
    _cover: Plane = field(default_factory=lambda: np.empty((0, 0), np.float32))
    _width: float = 0.0
    _black: float = 0.0

    def __post_init__(self) -> None:
        self._width = float(self.random.uniform(1.5, 6.0))
        self._black = float(self.random.uniform(0, 22))
        smooth = cv2.GaussianBlur(
            self.random.normal(0, 1, (HIGH, WIDE)).astype(np.float32), (0, 0), 45
        )
        tone = float(self.random.uniform(45, 190))
        swing = float(self.random.uniform(4, 22)) / float(np.abs(smooth).max())
        self._cover = _plane(tone + smooth * swing)

    def begin(self, stage: Stage) -> None:
        """What the fault does to the camera once."""
        if self.kind == "moved":
            stage.aim(self._elsewhere(stage.pose))

    def _elsewhere(self, pose: Pose) -> Pose:
        random, sign = self.random, 1 if self.random.random() < 0.5 else -1
        how = random.integers(0, 4)
        if how == 0:
            return Pose(
                pose.x + sign * random.uniform(20, 150),
                pose.y + random.uniform(-30, 30),
                pose.scale,
            )
        if how == 1:
            return Pose(pose.x, pose.y + sign * random.uniform(20, 100), pose.scale)
        if how == 2:
            return Pose(pose.x, pose.y, pose.scale, sign * float(random.uniform(10, 45)))
        return Pose(pose.x, pose.y, pose.scale * random.uniform(1.35, 2.2))

    def before_sensor(self, plane: Plane) -> Plane:
        if self.kind == "black":
            return np.full_like(plane, self._black)
        if self.kind == "blurred":
            return _plane(cv2.GaussianBlur(plane, (0, 0), self._width))
        if self.kind == "covered":
            edge = int(WIDE * 0.12) if self._width > 4.5 else 0
            made = self._cover.copy()
            made[:, :edge] = plane[:, :edge]
            return made
        return plane
