"""What stands out from a camera's usual picture at one look: compact things that came, whether the detector knew them or
not. Rain, glare, swaying trees and what stays where it was are left out."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import THINGS, Found
from bongsu.monitoring.health.sight import Floats, Sight
from bongsu.monitoring.words import Thing

_WIDE = 160
_DIFFERS = 24.0
_FIRST_LOOKS = 11
_RATE, _MOST_STEP = 0.1, 1.0
# in shares of the picture
_SMALLEST, _LARGEST = 0.0015, 0.15
_MOST_CHANGED = 0.3
_MOST_SPECKS, _MOST_AT_ONCE = 25, 8
_COMPACT = 0.75
# (a² - b²) / (a² + b²) of an ellipse of 1.3 : 1
_LONG = 0.26
_GLARE = 240.0
_SAME_PLACE = 0.04
_SURE = 0.5
_COVERS, _MUCH_LARGER = 0.5, 4.0
_CLOSED = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Passer:
    """`x`, `y`: its middle, in shares; `size`: root of its area, `tall`: height by width, both as seen on the screen."""

    x: float
    y: float
    size: float
    tall: float
    is_long: bool
    is_aslant: bool
    """Its longer axis lies nearer to a diagonal than to upright or level."""
    is_known: bool
    """The detector is sure of it, as whatever."""
    is_person: bool


@dataclass(slots=True)
class Passing:
    """Of one view by day. `_usual`: a slow median of its pictures."""

    _usual: Floats | None = None
    _first: list[Floats] = field(default_factory=list)
    _before: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 2), np.float32))

    def look(self, sight: Sight, found: Found) -> list[Passer]:
        tall = max(round(_WIDE * sight.grey.shape[0] / sight.grey.shape[1]), 1)
        now = cv2.resize(sight.grey, (_WIDE, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
        usual = self._usual
        if usual is None or usual.shape != now.shape:
            self._begin(now)
            return []
        # clouds and the camera's own exposure change the whole picture
        usual += float(np.median(now[::8, ::8])) - float(np.median(usual[::8, ::8]))
        apart = now - usual
        stands_out = np.abs(apart) > _DIFFERS
        apart *= _RATE
        usual += np.clip(apart, -_MOST_STEP, _MOST_STEP, out=apart)
        return self._passers(now, stands_out, found)

    def _begin(self, now: Floats) -> None:
        """Whoever passes is gone from the middle one of some pictures."""
        self._first = [one for one in self._first if one.shape == now.shape] + [now]
        if len(self._first) == _FIRST_LOOKS:
            self._usual = np.median(np.stack(self._first), axis=0).astype(np.float32)
            self._first.clear()

    def _passers(self, now: Floats, stands_out: NDArray[np.bool_], found: Found) -> list[Passer]:
        before, self._before = self._before, np.empty((0, 2), np.float32)
        if not _SMALLEST < np.count_nonzero(stands_out) / stands_out.size < _MOST_CHANGED:
            return []
        mask = cv2.morphologyEx(stands_out.view(np.uint8), cv2.MORPH_CLOSE, _CLOSED)
        count, numbers, boxes, middles = cv2.connectedComponentsWithStats(mask)
        high, wide = now.shape
        area = boxes[1:, cv2.CC_STAT_AREA]
        is_large = area >= _SMALLEST * wide * high
        if count - 1 - int(is_large.sum()) > _MOST_SPECKS:
            return []
        self._before = (middles[1:][is_large] / (wide, high)).astype(np.float32)
        parts = np.asarray(numbers, np.int32)
        made = [
            _passer(boxes[number], _spread(boxes[number], parts, number), now, found)
            for number in (np.flatnonzero(is_large) + 1).tolist()
            if _is_whole(boxes[number], wide, high)
        ]
        come = [one for one in made if one is not None and not _stays(one, before)]
        return come if len(come) <= _MOST_AT_ONCE else []


def _is_whole(box: NDArray[np.int32], wide: int, high: int) -> bool:
    """Not too large, and not cut by the picture's rim."""
    left, top, width, height, area = (int(one) for one in box)
    inside = left > 0 and top > 0 and left + width < wide and top + height < high
    return inside and area <= _LARGEST * wide * high


def _spread(
    box: NDArray[np.int32], numbers: NDArray[np.int32], number: int
) -> tuple[float, float, float]:
    """Variances down and across, and of both."""
    left, top, width, height, _ = (int(one) for one in box)
    down, across = np.nonzero(numbers[top : top + height, left : left + width] == number)
    both = float(np.mean((down - down.mean()) * across))
    return float(np.var(down)), float(np.var(across)), both


def _passer(
    box: NDArray[np.int32], spread: tuple[float, float, float], now: Floats, found: Found
) -> Passer | None:
    """None: it does not fill the ellipse of its own spread, as foliage and streaks, or it is a lamp."""
    left, top, width, height, area = (int(one) for one in box)
    down, across, both = spread
    ellipse = 4 * np.pi * float(np.sqrt(max(down * across - both * both, 0.0)))
    glares = float(now[top : top + height, left : left + width].mean()) > _GLARE
    if glares or area < _COMPACT * ellipse:
        return None
    high, wide = now.shape
    sides = (left / wide, top / high, (left + width) / wide, (top + height) / high)
    is_known, is_person = _known(sides, found)
    apart = float(np.hypot(down - across, 2 * both)) / (down + across)
    return Passer(
        x=(sides[0] + sides[2]) / 2,
        y=(sides[1] + sides[3]) / 2,
        size=float(np.sqrt(area)) / high,
        tall=height / width,
        is_long=apart > _LONG,
        is_aslant=abs(2 * both) > abs(down - across),
        is_known=is_known,
        is_person=is_person,
    )


def _known(sides: tuple[float, float, float, float], found: Found) -> tuple[bool, bool]:
    sure = found.scores >= _SURE
    if not sure.any():
        return False, False
    boxes = found.boxes[sure]
    wide = np.minimum(boxes[:, 2], sides[2]) - np.maximum(boxes[:, 0], sides[0])
    high = np.minimum(boxes[:, 3], sides[3]) - np.maximum(boxes[:, 1], sides[1])
    own = (sides[2] - sides[0]) * (sides[3] - sides[1])
    shared = np.maximum(wide, 0) * np.maximum(high, 0)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    is_it = (shared >= _COVERS * own) & (areas <= _MUCH_LARGER * own)
    is_person = found.things[sure] == THINGS.index(Thing.PERSON)
    return bool(is_it.any()), bool((is_it & is_person).any())


def _stays(one: Passer, before: NDArray[np.float32]) -> bool:
    """It stood there a look ago: parked, or a flag."""
    return bool((np.abs(before - (one.x, one.y)).max(axis=1, initial=0.0) < _SAME_PLACE).any())
