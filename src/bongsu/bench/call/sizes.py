"""How often each thing is repeated: enough for a p95, or enough for a look within 50 seconds."""

from dataclasses import dataclass, replace

CAMERAS = 70_000
GOPS_S = (1, 2, 4)
# the key-frame interval that peers were measured with, used wherever the interval is not the question
COMMON_GOP_S = 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """One run."""

    messages: int
    warm: int
    cold: int
    stills: int
    plain: int
    rooms: int
    withdrawals: int
    cpu_s: float
    faulty: int
    outages: int
    outage_s: float
    queries: int
    quarters: int
    # Phases that do not disturb each other's figure much run side by side.
    side_by_side: bool


FULL = Sizes(
    messages=60,
    warm=40,
    cold=20,
    stills=20,
    plain=6,
    rooms=10,
    withdrawals=20,
    cpu_s=10.0,
    faulty=20,
    outages=2,
    outage_s=8.0,
    queries=2_000,
    quarters=5,
    side_by_side=False,
)
QUICK = Sizes(
    messages=15,
    warm=8,
    cold=3,
    stills=3,
    plain=1,
    rooms=2,
    withdrawals=2,
    cpu_s=3.0,
    faulty=4,
    outages=1,
    outage_s=3.5,
    queries=300,
    quarters=1,
    side_by_side=True,
)

# On a machine that is slow already at the start, every name within 50 seconds needs fewer still.
HURRIED = replace(QUICK, messages=8, warm=5, cold=2, stills=2, rooms=1, withdrawals=1, outage_s=2.5)
_SLOW_START_S = 13.0


def sizes_for(*, quick: bool, started_in_s: float) -> Sizes:
    """Of a run whose stand took so long to come up."""
    if not quick:
        return FULL
    return HURRIED if started_in_s > _SLOW_START_S else QUICK
