"""A small JPEG of a moment, for an operator's eye. Nothing is drawn on it: boxes travel beside it."""

import cv2
from cv2.typing import MatLike

from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.tracks.track import Box

LONGEST_SIDE = 640
MOST_BYTES = 60_000
_QUALITIES = (85, 70, 50, 30)


_MARGIN = 0.15
_PERSON_BYTES = 20_000


def still(frame: Frame) -> bytes:
    """Empty where no quality is small enough."""
    return _jpeg(frame.pixels, MOST_BYTES)


def person_still(frame: Frame, box: Box) -> bytes:
    """One person, whole, with a margin; for a search for somebody missing."""
    height, width = frame.pixels.shape[:2]
    left, top, right, bottom = box
    aside, above = (right - left) * _MARGIN, (bottom - top) * _MARGIN
    rows = slice(int(max(top - above, 0) * height), int(min(bottom + above, 1) * height) + 1)
    columns = slice(int(max(left - aside, 0) * width), int(min(right + aside, 1) * width) + 1)
    return _jpeg(frame.pixels[rows, columns], _PERSON_BYTES)


def _jpeg(pixels: MatLike, most_bytes: int) -> bytes:
    if pixels.size == 0:
        return b""
    height, width = pixels.shape[:2]
    share = LONGEST_SIDE / max(height, width)
    if share < 1.0:
        size = (max(1, round(width * share)), max(1, round(height * share)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    blue_first = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    for quality in _QUALITIES:
        went_well, data = cv2.imencode(".jpg", blue_first, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if went_well and len(data) <= most_bytes:
            return bytes(data)
    return b""
