"""An operator's word on an alarm: what it was (실제·오작동·오인), and whether it may end."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Actor
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Answered, Incident
from bongsu.incidents.service import AnswerKey, Answers
from bongsu.incidents.store import save_incident
from bongsu.kernel.database import Work
from bongsu.services.shared.residents.alarm import VERDICTS, Alarm, Verdict
from bongsu.services.shared.residents.desk import NotYetEnded, ResidentDesk
from bongsu.services.shared.residents.store import save_alarm

CALLED_BACK = ("확인 전화로 안전을 확인함", "Called back: the resident is safe")
SEEN = ("현장이 안전함을 확인함", "Looked: the place is safe")
_HANDED = ("외부 기관에 인계함", "Handed over")
_OVER = ("이미 종결됨 · 무엇이었는지", "Already over: what it was")


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`called_back`: somebody spoke with the resident, or the place was seen to be well."""

    verdict: Verdict
    called_back: bool = False


def may_end(incident: Incident, answer: Answer) -> bool:
    """The resident is known to be safe, or the police have taken over (dossier §1.2). Silence is neither."""
    return answer.called_back or bool(incident.handed_to)


def answers_at(
    path: str, asserts: tuple[str, str] = CALLED_BACK
) -> Callable[[Incident], Answers | None]:
    """What the operator's card offers; `path`: the folder's own below `/api`."""

    def answers(incident: Incident) -> Answers | None:
        if incident.answered is not None or incident.exercise:
            return None
        called_back = incident.is_open and not incident.handed_to
        asks = asserts if called_back else (_HANDED if incident.is_open else _OVER)
        door = f"/api/{path}/alarms/{incident.incident_id}/answer"
        keys = tuple(
            AnswerKey(
                label_ko=names[0],
                label_en=names[1],
                path=door,
                body={"verdict": verdict.value, "called_back": called_back},
            )
            for verdict, names in VERDICTS.items()
        )
        return Answers(asks_ko=asks[0], asks_en=asks[1], keys=keys)

    return answers


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
    if alarm.verdict is not None or incident.answered is not None:
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
    await _end(work, at, incident, said.verdict, actor, now)
    return answered


async def _end(
    work: Work,
    at: ResidentDesk,
    incident: Incident,
    verdict: Verdict,
    actor: Actor,
    now: datetime,
) -> None:
    names = VERDICTS[verdict]
    answered = Answered(label_ko=names[0], label_en=names[1], at=now)
    told = msgspec.structs.replace(incident, answered=answered)
    if incident.is_open:
        await close_incident(work, at.desk, told, actor.person_id, now, actor_name=names)
        return
    await save_incident(work.connection, told)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
