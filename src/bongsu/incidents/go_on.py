"""계속 보기: one press gives the centre's own view another term, also after its end; 끝내기 ends it before."""

from dataclasses import replace
from datetime import datetime

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import AlreadyEnded, NothingToSee
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_term import last_own, may_go_on
from bongsu.incidents.settle import settle
from bongsu.incidents.store import note
from bongsu.kernel.database import Work
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import end_grant, write_down
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grants_of


async def go_on(
    work: Work, desk: Desk, incident: Incident, grant: Grant, actor: str, now: datetime
) -> None:
    """계속 보기, or 다시 보기 after the end. Raises `AlreadyEnded`, `TooLate`, `NothingToSee`."""
    await _must_be_last(work, desk, incident, grant)
    if not may_go_on(incident, grant):
        raise TooLate("This view cannot go on")
    if grant.in_force(now):
        # own monitoring has no number of terms: each is a person's press
        latest = incident.window.ends if incident.window else None
        await renew(work, replace(grant, renewals_left=1), actor, now, until=latest)
    else:
        await write_down(work, now, TrailKind.RENEW, grant, actor, term="another")
        await settle(work, desk, incident, now, actor=actor, resumed=grant.organisation)
        every = await grants_of(work.connection, incident.incident_id)
        fresh = last_own(every, desk.centre.code)
        if fresh is None or not fresh.in_force(now):
            raise NothingToSee("No camera shows this place now")
    await _tell(work, incident, grant, now, ("확인용 영상 계속 보기", "The own view goes on"))


async def end_view(
    work: Work, desk: Desk, incident: Incident, grant: Grant, actor: str, now: datetime
) -> None:
    """끝내기: enough was seen. Raises `AlreadyEnded`, `TooLate`."""
    await _must_be_last(work, desk, incident, grant)
    if grant.state is not State.ACTIVE:
        raise TooLate("This view is over")
    ended = await end_grant(work, grant, State.CLOSED, Reason.SEEN_ENOUGH, now, actor=actor)
    await _tell(work, incident, grant, now, (ended.reason_ko, ended.reason_en))


async def _must_be_last(work: Work, desk: Desk, incident: Incident, grant: Grant) -> None:
    if not incident.is_open:
        raise AlreadyEnded("The incident is already closed")
    every = await grants_of(work.connection, incident.incident_id)
    last = last_own(every, desk.centre.code)
    if last is None or last.grant_id != grant.grant_id:
        raise TooLate("This is no view of ours, or another has begun since")


async def _tell(
    work: Work, incident: Incident, grant: Grant, now: datetime, words: tuple[str, str]
) -> None:
    about = grant.organisation
    await note(work.connection, incident.incident_id, now, "own_view", *words, about=about)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
