"""The centre answers a waiting lending. Approving is the controller's decision: 관제팀장, no operator, no asker."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.again import is_asked_again, lend_on, no_more
from bongsu.incidents.desk import Actor, Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident, Place
from bongsu.incidents.settle import settle
from bongsu.incidents.store import note
from bongsu.incidents.viewer import MONITORING
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.failures import NotYours, TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import refuse
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import grants_of, save
from bongsu.sharing.words import sentence

OPERATOR_ACCURACY_M = 20.0
# a lending keeps its sentence in 200 letters, the centre's telephone among them
LONGEST_REASON = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said: yes or no, and for a question of jurisdiction or place, which."""

    approve: bool
    organisation: str | None = None
    lat: float | None = None
    lon: float | None = None
    reason: str = ""
    """Why not; a service that never refuses by itself needs it written."""


async def decide_waiting(
    work: Work,
    desk: Desk,
    incident: Incident,
    grant: Grant,
    answer: Answer,
    actor: Actor,
    now: datetime,
) -> Incident:
    """Raises `TooLate` when nothing waits any more, `NotYours` for who may not decide."""
    if not _waits(grant, now):
        raise TooLate("Nothing waits for a decision here any more")
    _may_decide(desk, incident, grant, actor)
    if not answer.approve:
        return await _deny(work, desk, incident, grant, answer, actor, now)
    kind = Entry(
        kind=TrailKind.APPROVE,
        actor=actor.person_id,
        organisation=grant.organisation,
        incident_id=incident.incident_id,
        grant_id=grant.grant_id,
        body={"waits": grant.waits},
    )
    await record(work, now, kind)
    await note(
        work.connection,
        incident.incident_id,
        now,
        "approve",
        "관제센터 확인",
        "Answered by the centre",
    )
    if is_asked_again(grant):
        await lend_on(work, desk, incident, actor.person_id, now)
        return incident
    return await settle(
        work, desk, _answered(desk, incident, grant, answer), now, actor=actor.person_id
    )


def _waits(grant: Grant, now: datetime) -> bool:
    """For a first answer, or for another term of what runs."""
    if is_asked_again(grant):
        return grant.in_force(now)
    return grant.state is State.WAITING and (grant.deadline is None or grant.deadline > now)


def _may_decide(desk: Desk, incident: Incident, grant: Grant, actor: Actor) -> None:
    if grant.is_of_peer:
        raise NotYours("The centre that owns the cameras decides this")
    if grant.waits == Waits.PLACE and desk.centre.services[incident.service].discreet:
        raise NotYours("Who asks says where it is; here nobody is told")
    if grant.waits == Waits.PLACE and _monitors(actor):
        return
    if not desk.centre.agreements.may_approve(grant, actor.role, is_own=actor.is_own):
        raise NotYours("Only the approver of the shift decides this")


def _monitors(actor: Actor) -> bool:
    """An auditor or a planner of the centre is its own too, and answers nothing."""
    return actor.is_own and actor.role in MONITORING


def _answered(desk: Desk, incident: Incident, grant: Grant, answer: Answer) -> Incident:
    if grant.waits == Waits.APPROVAL:
        return msgspec.structs.replace(incident, approved=True)
    if grant.waits == Waits.JURISDICTION:
        if answer.organisation not in grant.options:
            raise Invalid("One of the named stations", field="organisation")
        return msgspec.structs.replace(incident, competent=answer.organisation, approved=True)
    if answer.lat is None or answer.lon is None:
        raise Invalid("A place is asked for", field="lat")
    place = Place(
        lat=answer.lat,
        lon=answer.lon,
        accuracy_m=OPERATOR_ACCURACY_M,
        method="OPERATOR",
        address=incident.address,
    )
    return msgspec.structs.replace(incident, place=desk.centre.located(place))


async def _deny(
    work: Work,
    desk: Desk,
    incident: Incident,
    grant: Grant,
    answer: Answer,
    actor: Actor,
    now: datetime,
) -> Incident:
    reason = Reason.PLACE_UNCONFIRMED if grant.waits == Waits.PLACE else Reason.DENIED
    why = _why_not(desk, incident, answer)
    text = with_phone(desk, _with_reason(sentence(reason), why))
    if is_asked_again(grant):
        text = _with_reason(sentence(Reason.DENIED), why)
        await no_more(work, incident, text, actor.person_id, now)
        await note(work.connection, incident.incident_id, now, "deny", *text)
        return incident
    for waiting in await grants_of(work.connection, incident.incident_id):
        if waiting.state is State.WAITING and not waiting.is_of_peer:
            who, deny = actor.person_id, TrailKind.DENY
            await refuse(work, waiting, reason, text, now, actor=who, kind=deny)
    await note(work.connection, incident.incident_id, now, "deny", text[0], text[1])
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return incident


def _why_not(desk: Desk, incident: Incident, answer: Answer) -> str:
    """실종아동법: refusing without ground is itself punishable, so the ground is written down (dossier §12.4)."""
    why = answer.reason.strip()
    if desk.centre.services[incident.service].never_refuses and not why:
        raise Invalid("A refusal under this law needs its written reason", field="reason")
    if len(why) > LONGEST_REASON:
        raise Invalid(f"At most {LONGEST_REASON} letters", field="reason")
    return why


def _with_reason(text: tuple[str, str], why: str) -> tuple[str, str]:
    return (f"{text[0]}: {why}", f"{text[1]}: {why}") if why else text


def with_phone(desk: Desk, text: tuple[str, str]) -> tuple[str, str]:
    """The requester's screen shows whom to ring."""
    phone = desk.centre.agreements.phone(desk.clock.now())
    return f"{text[0]} · 관제센터 {phone}", f"{text[1]} · centre {phone}"


async def recommend(
    work: Work, incident: Incident, grant: Grant, actor: Actor, now: datetime, *, approve: bool
) -> None:
    """An operator's word to the approver; it opens nothing."""
    if not _monitors(actor):
        raise NotYours("Only the centre's own people recommend")
    if not _waits(grant, now) or grant.is_of_peer:
        raise TooLate("Nothing waits for a decision here any more")
    word = "yes" if approve else "no"
    await save(work.connection, replace(grant, recommended=word))
    entry = Entry(
        kind=TrailKind.RECOMMEND,
        actor=actor.person_id,
        organisation=grant.organisation,
        incident_id=incident.incident_id,
        grant_id=grant.grant_id,
        body={"approve": approve},
    )
    await record(work, now, entry)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
