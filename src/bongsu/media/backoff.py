"""When to try a camera again: exponential with full jitter, so that a power cut's return is no stampede."""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Backoff:
    """Owned by one stream. A short success does not start the count anew; only a stable one does."""

    first_s: float
    watched_s: float
    idle_s: float
    stable_after_s: float
    draw: Callable[[], float] = random.random
    tapped_s: float = 10.0
    tries: int = 0
    _share: float = 0.0

    def failed(self, lived_s: float) -> None:
        """A try ended after giving pictures for `lived_s`."""
        self.tries = 1 if lived_s >= self.stable_after_s else self.tries + 1
        self._share = self.draw()

    def wait_s(self, *, is_watched: bool, is_tapped: bool = False) -> float:
        """From the failed try's beginning to the next one; a new watcher shortens it. `is_tapped`: a machine looks."""
        unwatched_s = self.tapped_s if is_tapped else self.idle_s
        longest = self.watched_s if is_watched else unwatched_s
        grown = self.first_s * 2.0 ** min(self.tries - 1, 16)
        return self._share * min(longest, grown)
