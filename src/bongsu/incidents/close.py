"""현장종결 or 오인: every picture of the incident stops at once, and the trail stays."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Directing, Incident, IncidentState
from bongsu.incidents.store import forget_words, note, save_incident
from bongsu.kernel.database import Work
from bongsu.sharing.grants import State
from bongsu.sharing.lend import end_grant
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import forget_places, grants_of
from bongsu.sharing.withdraw import make_final

_SAID = {
    Reason.CANCELLED: ("오인신고로 취소", "Cancelled"),
    Reason.CLOSED: ("현장종결", "Scene closed"),
    Reason.TEST_MESSAGE: ("시험 신호 끝", "Test over"),
    Reason.PARTNER_SILENT: ("요청 기관 신호 없음", "The asking body has fallen silent"),
    Reason.WINDOW_OVER: ("정해진 시간 끝", "The ordered time is over"),
    Reason.UNLINKED: ("관제센터 연계 끝", "The centres are no longer linked"),
}


async def close_incident(
    work: Work,
    desk: Desk,
    incident: Incident,
    actor: str,
    now: datetime,
    *,
    reason: Reason = Reason.CLOSED,
    actor_name: tuple[str, str] = ("연계 시스템", "partner system"),
) -> Incident:
    """Ends the incident: closed, cancelled, a test over, the asking centre gone. A closed one stays as it is."""
    if not incident.is_open:
        return incident
    cancelled = reason is Reason.CANCELLED
    for grant in await grants_of(work.connection, incident.incident_id):
        if grant.is_open:
            await end_grant(work, grant, State.CLOSED, reason, now, actor=actor)
        await make_final(work, grant)
    ended = msgspec.structs.replace(
        incident,
        state=IncidentState.CANCELLED if cancelled else IncidentState.CLOSED,
        ended_at=now,
        end_reason=reason.value,
        ended_by=actor,
        rank_due=False,
    )
    service = desk.centre.services.get(incident.service)
    if service is not None and service.forgets:
        ended = forgotten(ended)
        await forget_words(work.connection, incident)
        await forget_places(work.connection, incident.incident_id)
    await save_incident(work.connection, ended)
    kind = TrailKind.CANCEL_INCIDENT if cancelled else TrailKind.CLOSE_INCIDENT
    await record(work, now, Entry(kind=kind, actor=actor, incident_id=incident.incident_id))
    korean, english = (f"{said} · {by}" for said, by in zip(_SAID[reason], actor_name, strict=True))
    await note(work.connection, incident.incident_id, now, "close", korean, english)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return ended


def forgotten(incident: Incident) -> Incident:
    """Where it was, what it was and what was said of it; number, times and lendings stay."""
    return msgspec.structs.replace(
        incident,
        category="",
        code="",
        summary="",
        place=None,
        address="",
        area=None,
        details={},
        untold=(),
        responders=(),
        directing=Directing(),
    )
