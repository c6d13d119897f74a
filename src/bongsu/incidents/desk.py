"""What every use case of an incident needs at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bongsu.audit.group import GroupRecorder
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.drills import DrillBook
from bongsu.incidents.kept_details import KeptDetails
from bongsu.incidents.named_cameras import NamedCameras
from bongsu.incidents.neighbours import ALONE, Neighbours
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database

# what is sealed, and what it is about → text that two roles open together (`identity/names`)
Seal = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """One node's desk. Without `seal` a discreet service's trigger is left out of the trail."""

    database: Database
    clock: Clock
    centre: Centre
    chooser: Chooser
    recorder: GroupRecorder | None = None
    neighbours: Neighbours = ALONE
    seal: Seal | None = None
    drills: DrillBook = field(default_factory=DrillBook)
    named: NamedCameras = field(default_factory=NamedCameras)
    kept: KeptDetails = field(default_factory=KeptDetails)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person or a partner's system. `person_id` is what the trail keeps."""

    person_id: str
    role: str
    organisation: str
    is_own: bool
    unit_id: str | None = None
