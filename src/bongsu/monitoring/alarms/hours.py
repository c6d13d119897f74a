"""정상 활동: whoever may be there teaches no score. Where it gathers in the same hours, other hours are proposed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_FEWEST = 5
_SHARE = 0.8
_LONGEST_H = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """Leave these hours (Seoul, from the beginning of one to the beginning of the other) out of the rule."""

    from_hour: int
    to_hour: int
    allowed: int
    """So many were waved away in them."""


def proposed(allowed: Sequence[datetime], real: Sequence[datetime]) -> Proposal | None:
    """Both by Seoul's clock. None where they are few, spread over the day, or real ones came in the same hours."""
    if len(allowed) < _FEWEST:
        return None
    busy = {at.hour for at in real}
    for length in range(1, _LONGEST_H + 1):
        best = max(range(24), key=lambda hour: (_within(allowed, hour, length), -hour))
        count = _within(allowed, best, length)
        if count < _SHARE * len(allowed):
            continue
        hours = {(best + step) % 24 for step in range(length)}
        return None if hours & busy else Proposal(best, (best + length) % 24, count)
    return None


def _within(times: Sequence[datetime], hour: int, length: int) -> int:
    return sum(1 for at in times if (at.hour - hour) % 24 < length)
