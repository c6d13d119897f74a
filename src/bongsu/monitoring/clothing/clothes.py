"""What colours the upper and lower half of one person's box have, as shares; nothing where too little of it is seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.clothing.colour import COLOURS, named, to_lab
from bongsu.monitoring.clothing.light import Light
from bongsu.monitoring.tracks.track import Box

Shares = tuple[float, ...]
"""One per word of `COLOURS`, together 1."""
_UPPER = (0.18, 0.48)
_LOWER = (0.55, 0.85)
"""Shares of the box's height: below the head, above the shoes."""
_ACROSS = (0.22, 0.78)
_BESIDE = ((-0.25, -0.02), (1.02, 1.25))
"""Where the ground is seen, to the left and right of the box, as shares of its width."""
_LIKE_GROUND = 14.0
"""Difference in CIELAB below which a pixel is taken for the ground."""
_LEAST_LEFT = 0.2
_LEAST_HIGH = 36
"""Pixels; a smaller person is more background than cloth."""
_LEAST_PIXELS = 40
_EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Clothes:
    """None: not seen well enough."""

    upper: Shares | None
    lower: Shares | None

    @property
    def is_seen(self) -> bool:
        return self.upper is not None or self.lower is not None


UNSEEN = Clothes(None, None)


def clothes_of(pixels: NDArray[np.uint8], box: Box, light: Light) -> Clothes:
    """`pixels`: (h, w, 3) RGB; `box`: shares of it."""
    high = pixels.shape[0]
    left, top, right, bottom = box
    if light.is_infrared or (bottom - top) * high < _LEAST_HIGH or right <= left:
        return UNSEEN
    # who is cut by the lower edge shows no legs, and the bands of the rest are guesses
    cut_below, cut_above = bottom > 1 - _EDGE, top < _EDGE
    upper = None if cut_above or cut_below else _band(pixels, box, _UPPER, light)
    lower = None if cut_below or cut_above else _band(pixels, box, _LOWER, light)
    return Clothes(upper, lower)


def _band(
    pixels: NDArray[np.uint8], box: Box, band: tuple[float, float], light: Light
) -> Shares | None:
    high, wide = pixels.shape[:2]
    left, top, right, bottom = box
    rows = _cut(top, bottom, band, high)
    part = pixels[rows, _cut(left, right, _ACROSS, wide)].reshape(-1, 3)
    if len(part) < _LEAST_PIXELS:
        return None
    lab = light.shown(to_lab(part))
    beside = [pixels[rows, _cut(left, right, strip, wide)].reshape(-1, 3) for strip in _BESIDE]
    cloth = _without(lab, light.shown(to_lab(np.concatenate(beside))))
    counts = np.bincount(named(cloth), minlength=len(COLOURS)) / len(cloth)
    return tuple(round(float(share), 3) for share in counts)


def _without(lab: NDArray[np.float32], ground: NDArray[np.float32]) -> NDArray[np.float32]:
    """What differs from the ground seen beside the person; all of it where that would leave next to nothing: somebody in
    grey before a grey wall."""
    if len(ground) == 0:
        return lab
    apart = np.linalg.norm(lab - np.median(ground, axis=0), axis=1)
    cloth = lab[apart > _LIKE_GROUND]
    return cloth if len(cloth) >= max(_LEAST_LEFT * len(lab), 1) else lab


def _cut(start: float, end: float, band: tuple[float, float], size: int) -> slice:
    first, last = (start + (end - start) * share for share in band)
    return slice(max(round(first * size), 0), min(round(last * size), size))
