"""Brings the lendings of an incident into line with what the incident says now. May be called as often as one likes."""

from dataclasses import replace
from datetime import datetime

import msgspec

from bongsu.incidents.choose import Wanted
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import Judged, is_place_good, judge, may_rerank
from bongsu.incidents.store import note, save_incident
from bongsu.kernel.database import Work
from bongsu.sharing.agreement import Clause
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import (
    SYSTEM,
    ask,
    change_cameras,
    end_grant,
    new_grant,
    open_grant,
    refuse,
)
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse, Waits
from bongsu.sharing.store import grants_of
from bongsu.sharing.withdraw import make_final
from bongsu.sharing.words import allowed_by, refusal, sentence

# a refusal that a person spoke, or a cut, is not undone by the machine
_SPOKEN = frozenset({Reason.DENIED, Reason.APPROVAL_TIMED_OUT, Reason.WITHDRAWN, Reason.EXPIRED})
_OWN_HOURS = 12


async def settle(
    work: Work, desk: Desk, incident: Incident, now: datetime, *, actor: str = SYSTEM
) -> Incident:
    """Lends, asks, refuses and ends as the rules say; saves the incident and tells that it changed.

    Decisions are never delayed; tiles that play follow a moving scene at most every five seconds,
    sooner `rank_due` stays set and the timer does it.
    """
    follows = may_rerank(incident, now)
    existing = {
        grant.organisation: grant
        for grant in await grants_of(work.connection, incident.incident_id)
    }
    judged = judge(incident, desk.centre, now)
    wanted = {one.organisation for one in judged} | {desk.centre.code}
    for organisation, grant in existing.items():
        if organisation in wanted:
            continue
        if grant.is_open:
            await end_grant(work, grant, State.CLOSED, Reason.SUPERSEDED, now)
        await make_final(work, grant)
    for one in judged:
        held = existing.get(one.organisation)
        await _apply(work, desk, incident, one, held, now, actor, follows=follows)
    if any(not isinstance(one.decision, Refuse) for one in judged):
        own = existing.get(desk.centre.code)
        await _own_view(work, desk, incident, judged, own, now, follows=follows)
    if follows:
        incident = msgspec.structs.replace(incident, ranked_at=now, rank_due=False)
    await save_incident(work.connection, incident)
    work.tell(IncidentChanged(incident_id=incident.incident_id))
    return incident


async def _apply(
    work: Work,
    desk: Desk,
    incident: Incident,
    one: Judged,
    grant: Grant | None,
    now: datetime,
    actor: str,
    *,
    follows: bool,
) -> None:
    if grant is not None and grant.reason in _SPOKEN:
        if not isinstance(one.decision, Allow):
            await make_final(work, grant)
        return
    grant = grant or new_grant(incident.incident_id, one.organisation, now)
    match one.decision:
        case Allow(clause):
            await _allow(work, desk, incident, grant, clause, now, actor, follows=follows)
        case Ask(clause, waits):
            await _ask(work, desk, incident, grant, clause, waits, one.stations, now)
        case Refuse() as no:
            await _refuse(work, desk, incident, grant, no, now)


async def _allow(
    work: Work,
    desk: Desk,
    incident: Incident,
    grant: Grant,
    clause: Clause,
    now: datetime,
    actor: str,
    *,
    follows: bool,
) -> None:
    if grant.state is State.ACTIVE:
        if follows:
            await follow(work, desk, incident, grant, now)
        return
    choice = desk.chooser.choose(_wanted(incident, clause, now))
    name_ko, name_en = desk.centre.agreement.name_of(grant.organisation)
    if not choice.cameras:
        text = sentence(Reason.NO_CAMERA)
        await refuse(work, grant, Reason.NO_CAMERA, text, now, clause=clause.number)
        await _note(work, incident, now, "refuse", f"{name_ko}: {text[0]}", f"{name_en}: {text[1]}")
        return
    await open_grant(work, grant, clause, choice.cameras, now, actor=actor)
    korean, english = allowed_by(clause)
    count = len(choice.cameras)
    left_ko = f" · 제외 {choice.other_purpose}대(목적 외)" if choice.other_purpose else ""
    left_en = f" · {choice.other_purpose} left out (other purpose)" if choice.other_purpose else ""
    await _note(
        work,
        incident,
        now,
        "lend",
        f"{korean} {count}대 · {name_ko}{left_ko}",
        f"{english}: {count} cameras · {name_en}{left_en}",
    )


async def _ask(
    work: Work,
    desk: Desk,
    incident: Incident,
    grant: Grant,
    clause: Clause,
    waits: Waits,
    stations: tuple[str, ...],
    now: datetime,
) -> None:
    if grant.state is State.WAITING and grant.waits == waits:
        return
    if grant.state is State.ACTIVE:
        await end_grant(work, grant, State.CLOSED, Reason.SUPERSEDED, now)
        grant = new_grant(incident.incident_id, grant.organisation, now)
    # a place may still come from the caller's telephone: no time limit; a decision has one
    within_s = None if waits is Waits.PLACE else desk.centre.agreement.approve_within_s
    await ask(work, grant, clause, waits, now, options=stations, within_s=within_s)
    name_ko, name_en = desk.centre.agreement.name_of(grant.organisation)
    korean, english = _ASKED[waits]
    await _note(work, incident, now, "ask", f"{korean} · {name_ko}", f"{english} · {name_en}")


_ASKED = {
    Waits.APPROVAL: ("관제팀장 승인 대기", "Waiting for the approver"),
    Waits.PLACE: ("위치 확인 대기: 오차가 큽니다", "Waiting for a better place"),
    Waits.JURISDICTION: ("관할 확인 대기", "Waiting for the jurisdiction"),
}


async def _refuse(
    work: Work, desk: Desk, incident: Incident, grant: Grant, no: Refuse, now: datetime
) -> None:
    service = desk.centre.services[incident.service]
    category_ko = service.category_name(incident.category)[0]
    text = refusal(desk.centre.agreement, no, category_ko, incident.code)
    if grant.state is State.REFUSED and (grant.reason, grant.reason_ko) == (no.reason, text[0]):
        return
    if grant.state is State.ACTIVE:
        await end_grant(work, grant, State.CLOSED, Reason.SUPERSEDED, now)
        grant = new_grant(incident.incident_id, grant.organisation, now)
    clause = no.clause.number if no.clause else None
    await refuse(work, grant, no.reason, text, now, clause=clause)
    name_ko, name_en = desk.centre.agreement.name_of(grant.organisation)
    await _note(
        work,
        incident,
        now,
        "refuse",
        f"영상 제공 안 함 · {name_ko}: {text[0]}",
        f"Refused · {name_en}: {text[1]}",
    )


async def follow(work: Work, desk: Desk, incident: Incident, grant: Grant, now: datetime) -> Grant:
    """The scene has moved: other cameras, with hysteresis; those that failed do not come back."""
    clause = desk.centre.agreement.clause(grant.clause or "")
    if clause is None:
        return grant
    gone = tuple(camera for camera in grant.cameras if camera.withdrawn_reason == "failed")
    current = tuple(camera.camera_id for camera in grant.lent)
    barred = frozenset(camera.camera_id for camera in gone)
    choice = desk.chooser.choose(_wanted(incident, clause, now, current, barred))
    if not choice.cameras:
        return grant
    return await change_cameras(work, grant, (*choice.cameras, *gone), now, why="scene_moved")


def _wanted(
    incident: Incident,
    clause: Clause,
    now: datetime,
    current: tuple[str, ...] = (),
    barred: frozenset[str] = frozenset(),
) -> Wanted:
    assert incident.place is not None
    return Wanted(
        incident.place, clause.radius_m, clause.purposes, clause.max_cameras, now, current, barred
    )


async def _own_view(
    work: Work,
    desk: Desk,
    incident: Incident,
    judged: tuple[Judged, ...],
    grant: Grant | None,
    now: datetime,
    *,
    follows: bool,
) -> None:
    """The centre's own people see the same place: their own monitoring (관제), no lending to anybody."""
    clause = next(one.decision.clause for one in judged if not isinstance(one.decision, Refuse))
    assert clause is not None
    # a place that may be a kilometre off opens nobody's tiles, also not ours (dossier §1.3)
    if not is_place_good(incident, clause.radius_m):
        return
    own = replace(clause, ttl_s=_OWN_HOURS * 3600, renewals=0, to_vehicles=False)
    if grant is not None:
        if grant.state is State.ACTIVE and follows:
            await follow(work, desk, incident, grant, now)
        return
    choice = desk.chooser.choose(_wanted(incident, clause, now))
    if choice.cameras:
        fresh = new_grant(incident.incident_id, desk.centre.code, now)
        await open_grant(work, fresh, own, choice.cameras, now)


async def _note(
    work: Work, incident: Incident, now: datetime, kind: str, korean: str, english: str
) -> None:
    await note(work.connection, incident.incident_id, now, kind, korean, english)
