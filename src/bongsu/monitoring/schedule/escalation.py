"""Why a camera is looked at closely, until when, and who comes first where the cores do not suffice for all of them."""

from dataclasses import dataclass, field

OPERATOR, INCIDENT, SEARCH, SEEN, ALARM = "operator", "incident", "search", "seen", "alarm"
# what a person asked for goes before what a machine thinks it saw; what was told already can wait for what was not
_ORDER = {OPERATOR: 0, INCIDENT: 1, SEARCH: 2, SEEN: 3, ALARM: 4}


@dataclass(slots=True)
class Reasons:
    """Of one camera: why → until when (seconds)."""

    until: dict[str, float] = field(default_factory=dict)

    def give(self, why: str, until: float) -> None:
        """The last word counts: an earlier end ends it earlier."""
        self.until[why] = until

    def prolong(self, why: str, until: float) -> None:
        self.until[why] = max(until, self.until.get(why, until))

    def best(self, now: float) -> str:
        """The weightiest that stands; empty: none. Those that are over are forgotten. While an alarm goes on, what is seen
        is what the alarm told."""
        for why in [why for why, until in self.until.items() if until <= now]:
            del self.until[why]
        stand = [why for why in self.until if why != SEEN or ALARM not in self.until]
        return min(stand, key=rank, default="")


def rank(why: str) -> int:
    return _ORDER.get(why, len(_ORDER))
