"""What the kinds of rules are given at each look, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.tracks.track import Box, Track


@dataclass(frozen=True, slots=True)
class Look:
    """`gap_s`: since the look before."""

    at_ms: float
    gap_s: float
    aspect: float
    tracks: Sequence[Track]
    presences: Sequence[Presence]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rule speaks of is there now. `score`: the highest score the rule could ask for and still speak. `begins`:
    sure enough to begin; else it is only enough to go on. `anew`: what went on before is something else."""

    since_ms: float
    score: float
    boxes: tuple[Box, ...]
    count: int = 1
    begins: bool = True
    anew: bool = False


class Watching(Protocol):
    """One rule's memory of one camera."""

    def look(self, look: Look) -> Seen | None: ...
