"""What the centre's own people are shown of an incident: their own monitoring (자체 관제), no lending to anybody. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import Judged, is_before_window, is_place_good
from bongsu.incidents.service import OwnView
from bongsu.sharing.agreement import Clause
from bongsu.sharing.lend import Under
from bongsu.sharing.rules import Refuse

OWN_CLAUSE = "own"
_OWN_HOURS = 12


@dataclass(frozen=True, slots=True)
class View:
    """Limits in the form of a clause, and the agreement whose place it is, where there is one."""

    clause: Clause
    under: Under | None
    nearest: Nearest | None = None


def own_view(
    centre: Centre, incident: Incident, judged: Sequence[Judged], now: datetime
) -> View | None:
    """None while nothing is to be seen: a discreet service, an order that begins later, a place that is not known."""
    service = centre.services[incident.service]
    if service.discreet or is_before_window(incident, now):
        return None
    view = _of_the_service(service.own, incident) or _as_lent(judged)
    # a place that may be a kilometre off opens nobody's tiles, also not ours (dossier §1.3)
    if view is None or not is_place_good(incident, view.clause.radius_m):
        return None
    return view


def _of_the_service(own: OwnView | None, incident: Incident) -> View | None:
    """What another centre asks us about is no monitoring of our own."""
    if own is None or incident.origin is not None:
        return None
    nearest = own.nearest(incident) if own.nearest else None
    return View(clause_of_own(own, incident.service), None, nearest)


def _as_lent(judged: Sequence[Judged]) -> View | None:
    for one in judged:
        if not isinstance(one.decision, Refuse):
            clause, under = one.decision.clause, (one.decision.agreement_id, one.decision.version)
            own = replace(
                clause, ttl_s=max(clause.ttl_s, _OWN_HOURS * 3600), renewals=0, to_vehicles=False
            )
            return View(own, under)
    return None


def clause_of_own(own: OwnView, service: str) -> Clause:
    """The limits of what the centre shows its own people."""
    nobody: frozenset[str] = frozenset()
    return Clause(
        number=OWN_CLAUSE,
        service=service,
        recipients=nobody,
        categories=nobody,
        by_itself=nobody,
        with_approval=nobody,
        purposes=own.purposes,
        legal_bases=nobody,
        radius_m=own.radius_m,
        max_cameras=own.max_cameras,
        ttl_s=own.seconds,
        renewals=0,
        to_vehicles=False,
    )
