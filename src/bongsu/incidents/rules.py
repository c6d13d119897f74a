"""Pure rules of an incident: is the place good enough, who is asked, and what each of them is told."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import LinkedService
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Jurisdiction, Outside
from bongsu.sharing.rules import Allow, Ask, Decision, Reason, Refuse, Request, Waits, decide

RERANK_EVERY_S = 5.0
FIRST_TILES = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """What one organisation is told. `stations` are the choices of an approver who is asked for the jurisdiction."""

    organisation: str
    decision: Decision
    stations: tuple[str, ...] = ()


def judge(incident: Incident, centre: Centre, now: datetime) -> tuple[Judged, ...]:
    """Everybody who is told something about this incident, and what. A test message is refused by name."""
    service = centre.services[incident.service]
    who = _jurisdiction(incident, centre, service)
    main = _main(incident, centre, who, now)
    if incident.exercise:
        # a test opens nothing, and everybody whom the call would concern sees that it came
        return tuple(Judged(one.organisation, Refuse(Reason.TEST_MESSAGE)) for one in main)
    if isinstance(who, Outside):
        return main
    also = (
        Judged(organisation, _decided(incident, centre, organisation, now))
        for organisation in service.also_told
    )
    return main + tuple(one for one in also if not isinstance(one.decision, Refuse))


def _jurisdiction(incident: Incident, centre: Centre, service: LinkedService) -> Jurisdiction:
    place = incident.place
    shares = centre.dongs.shares(place.lat, place.lon, place.accuracy_m) if place else None
    who = service.competent(shares)
    # the approver's pick settles what the evidence leaves open, and nothing that it says clearly
    if isinstance(who, Ambiguous) and incident.competent in who.stations:
        return Competent(incident.competent)
    return who


def _main(
    incident: Incident, centre: Centre, who: Jurisdiction, now: datetime
) -> tuple[Judged, ...]:
    if isinstance(who, Outside):
        return (Judged(incident.sender_org, Refuse(Reason.OUTSIDE_AREA)),)
    if isinstance(who, Ambiguous):
        return tuple(
            Judged(station, _asking(_decided(incident, centre, station, now)), who.stations)
            for station in who.stations
        )
    if _claims_another(incident, centre, who.station):
        return (Judged(incident.sender_org, Refuse(Reason.WRONG_JURISDICTION)),)
    return (Judged(who.station, _decided(incident, centre, who.station, now)),)


def _claims_another(incident: Incident, centre: Centre, station: str) -> bool:
    """A station may send only its own calls; a city system (서울경찰청) sends for all of them."""
    if incident.competent is not None or incident.sender_org == station:
        return False
    return any(party.organisation == incident.sender_org for party in centre.agreement.parties)


def _decided(incident: Incident, centre: Centre, organisation: str, now: datetime) -> Decision:
    request = Request(
        service=incident.service,
        category=incident.category,
        code=incident.code,
        organisation=organisation,
        legal_basis=incident.legal_basis,
        agreement_id=incident.agreement_id,
    )
    decision = decide(centre.agreement, request, now)
    if isinstance(decision, Refuse):
        return decision
    if not is_place_good(incident, decision.clause.radius_m):
        return Ask(decision.clause, Waits.PLACE)
    if isinstance(decision, Ask) and incident.approved:
        return Allow(decision.clause)
    return decision


def _asking(decision: Decision) -> Decision:
    if isinstance(decision, Refuse) or (
        isinstance(decision, Ask) and decision.waits is Waits.PLACE
    ):
        return decision
    return Ask(decision.clause, Waits.JURISDICTION)


def is_place_good(incident: Incident, radius_m: float) -> bool:
    """A fix less accurate than the radius opens nothing (dossier §1.3: a cell may be a kilometre wide)."""
    return incident.place is not None and incident.place.accuracy_m <= radius_m


def may_rerank(incident: Incident, now: datetime) -> bool:
    """A moving scene changes its tiles at most every five seconds."""
    if incident.ranked_at is None:
        return True
    return (now - incident.ranked_at).total_seconds() >= RERANK_EVERY_S
