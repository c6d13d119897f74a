"""A word for the log that whoever speaks to us could repeat for ever: said once in a while, with how often it was not."""

import time
from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

_MOST_THINGS = 100


class Seldom:
    """One for each place that logs. `now_s`: a monotonic clock."""

    def __init__(self, every_s: float = 10.0, now_s: Callable[[], float] = time.monotonic) -> None:
        self._every_s = every_s
        self._now_s = now_s
        self._said_s: dict[str, float] = {}
        self._unsaid: dict[str, int] = {}

    def unsaid(self, what: str) -> int | None:
        """How often it was left unsaid since it was said last; None: it is left unsaid now."""
        now_s, said_s = self._now_s(), self._said_s.get(what)
        if said_s is not None and now_s - said_s < self._every_s:
            self._unsaid[what] = self._unsaid.get(what, 0) + 1
            return None
        if said_s is None and len(self._said_s) >= _MOST_THINGS:
            self._said_s.clear()
            self._unsaid.clear()
        self._said_s[what] = now_s
        return self._unsaid.pop(what, 0)

    def warn(self, log: FilteringBoundLogger, event: str, about: str, **fields: object) -> None:
        """Of one thing (`about`) at most so often; `unsaid` is told beside the fields."""
        unsaid = self.unsaid(about)
        if unsaid is not None:
            log.warning(event, **fields, unsaid=unsaid)
