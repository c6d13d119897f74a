"""One fault of one camera, its steps, and an outage."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.maintenance.words import MACHINE, FaultKind, FaultState, Remedy, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`figure` and `limit`: what the machine measured last. `again`: how often it came back. `gone_at`: since when the
    machine sees it no longer. `changed_at`: its last step."""

    fault_id: str
    camera_id: str
    kind: FaultKind
    state: FaultState
    opened_at: datetime
    opened_by: str
    changed_at: datetime
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    remedy: Remedy | None = None
    note: str = ""
    figure: float | None = None
    limit: float | None = None
    again: int = 0
    gone_at: datetime | None = None

    @property
    def is_by_machine(self) -> bool:
        return self.opened_by == MACHINE


@dataclass(frozen=True, slots=True)
class FaultStep:
    fault_id: str
    at: datetime
    step: Step
    by: str
    note: str = ""
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """A camera without a picture, as media told it; what replacement reads its failures from."""

    camera_id: str
    began_at: datetime
    ended_at: datetime | None
    state: str
    reason: str
