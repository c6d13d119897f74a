"""One pass over everybody who is told something about one incident: what each step of it stands on."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import LinkedService
from bongsu.incidents.store import note
from bongsu.incidents.terms import until
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import SYSTEM, end_grant, new_grant
from bongsu.sharing.rules import Reason

# what the lending stood on was taken away
GROUND_LOST = frozenset(
    {
        Reason.SUSPENDED,
        Reason.KEY_WITHDRAWN,
        Reason.FORBIDDEN,
        Reason.CLOCK_SET_BACK,
        Reason.OUTSIDE_HOURS,
        Reason.OUTSIDE_PILOT,
        Reason.NOT_IN_FORCE,
    }
)


@dataclass(frozen=True, slots=True)
class Settling:
    """`follows`: tiles may move with the scene now. `is_new_question`: category or code changed. `resumed`: whose term
    is over and whose own word has come for another."""

    work: Work
    desk: Desk
    incident: Incident
    now: datetime
    actor: str = SYSTEM
    follows: bool = False
    is_new_question: bool = False
    resumed: str | None = None

    @property
    def centre(self) -> Centre:
        return self.desk.centre

    @property
    def service(self) -> LinkedService:
        return self.desk.centre.services[self.incident.service]

    def new(self, organisation: str) -> Grant:
        return new_grant(self.incident.incident_id, organisation, self.now)

    def until(self, organisation: str, by_then: datetime) -> datetime:
        """No lending outlives its clause's hours, its pilot's, or what it stands on."""
        return until(self.centre, self.incident, organisation, self.now, by_then)

    def is_term_over(self, grant: Grant) -> bool:
        """Of a service that lends for one term at a time; what a person let in is let in for one term wherever the machine
        never refuses by itself."""
        if grant.state is not State.EXPIRED or grant.is_of_peer:
            return False
        is_own = grant.organisation == self.centre.code
        return self.service.asks_again if is_own else self.service.needs_a_yes_each_term

    async def end(self, grant: Grant, reason: Reason) -> None:
        await end_grant(self.work, grant, State.CLOSED, reason, self.now)

    async def without_pictures(self, grant: Grant) -> Grant:
        """A running grant ends first; what follows is another lending of the same organisation."""
        if grant.state is not State.ACTIVE:
            return grant
        await self.end(grant, Reason.SUPERSEDED)
        return self.new(grant.organisation)

    async def note(self, kind: str, grant: Grant, words: tuple[str, str]) -> None:
        """A line about one organisation; its name stands for `{0}`, and only it and the centre read it."""
        about, incident_id = grant.organisation, self.incident.incident_id
        names = self.centre.agreements.name_of(about)
        korean, english = (line.format(name) for line, name in zip(words, names, strict=True))
        connection = self.work.connection
        await note(connection, incident_id, self.now, kind, korean, english, about=about)
