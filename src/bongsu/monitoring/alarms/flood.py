"""Whether more arrives than people can answer (알람 폭주, EEMUA 191), and when that is over. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Flood:
    """`since` None: there is none. `calm_since`: since when arrivals are below half."""

    since: datetime | None = None
    calm_since: datetime | None = None

    @property
    def is_on(self) -> bool:
        return self.since is not None


NO_FLOOD = Flood()


def judged(before: Flood, arrived: int, operators: int, limit: int, now: datetime) -> Flood:
    """`arrived`: in the last ten minutes; `limit`: for each operator. It is over once they were below half for ten
    minutes."""
    each = arrived / max(1, operators)
    if each > limit:
        return Flood(before.since or now)
    if not before.is_on:
        return NO_FLOOD
    if each >= limit / 2:
        return Flood(before.since)
    calm_since = before.calm_since or now
    return NO_FLOOD if now - calm_since >= WINDOW else Flood(before.since, calm_since)
