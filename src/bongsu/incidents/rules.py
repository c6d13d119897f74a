"""Pure rules of an incident: is the place good enough, who is asked, and what each of them is told."""

from dataclasses import dataclass, replace
from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.incident import Incident, Origin
from bongsu.incidents.service import Addressed, LinkedService
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Jurisdiction, Outside
from bongsu.sharing.policy import Policy, between
from bongsu.sharing.rules import Allow, Ask, Decision, Reason, Refuse, Request, Waits, decide

RERANK_EVERY_S = 5.0
FIRST_TILES = 5
# how a place is known that is the middle of an area
AREA_METHOD = "AREA"


@dataclass(frozen=True, slots=True)
class Judged:
    """What one organisation is told. `stations` are the choices of an approver who is asked for the jurisdiction."""

    organisation: str
    decision: Decision
    stations: tuple[str, ...] = ()


# what a clause names and a call misses: of a service that never refuses by itself a person is asked instead. What
# people have said (a ban, a suspension, no signature) stays, and so does a place outside the district
_ASKED_INSTEAD = frozenset(
    {
        Reason.NOT_LISTED,
        Reason.NOT_URGENT,
        Reason.BASIS,
        Reason.OUTSIDE_HOURS,
        Reason.OUTSIDE_PILOT,
    }
)
Calls = tuple[int, int]
NO_CALLS: Calls = (0, 0)


def request_of(incident: Incident, organisation: str, calls: Calls = NO_CALLS) -> Request:
    """What this incident asks for one organisation."""
    return Request(
        service=incident.service,
        category=incident.category,
        code=incident.code,
        organisation=organisation,
        legal_basis=incident.legal_basis,
        agreement_id=incident.agreement_id,
        dong=incident.place.dong_code if incident.place else None,
        calls_today=calls[0],
        calls_in_all=calls[1],
    )


@dataclass(frozen=True, slots=True)
class _Judging:
    """One incident before what is agreed now."""

    incident: Incident
    centre: Centre
    now: datetime
    calls: Calls

    def decided(self, organisation: str) -> Decision:
        if not self.centre.services[self.incident.service].is_for(organisation):
            return Refuse(Reason.FORBIDDEN)
        request = request_of(self.incident, organisation, self.calls)
        policy = policy_of(self.incident, self.centre, self.now)
        decision = self._with_a_person(decide(policy, request, self.now), policy, request)
        if isinstance(decision, Refuse):
            return self._refusal(decision, policy)
        under = decision.agreement_id, decision.version
        if is_after_window(self.incident, self.now):
            return Refuse(Reason.WINDOW_OVER, decision.clause, *under)
        if not is_place_good(self.incident, decision.clause.radius_m):
            return Ask(decision.clause, Waits.PLACE, *under)
        if isinstance(decision, Ask) and self.incident.approved:
            decision = Allow(decision.clause, *under)
        if isinstance(decision, Allow) and is_before_window(self.incident, self.now):
            return Ask(decision.clause, Waits.START, *under)
        return decision

    def _with_a_person(self, said: Decision, policy: Policy, request: Request) -> Decision:
        """A service whose law makes a refusal without ground punishable: the machine asks where it is in doubt."""
        service = self.centre.services[self.incident.service]
        if isinstance(said, Refuse) and service.never_refuses:
            if said.reason is Reason.OTHER_AGREEMENT:
                said = decide(policy, replace(request, agreement_id=None), self.now)
                said = said if isinstance(said, Refuse) else _to_approve(said)
            if isinstance(said, Refuse) and said.reason in _ASKED_INSTEAD:
                return _to_approve(said)
        if isinstance(said, Allow) and (self.incident.came_late or service.doubts(self.incident)):
            return _to_approve(said)
        return said

    def _refusal(self, no: Refuse, policy: Policy) -> Refuse:
        """No agreement at all between the two centres is said before what bans alone leave to say."""
        asker = self.incident.origin
        if asker is None or no.reason is not Reason.NO_CLAUSE:
            return no
        known = any(asker.centre in one.parties for one in policy.standings)
        return no if known else Refuse(Reason.ASKER_NO_PARTY)


def _to_approve(said: Decision) -> Decision:
    if said.clause is None or said.agreement_id is None or said.version is None:
        return said
    return Ask(said.clause, Waits.APPROVAL, said.agreement_id, said.version)


def policy_of(incident: Incident, centre: Centre, now: datetime) -> Policy:
    """What such a call is judged by: one that another centre asks for, by the agreements of which that is a party."""
    policy = centre.agreements.policy(now)
    return policy if incident.origin is None else between(policy, incident.origin.centre)


def judge(
    incident: Incident, centre: Centre, now: datetime, calls: Calls = NO_CALLS
) -> tuple[Judged, ...]:
    """Everybody who is told something about this incident, and what. A test message is refused by name.

    `calls`: how many a pilot has let through before this one, today and in all."""
    return judge_all(incident, centre, now, calls).told


@dataclass(frozen=True, slots=True)
class Judgement:
    """`told`: everybody who is told something. `untold`: whom the sender wanted told beside it, and who is not."""

    told: tuple[Judged, ...]
    untold: tuple[Judged, ...] = ()


def judge_all(
    incident: Incident, centre: Centre, now: datetime, calls: Calls = NO_CALLS
) -> Judgement:
    """`judge`, and whom the sender has to be told of as not shown."""
    service = centre.services[incident.service]
    who = _jurisdiction(incident, centre, service)
    judging = _Judging(incident, centre, now, calls)
    if incident.origin is not None:
        return Judgement(_asked_of_us(judging, incident.origin))
    addressed = Addressed(who) if isinstance(who, Outside) else service.addressed(incident, who)
    main = () if addressed.main is None else _main(judging, addressed.main)
    main += tuple(Judged(one, judging.decided(one)) for one in incident.handed_to)
    if incident.exercise:
        # a test opens nothing, and everybody whom the call would concern sees that it came
        return Judgement(_all_refused(main, Reason.TEST_MESSAGE))
    if isinstance(addressed.main, Outside):
        return Judgement(main)
    other_law = service.not_for.get(incident.category)
    if other_law is not None:
        return Judgement(_all_refused(main, other_law))
    return _with_those_beside(judging, main, addressed)


def _all_refused(main: tuple[Judged, ...], reason: Reason) -> tuple[Judged, ...]:
    return tuple(Judged(one.organisation, Refuse(reason)) for one in main)


def _with_those_beside(
    judging: _Judging, main: tuple[Judged, ...], addressed: Addressed
) -> Judgement:
    """Where the sender itself is refused, that answer says it all."""
    known = {one.organisation for one in main}
    beside = [
        Judged(organisation, judging.decided(organisation))
        for organisation in addressed.also
        if organisation not in known
    ]
    told = main + tuple(one for one in beside if not isinstance(one.decision, Refuse))
    if not addressed.wished or all(isinstance(one.decision, Refuse) for one in main):
        return Judgement(told)
    unsure = [Judged(one, Refuse(Reason.JURISDICTION_UNCLEAR)) for one in addressed.unsure]
    refused = [one for one in beside if isinstance(one.decision, Refuse)]
    return Judgement(told, tuple(unsure + refused))


def _asked_of_us(judging: _Judging, origin: Origin) -> tuple[Judged, ...]:
    """The asking centre knows who is competent; whether we lend to each of them is ours to say."""
    named = [one for one in origin.organisations if one != judging.centre.code]
    if judging.incident.exercise:
        return tuple(Judged(one, Refuse(Reason.TEST_MESSAGE)) for one in named)
    return tuple(Judged(one, judging.decided(one)) for one in named)


def _jurisdiction(incident: Incident, centre: Centre, service: LinkedService) -> Jurisdiction:
    place = incident.place
    shares = centre.dongs.shares(place.lat, place.lon, _doubt_m(incident)) if place else None
    who = service.competent(shares)
    # the approver's pick settles what the evidence leaves open, and nothing that it says clearly
    if isinstance(who, Ambiguous) and incident.competent in who.stations:
        return Competent(incident.competent)
    return who


def _doubt_m(incident: Incident) -> float:
    """How far from its place it may be; of an area that was named instead of a point, as far as its furthest corner."""
    assert incident.place is not None
    if incident.area is None or incident.place.method != AREA_METHOD:
        return incident.place.accuracy_m
    return incident.area.reach_m


def _main(judging: _Judging, who: Jurisdiction) -> tuple[Judged, ...]:
    incident = judging.incident
    if isinstance(who, Outside):
        return (Judged(incident.sender_org, Refuse(Reason.OUTSIDE_AREA)),)
    if isinstance(who, Ambiguous):
        return tuple(
            Judged(station, _asking(judging.decided(station)), who.stations)
            for station in who.stations
        )
    if _claims_another(incident, judging.centre, who.station):
        if judging.centre.services[incident.service].never_refuses:
            return (Judged(who.station, _asking(judging.decided(who.station)), (who.station,)),)
        return (Judged(incident.sender_org, Refuse(Reason.WRONG_JURISDICTION)),)
    return (Judged(who.station, judging.decided(who.station)),)


def _claims_another(incident: Incident, centre: Centre, station: str) -> bool:
    """A station may send only its own calls; a city system (서울경찰청) sends for all of them."""
    if incident.competent is not None or incident.sender_org == station:
        return False
    # a partner that is told beside the competent room (a gas company beside the fire station) claims nothing
    if incident.sender_org in centre.services[incident.service].also_told:
        return False
    # where pictures are lent across the border the city's room is a party too: KNPA.SEOUL stands above KNPA.SEOUL.JONGAM
    if station.startswith(f"{incident.sender_org}."):
        return False
    return centre.agreements.is_party(incident.sender_org)


def _asking(decision: Decision) -> Decision:
    if isinstance(decision, Refuse) or (
        isinstance(decision, Ask) and decision.waits is Waits.PLACE
    ):
        return decision
    return Ask(decision.clause, Waits.JURISDICTION, decision.agreement_id, decision.version)


def is_place_good(incident: Incident, radius_m: float) -> bool:
    """A fix less accurate than the radius opens nothing (dossier §1.3: a cell may be a kilometre wide)."""
    if incident.area is not None:
        return True
    return incident.place is not None and incident.place.accuracy_m <= radius_m


def is_before_window(incident: Incident, now: datetime) -> bool:
    return incident.window is not None and now < incident.window.starts


def is_after_window(incident: Incident, now: datetime) -> bool:
    """An order that arrives a day late lends nothing."""
    return incident.window is not None and now >= incident.window.ends


def may_rerank(incident: Incident, now: datetime) -> bool:
    """A moving scene changes its tiles at most every five seconds."""
    if incident.ranked_at is None:
        return True
    return (now - incident.ranked_at).total_seconds() >= RERANK_EVERY_S
