"""Pictures of a plain ground with ellipses on it, as the health checks take them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found
from bongsu.monitoring.health.sight import Sight, sight_of
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.words import Thing

WIDE, HIGH = 320, 180
Shape = tuple[float, float, float, float]
"""Middle, width and height of one thing, in shares of the picture's height except the middle."""


def ground() -> NDArray[np.uint8]:
    made = np.full((HIGH, WIDE), 120, np.uint8)
    made[::20] = 90
    made[:, ::20] = 90
    return made


def shown(things: list[Shape], luma: int = 220, turn: float = 0.0) -> NDArray[np.uint8]:
    made = ground()
    for x, y, wide, high in things:
        axes = round(wide * HIGH / 2), round(high * HIGH / 2)
        cv2.ellipse(made, (round(x * WIDE), round(y * HIGH)), axes, turn, 0, 360, luma, cv2.FILLED)
    return made


def sight(grey: NDArray[np.uint8], at_ms: float = 0.0, *, is_day: bool = True) -> Sight:
    level = grey if is_day else (grey // 8)
    pixels = np.repeat(level[..., None], 3, axis=2)
    pixels[..., 2] -= np.minimum(pixels[..., 2], 6)
    return sight_of(Frame("c", at_ms, True, 1280, 720, pixels, level))  # noqa: FBT003  # is_key


def found(things: list[Shape], thing: Thing = Thing.PERSON, score: float = 0.8) -> Found:
    if not things:
        return NOTHING
    boxes = [
        (x - w * HIGH / WIDE / 2, y - h / 2, x + w * HIGH / WIDE / 2, y + h / 2)
        for x, y, w, h in things
    ]
    count = len(boxes)
    return Found(
        np.array(boxes, np.float32),
        np.full(count, score, np.float32),
        np.full(count, THINGS.index(thing), np.int8),
    )
