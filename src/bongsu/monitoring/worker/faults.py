"""One camera's own faults: after several in a minute, or one stall, it is left alone for a while that grows."""

from collections import deque
from dataclasses import dataclass, field

MOST_A_MINUTE = 5
_MINUTE_S = 60.0
_FIRST_S = 10.0
_LONGEST_S = 300.0


@dataclass(slots=True)
class Faults:
    """Times are seconds of one clock. `count`: all there ever were under this job."""

    count: int = 0
    problem: str = ""
    until: float = 0.0
    tries: int = 0
    _recent: deque[float] = field(default_factory=deque)

    def add(self, now: float, problem: str, *, is_stall: bool = False) -> bool:
        """True: the camera is isolated from now on."""
        self.count += 1
        self.problem = problem
        self._recent.append(now)
        while self._recent and self._recent[0] <= now - _MINUTE_S:
            self._recent.popleft()
        # one that was just let in again shows at once whether it is well
        if not (is_stall or self.tries or len(self._recent) >= MOST_A_MINUTE):
            return False
        self.until = now + min(_LONGEST_S, _FIRST_S * 2.0**self.tries)
        self.tries += 1
        self._recent.clear()
        return True

    def mention(self, problem: str) -> None:
        """Counted, and no reason to leave the camera alone."""
        self.count += 1
        self.problem = problem

    def is_isolated(self, now: float) -> bool:
        return now < self.until

    def went_well(self, now: float) -> None:
        """A look came to its end; after a good minute all is forgotten but the count."""
        if self.tries and now >= self.until + _MINUTE_S:
            self.tries = 0
        if not self.tries and not self._recent:
            self.problem = ""
        while self._recent and self._recent[0] <= now - _MINUTE_S:
            self._recent.popleft()
