"""Empty places that a street's cameras look at: two real ones with their people taken out by the median, two drawn ones;
each camera sees one of them in its own crop, mirrored or not, in its own light and colours."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from bongsu.simulate.scenes import alley, crossing
from bongsu.simulate.scenes.canvas import Canvas
from bongsu.simulate.scenes.view import View
from bongsu.simulate.street.walks import CLIP, Pixels, empty_place, read_pictures

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_STREET_CLIP = "TUD-Campus.mp4"
_PERSON_M = 1.7


@dataclass(frozen=True, slots=True)
class Place:
    """`feet`: shares of the picture in which people can stand. `tall`: a person's height at foot height y is
    `tall[0] + tall[1] * y`, all in shares of the picture's height."""

    name: str
    pixels: Pixels
    feet: Sides
    tall: tuple[float, float]

    def tall_at(self, foot: float) -> float:
        return self.tall[0] + self.tall[1] * foot


@dataclass(frozen=True, slots=True)
class Glance:
    """How one camera sees a place: `left`, `top` (0..1 of what the crop leaves over) and `wide` (share of the width)."""

    left: float
    top: float
    wide: float
    is_mirrored: bool
    warmth: float
    bright: float


@dataclass(frozen=True, slots=True)
class _Whole:
    """A place in its own size; `tall` in pixels: height = tall[0] + tall[1] * foot."""

    pixels: Pixels
    feet: Sides
    tall: tuple[float, float]
    least: float
    """No crop takes in less of its width."""


def see(clips: Path, name: str, glance: Glance, size: tuple[int, int]) -> Place:
    """The place `name` as one camera shows it, `size` = width, height. Raises `NoClips`."""
    whole = PLACES[name](clips)
    high, width = whole.pixels.shape[:2]
    wide = width * max(glance.wide, whole.least)
    tall = min(wide * size[1] / size[0], float(high))
    left = (width - wide) * glance.left
    top = _top(whole, tall, glance.top)
    crop = whole.pixels[round(top) : round(top + tall), round(left) : round(left + wide)]
    pixels = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    feet = (
        max(0.0, (whole.feet[0] - left) / wide),
        max(0.1, (whole.feet[1] - top) / tall),
        min(1.0, (whole.feet[2] - left) / wide),
        min(0.98, (whole.feet[3] - top) / tall),
    )
    if glance.is_mirrored:
        pixels, feet = pixels[:, ::-1], (1 - feet[2], feet[1], 1 - feet[0], feet[3])
    line = ((whole.tall[0] + whole.tall[1] * top) / tall, whole.tall[1])
    return Place(name, _coloured(pixels, glance), feet, line)


def _top(whole: _Whole, tall: float, share: float) -> float:
    """So that feet on the ground are in the picture, and heads above the furthest of them."""
    low, high = whole.feet[3] - 0.98 * tall, whole.feet[1] - 0.25 * tall
    if low > high:
        low = high = (low + high) / 2
    return min(max(0.0, low + (high - low) * share), float(len(whole.pixels)) - tall)


def _coloured(pixels: Pixels, glance: Glance) -> Pixels:
    gains = np.array((1 + glance.warmth, 1.0, 1 - glance.warmth), np.float32) * glance.bright
    return np.clip(pixels * gains, 0, 255).astype(np.uint8)


@cache
def _campus(clips: Path) -> _Whole:
    pixels = empty_place(read_pictures(clips / CLIP, every=25))
    # people's heights in that clip's truth, by their feet: least squares over its 4,650 boxes
    return _Whole(pixels, (0, 175, 768, 430), (19.0, 0.228), 0.62)


@cache
def _frontage(clips: Path) -> _Whole:
    pixels = empty_place(read_pictures(clips / _STREET_CLIP, every=2))
    return _Whole(pixels, (0, 352, 640, 452), (-397.0, 1.526), 0.9)


@cache
def _alley(clips: Path) -> _Whole:
    return _drawn(View(1280, 720, pole_m=5.0, pitch_deg=16, hfov_deg=72), alley.background, 4.0)


@cache
def _crossing(clips: Path) -> _Whole:
    return _drawn(View(1280, 720, pole_m=8.0, pitch_deg=17, hfov_deg=78), crossing.background, 14.0)


def _drawn(view: View, draw: Callable[[View], Canvas], half_m: float) -> _Whole:
    pixels = draw(view).pixels
    near, far = 9.0, 22.0
    feet = [view.point((0, 0, away))[1] for away in (near, far)]
    talls = [view.size(_PERSON_M, (0, 0, away)) for away in (near, far)]
    slope = (talls[0] - talls[1]) / (feet[0] - feet[1])
    beside = view.size(half_m, (0, 0, 14.0))
    sides = (640 - beside, feet[1], 640 + beside, feet[0])
    return _Whole(pixels, sides, (talls[0] - slope * feet[0], slope), 0.62)


PLACES: dict[str, Callable[[Path], _Whole]] = {
    "campus": _campus,
    "frontage": _frontage,
    "alley": _alley,
    "crossing": _crossing,
}
