"""How often another centre may make us write: so many at once, so many a second on average, each centre by itself."""

import time
from collections.abc import Callable


class Quota:
    """In memory, as many entries as there are centres: whoever speaks was proved by the line."""

    def __init__(
        self, burst: float, per_s: float, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._per_s = per_s
        self._seconds = seconds
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, peer: str, amount: float = 1) -> bool:
        """Whether it had so much left; what is refused costs nothing."""
        now = self._seconds()
        left, at = self._left.get(peer, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        has = left >= amount
        self._left[peer] = left - amount if has else left, now
        return has
