"""How many words somebody may say on one line: some at once, then a few a second."""

from collections.abc import Callable

_AT_ONCE = 50.0
_A_SECOND = 10.0


class Flood:
    """A leaking bucket; one for each connection."""

    def __init__(
        self,
        time_s: Callable[[], float],
        *,
        at_once: float = _AT_ONCE,
        a_second: float = _A_SECOND,
    ) -> None:
        self._time_s = time_s
        self._at_once = at_once
        self._a_second = a_second
        self._left = at_once
        self._seen_s = time_s()

    def is_too_much(self) -> bool:
        """Counts one word; one that is too much costs nothing."""
        now_s = self._time_s()
        self._left = min(self._at_once, self._left + (now_s - self._seen_s) * self._a_second)
        self._seen_s = now_s
        if self._left < 1:
            return True
        self._left -= 1
        return False
