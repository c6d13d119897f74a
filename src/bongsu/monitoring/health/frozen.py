"""화면 정지: packets come, the picture stays the same to the last grain. A still scene is not still: its sensor has noise,
and what compression leaves of it differs from one key picture to the next."""

from dataclasses import dataclass

import cv2
import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Sight

# share of pixels that differ by a level at all: a repeated picture has none, a reopened decoder may round a few
LIMIT = 0.0004
_SAME_LEVEL = 2
_ANY_CONTRAST = 8.0


@dataclass(slots=True)
class Freezing:
    """Remembers the last key picture. An overlay's clock that runs on a frozen sensor is left out when it is known."""

    _last: Sight | None = None

    def look(self, sight: Sight, clock: tuple[slice, slice] | None) -> Sign | None:
        last, self._last = self._last, sight
        if last is None or last.grey.shape != sight.grey.shape:
            return None
        changed = cv2.absdiff(last.grey, sight.grey) >= _SAME_LEVEL
        if clock is not None:
            changed[clock] = False
        share = float(np.count_nonzero(changed)) / changed.size
        is_same = share < LIMIT and sight.brightest - sight.darkest > _ANY_CONTRAST
        return Sign(is_same, share, LIMIT)
