"""Settings of planning's child process (`BONGSU_PLANNING_…`)."""

from typing import Annotated

import msgspec
from msgspec import Meta


class PlanningSettings(msgspec.Struct, frozen=True):
    """Change them where the machine is small, or a plan needs hours."""

    longest_s: Annotated[float, Meta(gt=0)] = 4_200.0
    """A computation is ended after it, whatever its own time limit says."""
    grace_s: Annotated[float, Meta(gt=0)] = 20.0
    """After a stop the best plan so far has this long to come, then the process is killed."""
    memory_mib: Annotated[int, Meta(ge=256)] = 3_072
    """The process gets no more: a plan that is too large ends alone, and the node goes on."""
    niceness: Annotated[int, Meta(ge=0, le=19)] = 10
    """Above 0 it yields to everything else on the machine: pictures and feed come first."""
    most_waiting: Annotated[int, Meta(ge=1)] = 8
