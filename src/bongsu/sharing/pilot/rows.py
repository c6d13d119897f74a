"""What the report of a pilot is made from, as values: its calls, what was done about them, what officers said."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.audit.kinds import TrailKind


@dataclass(frozen=True, slots=True)
class PilotCall:
    """One call that this version of the agreement answered, with the names that people read."""

    incident_id: str
    service: str
    service_name: tuple[str, str]
    category: str
    category_name: tuple[str, str]
    code: str
    dong: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One row of the trail about a lending. `reason` is why it was refused or ended, `cut_reason` one of six words."""

    kind: TrailKind
    grant_id: str
    incident_id: str
    at: datetime
    reason: str | None = None
    cut_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What one officer said of one incident: 1 (no help) to 5 (decisive), and one line."""

    remark_id: str
    incident_id: str
    grant_id: str
    person_id: str
    organisation: str
    unit_kind: str
    """`room` or `vehicle`: whose screen it was, never whose name."""
    agreement_id: str
    agreement_version: int
    rating: int
    text: str
    at: datetime
