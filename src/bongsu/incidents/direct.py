"""지휘: the room's chosen tile, pointer, arrow of flight and one line reach its units and the operator."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Actor
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Arrow, Directing, Incident, Line, Pointer
from bongsu.incidents.store import note, save_incident
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.store import grants_of

LONGEST_LINE = 80


class Direction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the room does with one press; what is not named stays as it was."""

    chosen_camera_id: str | None | msgspec.UnsetType = msgspec.UNSET
    pointer: "PointAt | None | msgspec.UnsetType" = msgspec.UNSET
    arrow: "FleesTo | None | msgspec.UnsetType" = msgspec.UNSET
    line: str | None | msgspec.UnsetType = msgspec.UNSET


class PointAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place on a picture, 0 to 1 from left and top."""

    camera_id: str
    x: float
    y: float


class FleesTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A compass bearing."""

    bearing_deg: float


async def direct(
    work: Work, incident: Incident, direction: Direction, actor: Actor, now: datetime
) -> Incident:
    """Changes what the units are shown."""
    if not incident.is_open:
        raise AlreadyEnded("The incident is already closed")
    await _only_lent(work, incident, direction, actor)
    directing = _directed(incident.directing, direction, actor.organisation, now)
    updated = msgspec.structs.replace(incident, directing=directing)
    await save_incident(work.connection, updated)
    said = {
        name: value
        for name, value in msgspec.structs.asdict(direction).items()
        if value is not msgspec.UNSET
    }
    if "line" in said:
        # free text may name anybody: the trail keeps that it was said, the incident keeps what
        del said["line"]
        said["line_letters"] = len(directing.line.text) if directing.line else 0
    await record(
        work,
        now,
        Entry(
            kind=TrailKind.DIRECT,
            actor=actor.person_id,
            organisation=actor.organisation,
            incident_id=incident.incident_id,
            camera_id=directing.chosen_camera_id,
            body=msgspec.to_builtins(said),
        ),
    )
    if isinstance(direction.line, str) and directing.line is not None:
        korean, english = f"지휘: {directing.line.text}", f"Directed: {directing.line.text}"
        await note(work.connection, incident.incident_id, now, "direct", korean, english)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return updated


async def _only_lent(work: Work, incident: Incident, direction: Direction, actor: Actor) -> None:
    """A room points at what it is lent, and at nothing else."""
    lent = {
        camera.camera_id
        for grant in await grants_of(work.connection, incident.incident_id)
        if grant.organisation == actor.organisation
        for camera in grant.lent
    }
    if isinstance(direction.chosen_camera_id, str) and direction.chosen_camera_id not in lent:
        raise Invalid("This camera is not lent to you now", field="chosen_camera_id")
    if isinstance(direction.pointer, PointAt) and direction.pointer.camera_id not in lent:
        raise Invalid("This camera is not lent to you now", field="pointer.camera_id")


def _directed(before: Directing, said: Direction, by: str, now: datetime) -> Directing:
    changes: dict[str, object] = {}
    if not isinstance(said.chosen_camera_id, msgspec.UnsetType):
        changes["chosen_camera_id"] = said.chosen_camera_id
    if not isinstance(said.pointer, msgspec.UnsetType):
        at = said.pointer
        changes["pointer"] = at and Pointer(
            camera_id=at.camera_id,
            x=min(max(at.x, 0.0), 1.0),
            y=min(max(at.y, 0.0), 1.0),
            at=now,
            by=by,
        )
    if not isinstance(said.arrow, msgspec.UnsetType):
        flees = said.arrow
        changes["arrow"] = flees and Arrow(bearing_deg=flees.bearing_deg % 360.0, at=now, by=by)
    if not isinstance(said.line, msgspec.UnsetType):
        line = " ".join((said.line or "").split())[:LONGEST_LINE]
        changes["line"] = Line(text=line, at=now, by=by) if line else None
    return msgspec.structs.replace(before, **changes)
