"""One order to look for colours of clothes: who asked, who else agreed, for how long. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from bongsu.identity.people import Role
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.monitoring.clothing.colour import Colour

TERM = timedelta(hours=6)
"""For so long at most; then two people are asked again."""
ANSWERERS = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)


class SamePerson(Failure):
    """Two people open such a search (dossier §12.13): whoever asked does not answer."""

    kind = Kind.CONFLICT
    code = "same_person"


class NotAsked(Failure):
    """Nobody has asked for it, or it has been answered."""

    kind = Kind.CONFLICT
    code = "nothing_to_answer"


class AlreadyAsked(Failure):
    """One order runs, or waits, for this search."""

    kind = Kind.CONFLICT
    code = "already_asked"


class NoOrder(Failure):
    """No search by colours runs here."""

    kind = Kind.CONFLICT
    code = "no_clothing_search"


class OrderState(StrEnum):
    ASKED = "asked"
    REFUSED = "refused"
    RUNNING = "running"
    ENDED = "ended"


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which colours are looked for, above and below."""

    upper: Colour | None = None
    lower: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A row. `sealed`: `Wanted` under the search's own key; `cameras`: how many it may look at."""

    order_id: str
    incident_id: str
    state: OrderState
    asked_by: str
    asked_at: datetime
    reason: str
    sealed: str
    cameras: int = 0
    answered_by: str | None = None
    answered_at: datetime | None = None
    refusal: str = ""
    ends_at: datetime | None = None
    ended_at: datetime | None = None

    def runs(self, now: datetime) -> bool:
        return self.state is OrderState.RUNNING and self.ends_at is not None and now < self.ends_at

    @property
    def is_open(self) -> bool:
        return self.state in (OrderState.ASKED, OrderState.RUNNING)


def must_name_a_colour(wanted: Wanted) -> None:
    """Raises `Invalid`."""
    if wanted.upper is None and wanted.lower is None:
        raise Invalid("Say the colour above or below, or both", field="upper")


def must_be_another(order: Order, person_id: str) -> None:
    """Raises `NotAsked` or `SamePerson`. The person counts, not the seat or the session."""
    if order.state is not OrderState.ASKED:
        raise NotAsked("This search by colours was answered already")
    if order.asked_by == person_id:
        raise SamePerson("Another person answers: a search by colours is opened by two")
