"""Packet sizes out of the ordinary: a reason to look earlier, never a reason not to look (AUC .64 and .41: decision 013)."""

from dataclasses import dataclass

_RATE = 0.05
_ENOUGH = 10
_MOST = 1.0
_DEVIATIONS = 6.0


@dataclass(slots=True)
class Surprise:
    """Running mean and mean deviation of a camera's bytes a second."""

    mean: float = 0.0
    deviation: float = 0.0
    seen: int = 0
    now: float = 0.0
    """0 as usual … 1 far above it."""

    def see(self, size: float) -> None:
        if self.seen >= _ENOUGH and self.deviation > 0:
            above = (size - self.mean) / self.deviation
            self.now = min(_MOST, max(0.0, (above - 1.0) / _DEVIATIONS))
        self.seen += 1
        rate = max(_RATE, 1 / self.seen)
        self.deviation += rate * (abs(size - self.mean) - self.deviation)
        self.mean += rate * (size - self.mean)
