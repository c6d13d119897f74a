"""How often each thing is done: full size, or enough for a look within 50 seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CAMERAS = 70_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """One run. The first two districts are neighbours, have agreed, and are as large as districts are; the others stand
    for all the rest and fill the hub's catalogue."""

    districts: Mapping[str, int] = field(
        default_factory=lambda: {
            "SEONGBUK": 5_000,
            "GANGBUK": 5_000,
            "GURO": 20_000,
            "NOWON": 20_000,
            "GANGNAM": 20_000,
        }
    )
    updates: int = 200
    idle_s: float = 30.0
    settle_s: float = 20.0
    openings: int = 20
    cuts: int = 10
    cut_s: float = 60.0
    kills: int = 10
    call_every_s: float = 1.0


FULL = Sizes()
# one short cut and one kill: enough to see that it works, no percentile worth the name
QUICK = Sizes(
    updates=10, idle_s=2.0, settle_s=1.0, openings=3, cuts=1, cut_s=2.0, kills=1, call_every_s=0.5
)
