"""What the sending system is answered: the decision, its reason, and the cameras by name and place. Never a ticket."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bongsu.incidents.choose import Chooser
from bongsu.incidents.incident import Incident
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason


class AnsweredCamera(msgspec.Struct, frozen=True):
    """One lent camera."""

    camera_id: str
    name: str
    lat: float
    lon: float
    bearing: float | None
    fov: float | None
    ptz: bool
    distance_m: float
    rank: int


class AnsweredLending(msgspec.Struct, frozen=True):
    """What was decided for one organisation."""

    organisation: str
    status: str
    clause: str | None
    reason_code: str | None
    reason: str


class Answer(msgspec.Struct, frozen=True):
    """`status`: GRANTED, PENDING, REJECTED, TEST, CLOSED, CANCELLED; TAKEN, HANDED_OVER where a sender is told no more."""

    incident_id: str
    ext_incident_no: str
    status: str
    reason_code: str | None
    reason: str
    clause: str | None
    expires_at: datetime | None
    lendings: list[AnsweredLending]
    cameras: list[AnsweredCamera]
    renew_url: str | None


_STATUS = {State.ACTIVE: "GRANTED", State.WAITING: "PENDING"}


def is_of(body: str, organisation: str) -> bool:
    """A station is of itself, and of its city's force (서울경찰청, 서울소방재난본부)."""
    return f"{organisation}.".startswith(f"{body}.")


def answer(
    incident: Incident, grants: Sequence[Grant], centre: str, chooser: Chooser, body: str
) -> Answer:
    """The best news first: one granted lending makes the call GRANTED. Of each organisation, the newest lending of our
    own cameras and of each other centre's. Cameras are told of what is lent to `body`, the asker's, alone."""
    newest = {
        (grant.organisation, grant.owner): grant for grant in grants if grant.organisation != centre
    }
    lent = sorted(newest.values(), key=_worth)
    first = lent[0] if lent else None
    active = next((one for one in lent if is_running_of(body, one)), None)
    return Answer(
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        status=_status(incident, first),
        reason_code=(first.reason or first.waits) if first else None,
        reason=first.reason_ko if first else "",
        clause=first.clause if first else None,
        expires_at=active.ends_at if active else None,
        lendings=_lendings(incident, lent),
        cameras=_cameras_of(lent, active, chooser) if active else [],
        renew_url=f"/link/v1/incidents/{incident.incident_id}/renew" if active else None,
    )


def is_running_of(body: str, grant: Grant) -> bool:
    return grant.state is State.ACTIVE and is_of(body, grant.organisation)


def _lendings(incident: Incident, lent: Sequence[Grant]) -> list[AnsweredLending]:
    """Whom it asked for beside itself and who is shown nothing comes last, with the reason."""
    untold = {one.organisation for one in incident.untold}
    shown = [
        AnsweredLending(
            grant.organisation,
            _STATUS.get(grant.state, "REJECTED"),
            grant.clause,
            grant.reason or grant.waits,
            grant.reason_ko,
        )
        for grant in lent
        if grant.organisation not in untold
    ]
    return shown + [
        AnsweredLending(one.organisation, "REJECTED", None, one.reason, one.text_ko)
        for one in incident.untold
    ]


def state_alone(incident: Incident) -> Answer:
    """For a sender that may be shown nothing: how its alarm stands, neither cameras nor who sees them."""
    status = "HANDED_OVER" if incident.handed_to else "TAKEN"
    if not incident.is_open:
        status = incident.state.value.upper()
    elif incident.exercise:
        status = "TEST"
    return Answer(
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        status=status,
        reason_code=None,
        reason="",
        clause=None,
        expires_at=None,
        lendings=[],
        cameras=[],
        renew_url=None,
    )


_ORDER = ["GRANTED", "PENDING", "REJECTED"]


def _worth(grant: Grant) -> tuple[int, bool]:
    """A refusal says more than a lending that another one took the place of."""
    status = _STATUS.get(grant.state, "REJECTED")
    return _ORDER.index(status), grant.reason == Reason.SUPERSEDED


def _status(incident: Incident, first: Grant | None) -> str:
    if not incident.is_open:
        return incident.state.value.upper()
    if incident.exercise:
        return "TEST"
    return _STATUS.get(first.state, "REJECTED") if first else "REJECTED"


def _cameras_of(lent: Sequence[Grant], first: Grant, chooser: Chooser) -> list[AnsweredCamera]:
    """What one organisation is shown, by whichever centre."""
    mine = (grant for grant in lent if grant.organisation == first.organisation)
    return [camera for grant in mine for camera in _cameras(grant, chooser)]


def _cameras(grant: Grant, chooser: Chooser) -> list[AnsweredCamera]:
    known = ((camera, chooser.facts(camera.camera_id)) for camera in grant.lent)
    return [
        AnsweredCamera(
            facts.camera_id,
            facts.name,
            facts.lat,
            facts.lon,
            facts.bearing_deg,
            facts.hfov_deg,
            facts.kind == "ptz",
            round(camera.distance_m, 1),
            camera.rank,
        )
        for camera, facts in known
        if facts is not None
    ]
