"""Another term: what a person let in for one term is asked about again before its end, so that a yes loses no picture and
silence ends it. Of services that lend for one term at a time, and of those whose doubts a person answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.centre import Centre
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import judge
from bongsu.incidents.store import note
from bongsu.incidents.terms import until
from bongsu.kernel.database import Work
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import SYSTEM, tell_opened, write_down
from bongsu.sharing.rules import Ask, Reason, Waits
from bongsu.sharing.store import grants_of, save
from bongsu.sharing.words import sentence

# Whoever answers for another day rings the body that asked and reads what it says now: an hour, so that a change of
# shift lies within it. Of a term of half an hour ten minutes are left, as the room's own key for more time has them; and
# never more than a third of a term, or the question would stand as long as the answer.
LONG_TERM_S = 12 * 3600
BEFORE_LONG, BEFORE_SHORT = timedelta(hours=1), timedelta(minutes=10)
SHARE = 3
_ASKED = (
    "다음 기간 승인 대기 · {0}: 승인이 없으면 끝나는 시각에 제공을 멈춥니다",
    "Another term waits for the approver · {0}: without a yes it stops at its end",
)


def asks_from(grant: Grant) -> datetime | None:
    """When somebody is asked whether it goes on."""
    if grant.state is not State.ACTIVE or grant.ends_at is None:
        return None
    before = BEFORE_LONG if grant.ttl_s >= LONG_TERM_S else BEFORE_SHORT
    return grant.ends_at - min(before, timedelta(seconds=grant.ttl_s / SHARE))


def is_asked_again(grant: Grant) -> bool:
    """It runs, and the approver has been asked for another term."""
    return grant.state is State.ACTIVE and grant.waits == Waits.AGAIN


def has_a_no(grant: Grant) -> bool:
    """It runs to its end, and no further."""
    return grant.state is State.ACTIVE and grant.waits == Waits.NO_MORE


def stands_on_a_yes(centre: Centre, incident: Incident, organisation: str, now: datetime) -> bool:
    """Of a service that needs a yes for each term: whether this body is shown it by a person's word."""
    service = centre.services.get(incident.service)
    if service is None or not service.needs_a_yes_each_term or not incident.approved:
        return False
    unanswered = msgspec.structs.replace(incident, approved=False)
    return any(
        one.organisation == organisation and isinstance(one.decision, Ask)
        for one in judge(unanswered, centre, now)
    )


def is_to_ask(centre: Centre, incident: Incident, grant: Grant, now: datetime) -> bool:
    """Now is the time, nobody has been asked, and a yes could give more than what is left."""
    at = asks_from(grant)
    if (
        at is None
        or at > now
        or grant.waits is not None
        or grant.is_of_peer
        or not incident.is_open
    ):
        return False
    if not stands_on_a_yes(centre, incident, grant.organisation, now):
        return False
    return _longer_until(centre, incident, grant, now) > (grant.ends_at or now)


def _longer_until(centre: Centre, incident: Incident, grant: Grant, now: datetime) -> datetime:
    """One term from the yes: nobody is shown anything for longer than a term after a person's word."""
    by_then = now + timedelta(seconds=grant.ttl_s)
    return until(centre, incident, grant.organisation, now, by_then)


async def ask_again(
    work: Work, desk: Desk, incident: Incident, grant: Grant, now: datetime
) -> None:
    """The question stands on the approver's screen until the end of what runs."""
    asking = replace(grant, waits=Waits.AGAIN.value, recommended=None)
    await save(work.connection, asking)
    await write_down(work, now, TrailKind.ASK, asking, SYSTEM, waits=asking.waits)
    korean, english = desk.centre.agreements.name_of(grant.organisation)
    text = _ASKED[0].format(korean), _ASKED[1].format(english)
    await note(work.connection, incident.incident_id, now, "ask", *text, about=grant.organisation)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def ask_for_more(
    work: Work, desk: Desk, incident: Incident, grant: Grant, now: datetime
) -> bool:
    """Who is shown it by a person's word says that it wants longer: the approver is asked now. False where it is not
    theirs to answer. Raises `TooLate` after a no."""
    if not stands_on_a_yes(desk.centre, incident, grant.organisation, now):
        return False
    if has_a_no(grant):
        raise TooLate("The approver has said no to another term")
    if not is_asked_again(grant):
        await ask_again(work, desk, incident, grant, now)
    return True


async def lend_on(work: Work, desk: Desk, incident: Incident, actor: str, now: datetime) -> None:
    """A yes: every lending that was asked about lasts another term from now."""
    for grant in await _asked(work, incident):
        ends_at = max(grant.ends_at or now, _longer_until(desk.centre, incident, grant, now))
        longer = replace(grant, waits=None, recommended=None, ends_at=ends_at, decided_at=now)
        await save(work.connection, longer)
        await write_down(work, now, TrailKind.RENEW, longer, actor, ends_at=ends_at)
        tell_opened(work, longer)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def no_more(
    work: Work, incident: Incident, text: tuple[str, str], actor: str, now: datetime
) -> None:
    """A no: it runs to the end it has, which is nearer than any cut would have to be explained."""
    for grant in await _asked(work, incident):
        last = replace(grant, waits=Waits.NO_MORE.value, reason_ko=text[0], reason_en=text[1])
        await save(work.connection, last)
        await write_down(work, now, TrailKind.DENY, last, actor, waits=Waits.AGAIN.value)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def _asked(work: Work, incident: Incident) -> list[Grant]:
    every = await grants_of(work.connection, incident.incident_id)
    return [one for one in every if is_asked_again(one) and not one.is_of_peer]


def why_it_ends(grant: Grant, *, never_refuses: bool) -> tuple[Reason, tuple[str, str]]:
    """Its time is over: nobody was asked, nobody has answered, or somebody has said no.

    A law under which silence is no refusal leaves the question standing (dossier §12.4)."""
    if has_a_no(grant):
        return Reason.DENIED, (grant.reason_ko, grant.reason_en)
    if is_asked_again(grant) and not never_refuses:
        return Reason.APPROVAL_TIMED_OUT, sentence(Reason.APPROVAL_TIMED_OUT)
    return Reason.EXPIRED, sentence(Reason.EXPIRED)


def next_question(
    centre: Centre, grants: list[Grant], incidents: Mapping[str, Incident], now: datetime
) -> datetime | None:
    """When the next one is to be asked, for the timers."""
    ahead = []
    for grant in grants:
        incident = incidents.get(grant.incident_id)
        service = centre.services.get(incident.service) if incident is not None else None
        at = asks_from(grant)
        if service is not None and service.needs_a_yes_each_term and at is not None and at > now:
            ahead.append(at)
    return min(ahead, default=None)
