"""Cameras of the health bench that draw date and time into their picture: fonts, places and layouts as such cameras have
them, over a living scene and coded like it. Their clocks go right, go wrong, or stand."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.bench.monitoring.health_scenes import Fault, Plane, Random, Stage
from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.worker.tell import moment

Luma = NDArray[np.uint8]
LAYOUTS = (
    "%Y-%m-%d %H:%M:%S",
    "%H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m-%d-%Y %H:%M:%S",
    "%H:%M:%S %Y.%m.%d",
    "%Y-%m-%d %I:%M:%S PM",
    "CH1 %Y/%m/%d %H:%M:%S",
)
FONTS = ("bitmap", "simplex", "duplex", "sans")
STYLES = ("plain", "outlined", "boxed")
CORNERS = ("top left", "top right", "bottom left", "bottom right")
SIZES = ((640, 360), (704, 480), (1280, 720))
# what a clock that goes right may do all the same
_DRIFTS_S = 12.0
_STEP_S = 2.0
_BANDS = 0.2
_SCALED = 40

# 5 × 7, one row a number, as character generators of cameras draw them
_BITMAP = {
    "0": (14, 17, 19, 21, 25, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 2, 4, 8, 31),
    "3": (31, 2, 4, 2, 1, 17, 14),
    "4": (2, 6, 10, 18, 31, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (6, 8, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 8, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 2, 12),
    ":": (0, 4, 4, 0, 4, 4, 0),
    "-": (0, 0, 0, 31, 0, 0, 0),
    "/": (1, 1, 2, 4, 8, 16, 16),
    ".": (0, 0, 0, 0, 0, 12, 12),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "A": (14, 17, 17, 31, 17, 17, 17),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "C": (14, 17, 16, 16, 16, 17, 14),
    "H": (17, 17, 17, 31, 17, 17, 17),
    " ": (0, 0, 0, 0, 0, 0, 0),
}


def _drawn_glyph(font: str, character: str) -> Luma:
    """Upright, 40 rows high from the digits' top to their foot."""
    if font == "bitmap":
        rows = np.array(_BITMAP[character], np.uint8)[:, None]
        dots = (rows >> np.arange(4, -1, -1, dtype=np.uint8)) & 1
        small = np.pad(dots, ((0, 0), (0, 1))) * np.uint8(255)
        return np.asarray(
            cv2.resize(small, (34, _SCALED), interpolation=cv2.INTER_NEAREST), np.uint8
        )
    if font == "sans":
        wide = _sans_width(character)
        sheet = np.zeros((_SCALED + 20, wide + 8), np.uint8)
        cv2.putText(sheet, character, (0, _SCALED), (255.0,), _sans(), _SCALED)
        return sheet[:_SCALED, :wide]
    face = cv2.FONT_HERSHEY_SIMPLEX if font == "simplex" else cv2.FONT_HERSHEY_DUPLEX
    (wide, _), _ = cv2.getTextSize(character, face, 1.9, 4)
    sheet = np.zeros((_SCALED + 4, wide + 4), np.uint8)
    cv2.putText(sheet, character, (0, _SCALED), face, 1.85, 255.0, 4, cv2.LINE_AA)
    return sheet[:_SCALED, :wide]


def _sans() -> cv2.FontFace:
    return cv2.FontFace("sans")


def _sans_width(character: str) -> int:
    """Digits are as wide as each other."""
    return 27 if character.isdigit() else 14


@dataclass(slots=True)
class Overlay:
    """One camera's way to draw the time. `draw` lays it over the picture."""

    layout: str
    font: str
    style: str
    corner: str
    size: tuple[int, int]
    tall: int
    """Of a digit, in pixels of the stream."""
    _glyphs: dict[str, Luma] = field(default_factory=dict)

    @classmethod
    def some(cls, random: Random) -> "Overlay":
        pick = random.integers
        size = SIZES[int(pick(len(SIZES)))]
        return cls(
            LAYOUTS[int(pick(len(LAYOUTS)))],
            FONTS[int(pick(len(FONTS)))],
            STYLES[int(pick(len(STYLES)))],
            CORNERS[int(pick(len(CORNERS)))],
            size,
            max(11, round(size[1] * random.uniform(0.028, 0.055))),
        )

    def text(self, shown: datetime) -> str:
        half = "AM" if shown.hour < 12 else "PM"
        return shown.strftime(self.layout.replace("PM", half))

    def draw(self, luma: Luma, shown: datetime) -> None:
        ink = self._line(self.text(shown))
        high, wide = ink.shape
        margin = max(8, luma.shape[0] // 40)
        top = margin if self.corner.startswith("top") else luma.shape[0] - margin - high
        left = margin if self.corner.endswith("left") else luma.shape[1] - margin - wide
        under = luma[top : top + high, left : left + wide]
        cover = ink.astype(np.float32) / 255
        lower: Plane = under.astype(np.float32)
        if self.style == "boxed":
            lower *= np.float32(0.45)
        elif self.style == "outlined":
            edge = cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(np.float32) / 255
            lower *= 1 - edge
        under[:] = np.clip(lower * (1 - cover) + 245 * cover, 0, 255)

    def _line(self, text: str) -> Luma:
        gap = max(1, self.tall // 10)
        parts = [np.pad(self._glyph(one), ((2, 2), (0, gap))) for one in text]
        return np.pad(np.concatenate(parts, axis=1), ((0, 0), (2, 2)))

    def _glyph(self, character: str) -> Luma:
        if character not in self._glyphs:
            whole = _drawn_glyph(self.font, character)
            wide = max(3, round(whole.shape[1] * self.tall / _SCALED))
            made = cv2.resize(whole, (wide, self.tall), interpolation=cv2.INTER_AREA)
            self._glyphs[character] = np.asarray(made, np.uint8)
        return self._glyphs[character]


@dataclass(slots=True)
class Clock:
    """What a camera believes the time to be. It may drift below the limit, and be set right by a second or two."""

    random: Random
    ahead_s: float = 0.0
    """How far a fault has put it off."""
    stands_at_ms: float | None = None
    _drift: float = 0.0
    _late_s: float = 0.0

    def __post_init__(self) -> None:
        self._late_s = float(self.random.uniform(0, 1.2))
        self._drift = float(self.random.uniform(-1, 1)) * 2e-4

    def shown(self, at_ms: float, every_s: float) -> datetime:
        """Seoul's time without its zone."""
        if self.stands_at_ms is not None:
            at_ms = self.stands_at_ms
        self._late_s += self._drift * every_s
        if abs(self._late_s) > _DRIFTS_S or self.random.random() < 0.001:
            self._late_s = float(np.clip(self._late_s, -_STEP_S, _STEP_S))
        there = moment(at_ms).astimezone(SEOUL).replace(tzinfo=None)
        return there + timedelta(seconds=self.ahead_s - self._late_s)


OFFSETS = ("minutes", "hours", "days", "stopped")


def go_wrong(clock: Clock, how: str, random: Random, at_ms: float) -> None:
    """Puts one of the faults into it."""
    sign = 1.0 if random.random() < 0.5 else -1.0
    if how == "stopped":
        clock.stands_at_ms = at_ms
    elif how == "minutes":
        clock.ahead_s = sign * float(random.uniform(50, 3_000))
    elif how == "hours":
        clock.ahead_s = sign * 3_600.0 * int(random.integers(1, 11))
    else:
        clock.ahead_s = sign * 86_400.0 * int(random.integers(1, 4_000))


@dataclass(slots=True)
class ClockStage:
    """A camera with an overlay: `paint` gives its next key picture, with the luma as the decoder has it."""

    stage: Stage
    overlay: Overlay
    clock: Clock

    def live(self, *, calm: bool = False) -> None:
        self.stage.live(calm=calm)
        self.stage.size = self.overlay.size

    def paint(self, spoil: Fault | None = None, still: Luma | None = None) -> Frame:
        """`still`: the sensor gives this for ever, the overlay goes on."""
        frame = self.stage.paint(spoil)
        grey = frame.grey if still is None else still
        width, height = self.overlay.size
        luma = np.asarray(
            cv2.resize(grey, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8
        )
        rows = self._rows()
        shown = self.clock.shown(self.stage.at_ms, self.stage.every_s)
        self.overlay.draw(luma, shown)
        band = np.ascontiguousarray(luma[rows])
        _, coded = cv2.imencode(".jpg", band, (cv2.IMWRITE_JPEG_QUALITY, self.stage.quality))
        luma[rows] = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
        small = cv2.resize(luma, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_AREA)
        made = self.stage.frame(np.asarray(small, np.uint8))
        return Frame(
            made.camera_id,
            made.taken_at_ms,
            made.is_key,
            width,
            height,
            made.pixels,
            made.grey,
            luma,
        )

    def _rows(self) -> slice:
        high = int(self.overlay.size[1] * _BANDS)
        is_top = self.overlay.corner.startswith("top")
        return slice(0, high) if is_top else slice(self.overlay.size[1] - high, None)
