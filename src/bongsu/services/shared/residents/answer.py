"""An operator's word on an alarm: what it was (실제·오작동·오인), and whether it may end."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Actor
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Incident
from bongsu.kernel.database import Work
from bongsu.services.shared.residents.alarm import VERDICTS, Alarm, Verdict
from bongsu.services.shared.residents.desk import NotYetEnded, ResidentDesk
from bongsu.services.shared.residents.store import save_alarm


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`called_back`: somebody spoke with the resident, or the place was seen to be well."""

    verdict: Verdict
    called_back: bool = False


def may_end(incident: Incident, answer: Answer) -> bool:
    """The resident is known to be safe, or the police have taken over (dossier §1.2). Silence is neither."""
    return answer.called_back or bool(incident.handed_to)


async def answer_alarm(
    work: Work,
    at: ResidentDesk,
    incident: Incident,
    alarm: Alarm,
    said: Answer,
    actor: Actor,
    now: datetime,
) -> Alarm:
    """Keeps the verdict and ends the incident. Raises `NotYetEnded`, `AlreadyEnded`."""
    if alarm.verdict is not None and not incident.is_open:
        raise AlreadyEnded("This alarm is answered")
    if incident.is_open and not may_end(incident, said):
        raise NotYetEnded("Call back first, or hand over to the police", field="called_back")
    answered = msgspec.structs.replace(
        alarm, verdict=said.verdict, verdict_at=now, verdict_by=actor.person_id
    )
    await save_alarm(work.connection, answered)
    entry = Entry(
        kind=TrailKind.ANSWER_ALARM,
        actor=actor.person_id,
        organisation=actor.organisation,
        incident_id=incident.incident_id,
        body={"verdict": said.verdict.value, "called_back": said.called_back},
    )
    await record(work, now, entry)
    await close_incident(
        work, at.desk, incident, actor.person_id, now, actor_name=VERDICTS[said.verdict]
    )
    return answered
