"""What a rule says of one camera: something began, goes on, or has ended. Merging and ranking are the queue's."""

from dataclasses import dataclass

from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import Phase, RuleKind

__all__ = ["Phase", "Raised"]


@dataclass(frozen=True, slots=True)
class Raised:
    """`occasion`: the same from BEGAN to ENDED, unique for the camera and the worker's lease. `score` 0..1: how sure.
    `boxes`: what it is about, now. `since_ms`: when what it speaks of began (loitering: first seen)."""

    occasion: int
    rule_id: str
    kind: RuleKind
    phase: Phase
    at_ms: float
    since_ms: float
    score: float
    boxes: tuple[Box, ...] = ()
    count: int = 1
