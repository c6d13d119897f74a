"""What the health checks need of one key picture, computed once: levels, structure, edges. Shares of the picture, whatever
its resolution."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.pictures.frame import Frame

Floats = NDArray[np.float32]
WIDE, HIGH = 160, 96
CELLS = (10, 6)
TINY = (40, 24)
_LOWER, _MEDIAN, _UPPER = 240, 480, 720
_BRIGHT = 245.0
_DAZZLED = 0.5
_LAMPS = 35.0
# grey levels of gradient below which nothing is an edge but noise
_EDGE_FLOOR = 10.0
_AROUND = (25, 25)


@dataclass(frozen=True, slots=True)
class Sight:
    """`edges`: (96, 160) strength of edges against their surroundings, sign and contrast left out; `fine`: (h, 320)
    finest structure; `tiny`: (24, 40) luma; `by_cell` figures are (6, 10)."""

    at_ms: float
    shape: tuple[int, int]
    grey: NDArray[np.uint8]
    tiny: Floats
    edges: Floats
    edges_power: Floats
    contours: Floats
    fine: Floats
    mean: float
    darkest: float
    brightest: float
    unevenness: float
    """Of `tiny`."""
    is_dazzled: bool
    light: tuple[bool, bool]
    """Whether it is coloured, and whether it is bright: day, lamps, infrared."""


def by_cell(values: Floats) -> Floats:
    """Mean over each of the 10 × 6 cells."""
    made: Floats = cv2.resize(values, CELLS, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]  # cv2's stubs
    return made


@dataclass(frozen=True, slots=True)
class Common:
    """By cell, what two pictures after one another share: noise, rain and passers-by are in one of them only. `fine`:
    finest structure; `strong`: edges with their contrast; `power`: without."""

    fine: Floats
    strong: Floats
    power: Floats


def common_of(sight: Sight, last: Sight | None) -> Common:
    if last is None or last.fine.shape != sight.fine.shape:
        last = sight
    return Common(
        by_cell(sight.fine * last.fine),
        by_cell(sight.contours * last.contours),
        by_cell(sight.edges * last.edges),
    )


def sight_of(frame: Frame) -> Sight:
    grey = frame.grey
    half = cv2.resize(grey, (WIDE, HIGH), interpolation=cv2.INTER_AREA).astype(np.float32)
    tiny = cv2.resize(half, TINY, interpolation=cv2.INTER_AREA)
    contours, edges = _edges(half)
    flat = np.sort(tiny, axis=None)
    return Sight(
        frame.taken_at_ms,
        (frame.width, frame.height),
        grey,
        tiny,  # type: ignore[arg-type]  # cv2's stubs
        edges,
        by_cell(edges * edges),
        contours,
        cv2.Laplacian(grey, cv2.CV_32F),  # type: ignore[arg-type]  # cv2's stubs
        float(flat.mean()),
        float(flat[9]),
        float(flat[-4]),
        _unevenness(flat),  # type: ignore[arg-type]  # cv2's stubs
        float((tiny > _BRIGHT).mean()) > _DAZZLED,
        (_is_coloured(frame.pixels), float(flat.mean()) > _LAMPS),
    )


def unevenness(tiny: Floats) -> float:
    """Its quartiles' distance by its median."""
    return _unevenness(np.sort(tiny, axis=None))


def _unevenness(flat: Floats) -> float:
    return float((flat[_UPPER] - flat[_LOWER]) / (flat[_MEDIAN] + 1))


def _edges(half: Floats) -> tuple[Floats, Floats]:
    """Edges above what is around them: with their contrast, and without."""
    soft = cv2.GaussianBlur(half, (5, 5), 1.0)
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=3)
    along = cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=3)
    strength = cv2.magnitude(across, along)
    around = cv2.blur(strength, _AROUND)
    above = strength - around
    return above, above / (around + _EDGE_FLOOR)


def _is_coloured(pixels: NDArray[np.uint8]) -> bool:
    """An infrared picture has three equal channels."""
    few = pixels[::8, ::8].astype(np.int16)
    return float(np.abs(few[..., 0] - few[..., 2]).mean()) > 2.0
