"""Takes one canonical message: at most once, in one transaction, with the same answer for the same message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Partner
from bongsu.incidents.again import ask_for_more
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import UnknownIncident
from bongsu.incidents.incident import Incident
from bongsu.incidents.notice import notice
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import (
    answered,
    incident_by_id,
    incident_of_call,
    keep_answer,
    save_incident,
)
from bongsu.incidents.terms import until
from bongsu.incidents.update import update_incident
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.services.intake.answer import Answer, answer, is_of, is_running_of, state_alone
from bongsu.services.intake.message import CanonicalMessage, as_call, check
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grants_of


class ServiceNotYours(Failure):
    """The partner's credential does not cover this service."""

    kind = Kind.REFUSED
    code = "service_not_yours"


class SenderNotYours(Failure):
    """The partner's credential is for another body than the message's sender."""

    kind = Kind.REFUSED
    code = "sender_not_yours"


@dataclass(frozen=True, slots=True)
class Answered:
    """Status and body, as kept for the same message coming again."""

    status: int
    body: bytes


async def receive(desk: Desk, partner: Partner, message: CanonicalMessage) -> Answered:
    """Raises `Invalid` naming the field, `ServiceNotYours`, `SenderNotYours`, and `UnknownIncident` for a follow-up
    without a beginning."""
    service = desk.centre.services.get(message.service)
    if service is None:
        known = ", ".join(sorted(desk.centre.services))
        raise Invalid(f"Unknown service; known: {known}", field="service")
    if message.service not in partner.services:
        await _keep_refusal(desk, partner, message)
        raise ServiceNotYours(f"This credential may not send {message.service}", field="service")
    if not is_of(partner.organisation, message.sender.org):
        await _keep_refusal(desk, partner, message)
        raise SenderNotYours(f"This credential is {partner.organisation}", field="sender.org")
    check(message, service)
    now = desk.clock.now()
    async with desk.database.work() as work:
        if message.drill is not None:
            # in turn: its end closes what runs, and nothing may open behind it
            desk.drills.must_run(message.drill, message.service, now)
        before = await answered(
            work.connection, partner.name, message.ext_incident_no, message.msg_id
        )
        if before is not None:
            return Answered(*before)
        incident, status = await _act(work, desk, partner, message, now)
        grants = await grants_of(work.connection, incident.incident_id)
        body = msgspec.json.encode(_answer(desk, partner, incident, grants))
        number = message.ext_incident_no
        await keep_answer(work.connection, partner.name, number, message.msg_id, status, body, now)
    return Answered(status, body)


async def _act(
    work: Work, desk: Desk, partner: Partner, message: CanonicalMessage, now: datetime
) -> tuple[Incident, int]:
    incident = await incident_of_call(work.connection, partner.name, message.ext_incident_no)
    call = as_call(message, partner.name, desk.centre.services[message.service])
    if incident is not None and incident.drill_id != message.drill:
        raise Invalid(
            "This number is taken: one is of an exercise, the other is not", field="drill"
        )
    if incident is None:
        if not message.opens:
            raise UnknownIncident("No call of this number was opened", field="ext_incident_no")
        return await open_incident(work, desk, call, now), 201
    if message.service != incident.service:
        raise Invalid(f"This call came as {incident.service}", field="service")
    if message.opens and (message.msg_type == "TEST") != incident.exercise:
        raise Invalid("This number is taken: one is a test, the other is not", field="msg_type")
    if message.msg_type in {"CLOSE", "CANCEL"}:
        return await _end(work, desk, partner, incident, message.msg_type, now), 200
    return await update_incident(work, desk, incident, call, now), 200


async def _end(
    work: Work, desk: Desk, partner: Partner, incident: Incident, word: str, now: datetime
) -> Incident:
    """A call for help that somebody may have been made to take back ends by a person of the centre, who is told."""
    if desk.centre.services[incident.service].answers is not None and not incident.exercise:
        at = now.astimezone(SEOUL).strftime("%H:%M:%S")
        said = (f"연계기관 종료 알림 ({at})", f"The partner says that it is over ({at})")
        return await notice(work, incident, {"partner_ended": at}, now, said)
    reason = Reason.CANCELLED if word == "CANCEL" else Reason.CLOSED
    return await close_incident(work, desk, incident, partner.name, now, reason=reason)


async def _keep_refusal(desk: Desk, partner: Partner, message: CanonicalMessage) -> None:
    entry = Entry(
        kind=TrailKind.REJECT_MESSAGE,
        actor=partner.name,
        organisation=partner.organisation,
        body={
            "service": message.service,
            "sender_org": message.sender.org,
            "ext_incident_no": message.ext_incident_no,
        },
    )
    await GroupRecorder.unless(desk.recorder, desk.database, desk.clock).record(entry)


def _is_lent_to(desk: Desk, incident: Incident) -> bool:
    """Whether its sender is one whom the service may show anything."""
    return desk.centre.services[incident.service].is_for(incident.sender_org)


def _answer(desk: Desk, partner: Partner, incident: Incident, grants: list[Grant]) -> Answer:
    if not _is_lent_to(desk, incident):
        return state_alone(incident)
    return answer(incident, grants, desk.centre.code, desk.chooser, partner.organisation)


async def look_up(desk: Desk, partner: Partner, incident_id: str) -> Answer:
    """How a call of this partner stands now."""
    async with desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
        if incident is None or incident.partner != partner.name:
            raise UnknownIncident("No such incident")
        grants = await grants_of(connection, incident_id)
    return _answer(desk, partner, incident, grants)


async def renew_call(desk: Desk, partner: Partner, incident_id: str) -> Answer:
    """Every running lending of the call gets one more term; what a person let in that person is asked for."""
    await look_up(desk, partner, incident_id)
    async with desk.database.work() as work:
        grants = await grants_of(work.connection, incident_id)
        running = [
            grant
            for grant in grants
            if grant.state is State.ACTIVE and grant.organisation != desk.centre.code
        ]
        if not running:
            raise TooLate("Nothing is lent for this call now")
        incident = await incident_by_id(work.connection, incident_id)
        assert incident is not None
        is_lent = any(is_running_of(partner.organisation, one) for one in running)
        if not is_lent or not _is_lent_to(desk, incident):
            raise TooLate("Nothing is lent to you")
        if desk.centre.services[incident.service].asks_again:
            raise TooLate("Another term of this service is a person's word, not a system's")
        now = desk.clock.now()
        for grant in running:
            if await ask_for_more(work, desk, incident, grant, now):
                continue
            if not grant.is_of_peer or grant.renewals_left:
                await _renew(work, desk, incident, grant, partner.name)
        # who renews has not fallen silent
        heard = msgspec.structs.replace(incident, heard_at=desk.clock.now())
        await save_incident(work.connection, heard)
        work.tell(IncidentChanged(incident_id=incident_id, service=incident.service))
    return await look_up(desk, partner, incident_id)


async def _renew(work: Work, desk: Desk, incident: Incident, grant: Grant, by: str) -> None:
    """Not beyond the order's window, nor what is agreed."""
    now = desk.clock.now()
    by_then = now + timedelta(seconds=grant.ttl_s)
    latest = until(desk.centre, incident, grant.organisation, now, by_then)
    await renew(work, grant, by, now, until=latest)
