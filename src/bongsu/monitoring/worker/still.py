"""A small JPEG of a moment, for an operator's eye. Nothing is drawn on it: boxes travel beside it."""

import cv2
from cv2.typing import MatLike

from bongsu.monitoring.pictures.frame import Frame

LONGEST_SIDE = 640
MOST_BYTES = 60_000
_QUALITIES = (85, 70, 50, 30)


def still(frame: Frame) -> bytes:
    """Empty where no quality is small enough."""
    pixels: MatLike = frame.pixels
    height, width = pixels.shape[:2]
    share = LONGEST_SIDE / max(height, width)
    if share < 1.0:
        size = (max(1, round(width * share)), max(1, round(height * share)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    blue_first = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    for quality in _QUALITIES:
        went_well, data = cv2.imencode(".jpg", blue_first, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if went_well and len(data) <= MOST_BYTES:
            return bytes(data)
    return b""
