"""How often one address may knock at the open doors in a minute, and everybody together. In memory, of bounded size."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MINUTE_S = 60.0
_MOST_SENDERS = 10_000


class MinuteQuota:
    """A sliding minute for each sender. What is refused counts too: whoever tries on waits on."""

    def __init__(
        self, each: int, all_together: int, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._each = each
        self._all = all_together
        self._seconds = seconds
        self._taken: deque[float] = deque()
        self._of: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, sender: str) -> bool:
        """Whether this one is still within both. A flood of one sender leaves the others their share."""
        now = self._seconds()
        own = self._of.setdefault(sender, deque(maxlen=self._each))
        self._of.move_to_end(sender)
        _forget(own, now)
        _forget(self._taken, now)
        is_full = len(own) >= self._each
        own.append(now)
        while len(self._of) > _MOST_SENDERS:
            self._of.popitem(last=False)
        if is_full or len(self._taken) >= self._all:
            return False
        self._taken.append(now)
        return True


def _forget(times: deque[float], now: float) -> None:
    while times and now - times[0] >= _MINUTE_S:
        times.popleft()
