"""What every use case of an incident needs at hand."""

from dataclasses import dataclass

from bongsu.audit.group import GroupRecorder
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.neighbours import ALONE, Neighbours
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """One node's desk."""

    database: Database
    clock: Clock
    centre: Centre
    chooser: Chooser
    recorder: GroupRecorder | None = None
    neighbours: Neighbours = ALONE


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person or a partner's system. `person_id` is what the trail keeps."""

    person_id: str
    role: str
    organisation: str
    is_own: bool
    unit_id: str | None = None
