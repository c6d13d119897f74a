"""How often each thing is done: full size, or enough for a look within 50 seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CAMERAS = 70_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """One run. The first two districts are neighbours and have agreed; the others only fill the hub's catalogue."""

    districts: Mapping[str, int] = field(
        default_factory=lambda: {
            "SEONGBUK": 17_500,
            "GANGBUK": 17_500,
            "GURO": 17_500,
            "NOWON": 17_500,
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
    updates=12, idle_s=3.0, settle_s=1.0, openings=3, cuts=1, cut_s=2.0, kills=1, call_every_s=0.5
)
