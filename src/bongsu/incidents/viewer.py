"""Who looks, and what that means: which incidents and lendings concern them, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.identity.people import Organisation, OrganisationKind, Partner, Role, SignedIn
from bongsu.incidents.drills import DrillBook
from bongsu.incidents.incident import Incident, TimelineRow
from bongsu.incidents.service import LinkedService
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason

# the centre's own people who monitor; a privacy officer or auditor reads the trail, not the pictures
MONITORING = frozenset({Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD})
# 복지담당, 주민 (보호자): a status, and nothing of any camera (dossier §12.14)
_WITHOUT_CAMERAS = frozenset({Role.WELFARE, Role.RESIDENT})
_ROOM_OF = {
    OrganisationKind.POLICE: Role.POLICE_ROOM,
    OrganisationKind.FIRE: Role.FIRE_ROOM,
    OrganisationKind.DISASTER: Role.DISASTER_ROOM,
    OrganisationKind.MOJ: Role.MOJ_CENTRE,
    OrganisationKind.ARMY: Role.MIL_ROOM,
}
_LEADING = frozenset({State.WAITING, State.ACTIVE, State.WITHDRAWN, State.EXPIRED})
# the agreements let the room see, and there was nothing to be seen: the call is its own all the same
_NO_PICTURES = frozenset({Reason.NO_CAMERA, Reason.NOT_LINKED_YET, Reason.UNLINKED})


@dataclass(frozen=True, slots=True)
class Viewer:
    """One signed-in session, or the connection of a linked system, which looks as a room of its organisation does."""

    session_id: str
    person_id: str
    name: str
    role: Role
    organisation: str
    unit_id: str | None
    is_system: bool = False
    drills: frozenset[str] = frozenset()
    """Exercises (훈련) that this person has joined."""

    @classmethod
    def of(cls, signed_in: SignedIn, drills: DrillBook) -> "Viewer":
        person = signed_in.person
        return cls(
            signed_in.session_id,
            person.person_id,
            person.display_name,
            person.role,
            person.organisation,
            person.unit_id,
            drills=drills.joined_by(person.person_id),
        )

    @classmethod
    def of_system(
        cls, partner: Partner, organisation: Organisation | None, session_id: str
    ) -> "Viewer | None":
        """None where the organisation has no rooms here: then there is nothing that it might look on at."""
        role = _ROOM_OF.get(organisation.kind) if organisation else None
        if role is None:
            return None
        name = f"system:{partner.name}"
        return cls(session_id, name, name, role, partner.organisation, None, is_system=True)

    @property
    def monitors(self) -> bool:
        return self.role in MONITORING

    @property
    def has_no_cameras(self) -> bool:
        return self.role in _WITHOUT_CAMERAS

    @property
    def is_room(self) -> bool:
        return self.role.is_wall

    def knows_of(self, incident: Incident) -> bool:
        """An exercise's incident does not exist for who has not joined that exercise."""
        return incident.drill_id is None or incident.drill_id in self.drills

    def is_concerned(self, incident: Incident, grants: Iterable[Grant]) -> bool:
        """Own monitoring people: all. A room: what was decided about it. A vehicle: what it is sent to."""
        if not self.knows_of(incident):
            return False
        if self.monitors:
            return True
        mine = [grant for grant in grants if self._is_told(grant)]
        if self.is_room:
            return bool(mine)
        return self.is_assigned(incident) and any(grant.to_vehicles for grant in mine)

    def _is_told(self, grant: Grant) -> bool:
        """A room that the call has left (another station is competent) is told nothing more of it."""
        return grant.organisation == self.organisation and grant.reason != Reason.SUPERSEDED

    def leads(self, incident: Incident, grants: Iterable[Grant], service: LinkedService) -> bool:
        """Directing and 현장종결 are the competent room's: not of one whom our agreements refuse, nor of one told beside
        it. What came to the centre alone (비상벨, 안심귀가) is its own people's."""
        if not self.knows_of(incident):
            return False
        if service.own is not None:
            return self.monitors
        if self.is_system or not self.is_room:
            return False
        if service.tells_beside(incident, self.organisation):
            return False
        mine = (grant for grant in grants if grant.organisation == self.organisation)
        return any(grant.state in _LEADING or _is_no_refusal_of_ours(grant) for grant in mine)

    def reads(self, row: TimelineRow) -> bool:
        """What was decided about one body is that body's and the centre's to read."""
        return self.monitors or row.about in (None, self.organisation)

    def is_assigned(self, incident: Incident) -> bool:
        return self.unit_id is not None and any(
            responder.unit_id == self.unit_id for responder in incident.responders
        )

    def is_sent(self, incident: Incident, grants: Iterable[Grant]) -> bool:
        """Assigned by its own body: two stations may each have a `순31`. A unit that takes no part in an exercise is on
        nobody's map of it."""
        return (
            self.knows_of(incident)
            and self.is_assigned(incident)
            and any(self._is_told(grant) for grant in grants)
        )

    def may_see_lending(self, grant: Grant, centre: str) -> bool:
        """An organisation sees its own; the centre sees all."""
        if grant.organisation == centre:
            return False
        return self.monitors or grant.organisation == self.organisation

    def may_watch(self, incident: Incident, grant: Grant, centre: str) -> bool:
        """Whether this grant's pictures may be shown on this screen (fails closed)."""
        if not self.knows_of(incident):
            return False
        if grant.organisation == centre:
            return self.monitors and self.organisation == centre
        if grant.organisation != self.organisation:
            return False
        return self.is_room or (grant.to_vehicles and self.is_assigned(incident))


def _is_no_refusal_of_ours(grant: Grant) -> bool:
    """Another centre is asked only for whom our own agreements let see."""
    refused = grant.state is State.REFUSED
    return refused and (grant.is_of_peer or grant.reason in _NO_PICTURES)
