"""수직 하향: a camera that looks down from above, where the detector knows neither people nor cars. Told of a property, not
of a moment: only after enough has passed in all parts of the picture, by day."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.passing import Passer, Passing
from bongsu.monitoring.health.sight import Sight

LIMIT = 0.25
"""Share of what passes that the detector is sure of; seen obliquely it is sure of more."""
ENOUGH = 30
ENOUGH_LOOKS = 20
_PARTS = (8, 5)
_FEWEST_PARTS = 9
_EACH_PART = 5
_SPREAD = 0.15
_PEOPLE = 0.1
_UPRIGHT, _MOST_UPRIGHT = 2.0, 0.25
# d ln(size) / dy at the middle: 0 straight down; .9 at 45° and a lens of 50°; 2 with the horizon at the upper rim
_GROWS = 0.75
# of two that lie so near to each other the slope says nothing
_APART = 0.1
# standard deviation by the median of what is left (Hampel 1974)
_OF_MEDIAN = 1.4826
# from above things lie in all directions; seen obliquely they stand upright or level
_ASLANT, _FEWEST_LONG = 0.28, 10
# once told, what speaks against it has to be so much more
_KEPT = 1.6
# a view that was left for so long may not be the one that comes back
_TURNED_LOOKS = 30
_DAYLIGHT = (True, True)


@dataclass(slots=True)
class StraightDown:
    """Keeps the last passers of each part of the picture, so that one path or one tree never makes up the whole."""

    _passing: Passing = field(default_factory=Passing)
    _parts: dict[tuple[int, int], deque[Passer]] = field(default_factory=dict)
    _looks: int = 0
    _away: int = 0
    _is_down: bool = False

    def look(self, sight: Sight, found: Found, *, is_usual: bool) -> Sign | None:
        """Figure: share of passers that the detector is sure of. None until enough has passed."""
        self._away = 0 if is_usual else self._away + 1
        if self._away == _TURNED_LOOKS:
            self._passing, self._looks = Passing(), 0
            self._parts.clear()
        if not is_usual or sight.is_dazzled or sight.light != _DAYLIGHT:
            return None
        passers = self._passing.look(sight, found)
        self._looks += bool(passers)
        for one in passers:
            part = int(one.x * _PARTS[0]), int(one.y * _PARTS[1])
            self._parts.setdefault(part, deque(maxlen=_EACH_PART)).append(one)
        if len(self._parts) < _FEWEST_PARTS or self._looks < ENOUGH_LOOKS:
            return None
        return self._judged([one for part in self._parts.values() for one in part])

    def _judged(self, passers: list[Passer]) -> Sign | None:
        seen = np.array([(one.y, one.size, one.tall, one.is_known) for one in passers])
        if len(seen) < ENOUGH or float(seen[:, 0].std()) < _SPREAD:
            return None
        more = _KEPT if self._is_down else 1.0
        known = float(seen[:, 3].mean())
        people = sum(one.is_person for one in passers) / len(passers)
        upright = float((seen[:, 2] >= _UPRIGHT).mean())
        long = [one.is_aslant for one in passers if one.is_long]
        if len(long) < _FEWEST_LONG:
            return None
        self._is_down = (
            sum(long) / len(long) > _ASLANT / more
            and known < LIMIT * more
            and people < _PEOPLE * more
            and upright < _MOST_UPRIGHT * more
            and _grows(seen[:, 0], np.log(seen[:, 1])) < _GROWS * more
        )
        return Sign(self._is_down, known, LIMIT)


def _grows(y: NDArray[np.float64], size: NDArray[np.float64]) -> float:
    """How things grow towards the lower rim: the middle one of all slopes between two of them (Sen 1968), which a few that
    are cut or run into one another do not bend, and its error, so that few decide nothing."""
    apart, larger = y[:, None] - y, size[:, None] - size
    is_below = apart > _APART
    if not is_below.any():
        return np.inf
    slope = float(np.median(larger[is_below] / apart[is_below]))
    left = size - slope * y
    spread = _OF_MEDIAN * float(np.median(np.abs(left - np.median(left))))
    return slope + spread / float(np.sqrt(len(y)) * y.std())
