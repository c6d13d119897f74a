"""What a running lending may show now and until when: no more than everything that is agreed lets it be."""

from datetime import datetime

from bongsu.incidents.centre import Centre
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_view import clause_of_own
from bongsu.incidents.rules import policy_of, request_of
from bongsu.sharing.agreement import Clause
from bongsu.sharing.boundaries import permitted_until
from bongsu.sharing.grants import Grant
from bongsu.sharing.rules import Refuse, decide


def terms(centre: Centre, incident: Incident, grant: Grant, now: datetime) -> Clause | None:
    """None when nothing may be added to it: no clause, or one that no longer lets this call in."""
    clause = centre.agreements.clause_of(grant)
    if grant.organisation == centre.code:
        own = centre.services[incident.service].own
        # the centre's own monitoring of a bell or an SOS stands on no agreement
        return clause_of_own(own, incident.service) if clause is None and own else clause
    if clause is None:
        return None
    if is_answered_by_a_person(centre, incident):
        return clause
    request = request_of(incident, grant.organisation)
    decision = decide(policy_of(incident, centre, now), request, now)
    return None if isinstance(decision, Refuse) else decision.clause


def is_answered_by_a_person(centre: Centre, incident: Incident) -> bool:
    """Of a service that never refuses, what a person let in past list, ground or hours runs for its term; the judging
    of `rules.py` ends it where an agreement as a whole is gone."""
    service = centre.services.get(incident.service)
    return incident.approved and service is not None and service.never_refuses


def until(
    centre: Centre, incident: Incident, organisation: str, now: datetime, by_then: datetime
) -> datetime:
    """`by_then`, or what comes before it: the order's end; the minute at which hours, a pilot's hours or an agreement
    end, or a ban begins."""
    if incident.window is not None:
        by_then = min(by_then, incident.window.ends)
    if is_answered_by_a_person(centre, incident):
        return by_then
    request = request_of(incident, organisation)
    policy = policy_of(incident, centre, now)
    return permitted_until(policy, request, now, by_then, approved=incident.approved)
