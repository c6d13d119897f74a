"""Brings the lendings of an incident into line with what the incident says now. May be called as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bongsu.incidents.counted import calls_before
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.follow import follow, wanted_by
from bongsu.incidents.incident import Incident
from bongsu.incidents.named_cameras import with_named, write_named
from bongsu.incidents.occasion import occasion_of
from bongsu.incidents.own_view import View, own_view
from bongsu.incidents.peer_grants import settle_peers
from bongsu.incidents.rules import Judged, judge, may_rerank
from bongsu.incidents.store import note, save_incident
from bongsu.incidents.terms import until
from bongsu.kernel.database import Work
from bongsu.sharing.agreement import Clause
from bongsu.sharing.carry import carry_over, end_sooner, fits, last_longer
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import SYSTEM, ask, end_grant, new_grant, open_grant, refuse
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse, Waits, approve_within_s
from bongsu.sharing.store import grants_of
from bongsu.sharing.withdraw import make_final
from bongsu.sharing.words import allowed_by, refusal, sentence

# what a person cut, here or at the asking centre, or what time has ended, is not undone by the machine
_FINAL = frozenset({Reason.WITHDRAWN, Reason.EXPIRED, Reason.RELEASED})
# a "no" to this very question; another category or code is another question
_ANSWERED = frozenset({Reason.DENIED, Reason.APPROVAL_TIMED_OUT, Reason.PLACE_UNCONFIRMED})
# what the lending stood on was taken away
_GROUND_LOST = frozenset(
    {
        Reason.SUSPENDED,
        Reason.KEY_WITHDRAWN,
        Reason.FORBIDDEN,
        Reason.CLOCK_SET_BACK,
        Reason.OUTSIDE_HOURS,
        Reason.OUTSIDE_PILOT,
        Reason.NOT_IN_FORCE,
    }
)
_ASKED = {
    Waits.APPROVAL: ("관제팀장 승인 대기", "Waiting for the approver"),
    Waits.PLACE: ("위치 확인 대기: 오차가 큽니다", "Waiting for a better place"),
    Waits.JURISDICTION: ("관할 확인 대기", "Waiting for the jurisdiction"),
    Waits.START: ("시작 시각 대기", "Waiting for the ordered time"),
}


async def settle(
    work: Work,
    desk: Desk,
    incident: Incident,
    now: datetime,
    *,
    actor: str = SYSTEM,
    is_new_question: bool = False,
    resumed: str | None = None,
) -> Incident:
    """Lends, asks, refuses and ends as the rules say; saves the incident and tells that it changed.

    Decisions are never delayed; tiles that play follow a moving scene at most every five seconds,
    sooner `rank_due` stays set and the timer does it. `is_new_question`: category or code changed.
    `resumed`: whose term is over and whose own word has come for another.
    """
    follows = may_rerank(incident, now)
    calls = await calls_before(work.connection, desk.centre.agreements, incident, now)
    judged = judge(incident, desk.centre, now, calls)
    if follows:
        incident = _grown(desk, incident, judged, now)
    settling = _Settling(work, desk, incident, now, actor, follows, is_new_question, resumed)
    await settling.run(judged)
    if follows:
        incident = msgspec.structs.replace(incident, ranked_at=now, rank_due=False)
    await save_incident(work.connection, incident)
    work.tell(IncidentChanged(incident_id=incident.incident_id))
    return incident


def _grown(desk: Desk, incident: Incident, judged: Sequence[Judged], now: datetime) -> Incident:
    """The area that has grown until now, no further than the narrowest clause reaches."""
    growing = desk.centre.services[incident.service].growing
    reaches = [
        one.decision.clause.radius_m for one in judged if not isinstance(one.decision, Refuse)
    ]
    if growing is None or not reaches:
        return incident
    area = growing.area(incident, now, min(reaches))
    return msgspec.structs.replace(incident, area=area)


@dataclass(frozen=True, slots=True)
class _Settling:
    """One pass over everybody who is told something about one incident."""

    work: Work
    desk: Desk
    incident: Incident
    now: datetime
    actor: str
    follows: bool
    is_new_question: bool
    resumed: str | None

    async def run(self, judged: Sequence[Judged]) -> None:
        grants = await grants_of(self.work.connection, self.incident.incident_id)
        existing = {grant.organisation: grant for grant in grants if not grant.is_of_peer}
        wanted = {one.organisation for one in judged} | {self.desk.centre.code}
        for organisation, grant in existing.items():
            if organisation not in wanted:
                if grant.is_open:
                    await end_grant(self.work, grant, State.CLOSED, Reason.SUPERSEDED, self.now)
                await make_final(self.work, grant)
        for one in judged:
            await self._apply(one, existing.get(one.organisation))
        view = own_view(self.desk.centre, self.incident, judged, self.now)
        if view is not None:
            await self._own_view(view, existing.get(self.desk.centre.code))
        of_peers = [grant for grant in grants if grant.is_of_peer]
        await settle_peers(self.work, self.desk, self.incident, judged, of_peers, self.now)

    async def _apply(self, one: Judged, grant: Grant | None) -> None:
        if grant is not None and self._is_term_over(grant):
            # who must be asked is asked anew; whose clause opens by itself says a word of its own first
            if not isinstance(one.decision, Ask) and grant.organisation != self.resumed:
                return
            grant = None
        if grant is not None and self._stands(grant):
            if not isinstance(one.decision, Allow):
                await make_final(self.work, grant)
            return
        if grant is not None and grant.reason in _GROUND_LOST and grant.state is State.CLOSED:
            # the lending that ended keeps its reason; what may follow is another lending
            if isinstance(one.decision, Refuse):
                return
            grant = None
        if self.desk.centre.is_hub and isinstance(one.decision, Allow):
            await self._nothing_of_ours(one.organisation, grant, allow=one.decision)
            return
        grant = grant or self._new(one.organisation)
        match one.decision:
            case Allow() as allow:
                await self._allow(await self._under(grant, allow), allow)
            case Ask() as asking:
                await self._ask(grant, asking, one.stations)
            case Refuse() as no:
                await self._refuse(grant, no)

    async def _nothing_of_ours(self, organisation: str, grant: Grant | None, allow: Allow) -> None:
        """The hub has no cameras: what is lent are districts', each a lending of its own. Where no district can be
        asked, the room is told why."""
        no = self._nobody_to_ask(allow)
        if no is not None:
            if grant is None or grant.state is State.CLOSED:
                grant = self._new(organisation)
            await self._refuse(grant, no)
        elif grant is not None and grant.state in {State.WAITING, State.ACTIVE, State.REFUSED}:
            await end_grant(self.work, grant, State.CLOSED, Reason.SUPERSEDED, self.now)

    def _nobody_to_ask(self, allow: Allow) -> Refuse | None:
        place, radius_m = self.incident.place, allow.clause.radius_m
        neighbours = self.desk.neighbours
        if place is None or neighbours.reached(place, radius_m):
            return None
        ended = neighbours.was_linked(place, radius_m)
        reason = Reason.UNLINKED if ended else Reason.NOT_LINKED_YET
        return Refuse(reason, allow.clause, allow.agreement_id, allow.version)

    def _is_term_over(self, grant: Grant) -> bool:
        """Of a service that lends for one term at a time."""
        asks_again = self.desk.centre.services[self.incident.service].asks_again
        return asks_again and grant.state is State.EXPIRED and not grant.is_of_peer

    def _stands(self, grant: Grant) -> bool:
        return grant.reason in _FINAL or (grant.reason in _ANSWERED and not self.is_new_question)

    def _new(self, organisation: str) -> Grant:
        return new_grant(self.incident.incident_id, organisation, self.now)

    async def _under(self, grant: Grant, allow: Allow) -> Grant:
        """A lending stands on one text: a new version that lets the same be shown carries it over, else it is another."""
        if grant.state is not State.ACTIVE or grant.ends_at is None:
            return grant
        stands_on = grant.agreement_id, grant.agreement_version
        if stands_on == (allow.agreement_id, allow.version):
            return await self._within_what_is_agreed(await self._as_long_as_the_window(grant))
        latest = until(self.desk.centre, self.incident, grant.organisation, self.now, grant.ends_at)
        if fits(grant, allow, self._purpose_of):
            return await carry_over(self.work, grant, allow, latest, self.now)
        return await self._without_pictures(grant)

    async def _within_what_is_agreed(self, grant: Grant) -> Grant:
        assert grant.ends_at is not None
        latest = until(self.desk.centre, self.incident, grant.organisation, self.now, grant.ends_at)
        return await end_sooner(self.work, grant, latest, self.now)

    async def _as_long_as_the_window(self, grant: Grant) -> Grant:
        """Its end was the window's, and the window has come to end later."""
        if self.incident.window is None:
            return grant
        term = grant.decided_at + timedelta(seconds=grant.ttl_s)
        latest = until(self.desk.centre, self.incident, grant.organisation, self.now, term)
        return await last_longer(self.work, grant, latest, self.now)

    def _purpose_of(self, camera_id: str) -> str | None:
        facts = self.desk.chooser.facts(camera_id)
        return facts.purpose if facts else None

    async def _allow(self, grant: Grant, allow: Allow) -> None:
        clause, under = allow.clause, (allow.agreement_id, allow.version)
        if grant.state is State.ACTIVE:
            if self.follows:
                await follow(self.work, self.desk, self.incident, grant, clause, self.now)
            return
        named = await self.desk.named.of(self.work, self.incident, grant.organisation)
        wanted = wanted_by(self.incident, clause, self.now)
        choice = with_named(self.desk.chooser, wanted, named)
        if not choice.cameras:
            no = Reason.NO_CAMERA
            text = sentence(no)
            await refuse(self.work, grant, no, text, self.now, clause=clause.number, under=under)
            await self._note("refuse", grant, "{0}: " + text[0], "{0}: " + text[1])
            return
        occasion = occasion_of(self.incident, self.desk, grant.organisation)
        await open_grant(
            self.work,
            grant,
            clause,
            choice.cameras,
            self.now,
            actor=self.actor,
            under=under,
            until=self._until(grant.organisation, clause),
            occasion=occasion,
        )
        await write_named(self.work, grant, named, self.now)
        korean, english = self._words_of_lending(clause)
        number = self._told_of(choice.cameras)
        korean += f" {number}대 · {{0}}"
        english += f": {number} cameras · {{0}}"
        if choice.other_purpose and not self._is_discreet:
            korean += f" · 제외 {choice.other_purpose}대(목적 외)"
            english += f" · {choice.other_purpose} left out (other purpose)"
        await self._note("lend", grant, korean, english)

    @property
    def _is_discreet(self) -> bool:
        return self.desk.centre.services[self.incident.service].discreet

    def _words_of_lending(self, clause: Clause) -> tuple[str, str]:
        """A clause may stand for one kind of call; of a discreet service no line tells it."""
        return ("영상 제공", "Lent") if self._is_discreet else allowed_by(clause)

    def _words_of_refusal(self, no: Refuse) -> tuple[str, str]:
        if self._is_discreet:
            return sentence(no.reason)
        service = self.desk.centre.services[self.incident.service]
        category_ko = service.category_name(self.incident.category)[0]
        return refusal(no, category_ko, self.incident.code)

    def _told_of(self, cameras: Sequence[LentCamera]) -> int:
        """What is reserved for a service is counted for nobody but its room, and the centre reads this line too."""
        facts = (self.desk.chooser.facts(camera.camera_id) for camera in cameras)
        return sum(1 for one in facts if one is None or not one.reserved_for)

    def _until(self, organisation: str, clause: Clause) -> datetime:
        """No lending outlives its clause's hours, its pilot's, or what it stands on."""
        by_then = self.now + timedelta(seconds=clause.ttl_s)
        return until(self.desk.centre, self.incident, organisation, self.now, by_then)

    async def _ask(self, grant: Grant, asking: Ask, stations: tuple[str, ...]) -> None:
        waits, under = asking.waits, (asking.agreement_id, asking.version)
        stands_on = grant.agreement_id, grant.agreement_version
        within_s = self._answered_within_s(asking)
        begins = self.now + timedelta(seconds=within_s or 0)
        is_same_start = waits is not Waits.START or grant.deadline == begins
        waits_so = grant.state is State.WAITING and grant.waits == waits and is_same_start
        if waits_so and stands_on == under:
            return
        grant = await self._without_pictures(grant)
        await ask(
            self.work,
            grant,
            asking.clause,
            waits,
            self.now,
            options=stations,
            within_s=within_s,
            under=under,
        )
        korean, english = _ASKED[waits]
        await self._note("ask", grant, korean + " · {0}", english + " · {0}")

    def _answered_within_s(self, asking: Ask) -> float | None:
        """A place may still come from the caller's telephone: no time limit; a decision has one, a start is one."""
        if asking.waits is Waits.PLACE:
            return None
        service = self.desk.centre.services[self.incident.service]
        if service.never_refuses and asking.waits is not Waits.START:
            # silence would be a refusal by the machine
            return None
        if asking.waits is Waits.START and self.incident.window is not None:
            return (self.incident.window.starts - self.now).total_seconds()
        text = self.desk.centre.agreements.text(asking.agreement_id, asking.version)
        return approve_within_s(text, asking.clause) if text else 0

    async def _refuse(self, grant: Grant, no: Refuse) -> None:
        text = self._words_of_refusal(no)
        if grant.state is State.REFUSED and (grant.reason, grant.reason_ko) == (no.reason, text[0]):
            return
        if grant.state is State.ACTIVE and no.reason in _GROUND_LOST:
            await end_grant(self.work, grant, State.CLOSED, no.reason, self.now)
            await self._note("end", grant, "{0}: " + text[0], "{0}: " + text[1])
            return
        grant = await self._without_pictures(grant)
        clause = no.clause.number if no.clause else None
        under = (no.agreement_id, no.version) if no.agreement_id and no.version else None
        await refuse(self.work, grant, no.reason, text, self.now, clause=clause, under=under)
        await self._note(
            "refuse", grant, "영상 제공 안 함 · {0}: " + text[0], "Refused · {0}: " + text[1]
        )

    async def _without_pictures(self, grant: Grant) -> Grant:
        """A running grant ends first; what follows is another lending of the same organisation."""
        if grant.state is not State.ACTIVE:
            return grant
        await end_grant(self.work, grant, State.CLOSED, Reason.SUPERSEDED, self.now)
        return self._new(grant.organisation)

    async def _own_view(self, view: View, grant: Grant | None) -> None:
        """The centre's own people see the same place: their own monitoring (관제), no lending to anybody."""
        begins_anew = self.resumed == self.desk.centre.code
        if grant is not None and not begins_anew and not self._is_term_over(grant):
            if grant.state is not State.ACTIVE:
                return
            grant = await self._own_as_long(grant)
            if self.follows:
                seen = self.incident, grant, view.clause, self.now
                await follow(self.work, self.desk, *seen, nearest=view.nearest)
            return
        wanted = wanted_by(self.incident, view.clause, self.now, nearest=view.nearest, is_own=True)
        choice = self.desk.chooser.choose(wanted)
        if choice.cameras:
            fresh = self._new(self.desk.centre.code)
            await open_grant(
                self.work,
                fresh,
                view.clause,
                choice.cameras,
                self.now,
                under=view.under,
                until=self.incident.window.ends if self.incident.window else None,
            )

    async def _own_as_long(self, grant: Grant) -> Grant:
        """Nobody agreed to anything: only the window and the view's own time bound it."""
        if self.incident.window is None:
            return grant
        term = grant.decided_at + timedelta(seconds=grant.ttl_s)
        return await last_longer(self.work, grant, min(term, self.incident.window.ends), self.now)

    async def _note(self, kind: str, grant: Grant, korean: str, english: str) -> None:
        """A line about one organisation; its name stands for `{0}`, and only it and the centre read it."""
        name_ko, name_en = self.desk.centre.agreements.name_of(grant.organisation)
        await note(
            self.work.connection,
            self.incident.incident_id,
            self.now,
            kind,
            korean.format(name_ko),
            english.format(name_en),
            about=grant.organisation,
        )
