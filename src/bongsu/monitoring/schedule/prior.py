"""What a camera usually sees at this hour of the week: learned slowly; a look is worth more when streets are full."""

from array import array

HOURS = 168
_AT_FIRST = 0.05
_LEARNED = 1 / 64


class HourPrior:
    """168 chances, one for each hour of the week; an hour never seen answers as the camera does at large."""

    __slots__ = ("_at_large", "_by_hour", "_seen")

    def __init__(self) -> None:
        self._by_hour: array[float] | None = None
        self._seen: array[int] | None = None
        self._at_large = _AT_FIRST

    def chance(self, hour: int) -> float:
        if self._by_hour is None or self._seen is None:
            return self._at_large
        # a handful of looks says little about an hour
        told = min(self._seen[hour], 255) / 255
        return told * self._by_hour[hour] + (1 - told) * self._at_large

    def learn(self, hour: int, chance: float) -> None:
        if self._by_hour is None or self._seen is None:
            self._by_hour = array("f", [self._at_large] * HOURS)
            self._seen = array("B", [0] * HOURS)
        seen = self._seen[hour]
        rate = max(_LEARNED, 1 / (seen + 1))
        self._by_hour[hour] += rate * (chance - self._by_hour[hour])
        self._seen[hour] = min(255, seen + 1)
        self._at_large += _LEARNED * (chance - self._at_large)
