"""How much of a street is looked at: enough for an interval of a few points, or enough for a look within 50 seconds."""

from dataclasses import dataclass

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
DEPLOYED = 0.45
"""What a rule begins with (`rules/rule.py`)."""
SEED = 41
"""Of the reported street. Seeds below 40 were looked at while writing."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """`calm`: groups of pictures that a camera plays while nothing happens. `parts`: processes, a core each."""

    cameras: int
    lasts_s: float
    visits: int
    calm: int
    parts: int
    decoded: int
    gated_cameras: int
    gated_groups: int
    live_cameras: int
    live_s: float
    appearances: int
    takeovers: int


FULL = Sizes(
    cameras=60,
    lasts_s=3900.0,
    visits=4,
    calm=20,
    parts=2,
    decoded=12,
    gated_cameras=60,
    gated_groups=12,
    live_cameras=24,
    live_s=40.0,
    appearances=20,
    takeovers=8,
)
QUICK = Sizes(
    cameras=6,
    lasts_s=700.0,
    visits=1,
    calm=8,
    parts=2,
    decoded=3,
    gated_cameras=12,
    gated_groups=5,
    live_cameras=6,
    live_s=6.0,
    appearances=2,
    takeovers=1,
)


def sizes_for(*, quick: bool) -> Sizes:
    return QUICK if quick else FULL
