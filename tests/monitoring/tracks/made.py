"""Finds and walks made for tests of tracks and rules: boxes in shares of the picture, as a detector tells them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.tracks.track import Box


class One(NamedTuple):
    """A find of one thing."""

    box: Box
    score: float = 0.7
    thing: Thing = Thing.PERSON


def found(*ones: One) -> Found:
    """As a detector gives them: best first."""
    best = sorted(ones, key=lambda one: -one.score)
    return Found(
        np.array([one.box for one in best], np.float32).reshape(-1, 4),
        np.array([one.score for one in best], np.float32),
        np.array([THINGS.index(one.thing) for one in best], np.int8),
    )


def standing(x: float, y: float, tall: float = 0.2) -> Box:
    """Somebody whose feet are at (x, y) in a picture of 16:9; .4 as wide as tall."""
    wide = tall * 0.4 * 9 / 16
    return x - wide / 2, y - tall, x + wide / 2, y


def walk(
    start: tuple[float, float], end: tuple[float, float], seconds: float, rate: float
) -> Sequence[tuple[float, Box]]:
    """(milliseconds, box) at so many pictures a second, both ends among them."""
    pictures = round(seconds * rate)
    (x0, y0), (x1, y1) = start, end
    shares = [step / pictures for step in range(pictures + 1)]
    return [
        (seconds * 1_000 * share, standing(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
        for share in shares
    ]
