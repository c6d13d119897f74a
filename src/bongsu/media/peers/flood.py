"""How many words a peer may say on one connection: some at once, then a few a second."""

from collections.abc import Callable

_AT_ONCE = 50.0
_A_SECOND = 10.0


class Flood:
    """A leaking bucket; one for each connection."""

    def __init__(self, time_s: Callable[[], float]) -> None:
        self._time_s = time_s
        self._left = _AT_ONCE
        self._seen_s = time_s()

    def is_too_much(self) -> bool:
        """Counts one word."""
        now_s = self._time_s()
        self._left = min(_AT_ONCE, self._left + (now_s - self._seen_s) * _A_SECOND) - 1
        self._seen_s = now_s
        return self._left < 0
