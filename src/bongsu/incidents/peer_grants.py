"""Lendings of other centres' cameras: shown only while our own agreements allow the call too, never beyond the owner's end.

The owner is asked, and its answer taken, in `federation/crossing`; what our own decision changes is done here, at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bongsu.incidents.choose import purposes_by
from bongsu.incidents.incident import Incident
from bongsu.incidents.neighbours import Neighbours
from bongsu.incidents.rules import Judged
from bongsu.incidents.service import LinkedService
from bongsu.incidents.settling import Settling
from bongsu.kernel.database import Work
from bongsu.sharing.carry import carry_over, end_sooner, fits
from bongsu.sharing.grants import OPEN_STATES, Grant, State
from bongsu.sharing.lend import ask, new_grant
from bongsu.sharing.rules import Allow, Decision, Reason, Refuse, Waits
from bongsu.sharing.store import save

# of which centre, for which organisation
Whose = tuple[str, str]


def asked_of(
    incident: Incident, judged: Iterable[Judged], neighbours: Neighbours, service: LinkedService
) -> dict[Whose, Allow]:
    """Whose cameras our own decisions let be shown to whom. What was asked of us, and an exercise, goes no further."""
    if not incident.is_open or incident.origin is not None or incident.drill_id is not None:
        return {}
    if incident.place is None or not service.crosses:
        return {}
    place = incident.place
    return {
        (owner, one.organisation): one.decision
        for one in judged
        if isinstance(one.decision, Allow)
        for owner in sorted(neighbours.reached(place, one.decision.clause.radius_m))
    }


def newest(grants: Sequence[Grant]) -> dict[Whose, Grant]:
    """Of each owner and organisation the lending that counts."""
    ordered = sorted(grants, key=lambda grant: grant.grant_id)
    return {(grant.owner, grant.organisation): grant for grant in ordered if grant.owner}


async def settle_peers(
    settling: Settling, judged: Sequence[Judged], grants: Sequence[Grant]
) -> None:
    """Ends what we no longer allow, keeps what we do within our own terms, and lets what is new wait for its owner."""
    incident, neighbours = settling.incident, settling.desk.neighbours
    wanted = asked_of(incident, judged, neighbours, settling.service)
    why, held = {one.organisation: one.decision for one in judged}, newest(grants)
    for whose, grant in held.items():
        if grant.is_open and whose not in wanted:
            await settling.end(grant, _why_not(why.get(grant.organisation), whose[0], neighbours))
    for whose, allow in wanted.items():
        if await _kept(settling, held.get(whose), allow) is None:
            await wait_for(settling.work, incident, whose, allow, settling.now)


def _why_not(decision: Decision | None, owner: str, neighbours: Neighbours) -> Reason:
    if isinstance(decision, Refuse):
        return decision.reason
    return Reason.SUPERSEDED if neighbours.is_linked(owner) else Reason.UNLINKED


async def _kept(settling: Settling, grant: Grant | None, allow: Allow) -> Grant | None:
    """The lending as it goes on under our own terms; None where one is to be asked for."""
    if grant is None:
        return None
    if grant.state is State.ACTIVE:
        return await _under_our_terms(settling, grant, allow)
    if grant.state is State.WAITING:
        return await _waits_under(settling.work, grant, allow)
    owner_ended_it = grant.owner_state is not None and grant.owner_state not in OPEN_STATES
    return None if grant.state is State.CLOSED and not owner_ended_it else grant


async def _waits_under(work: Work, grant: Grant, allow: Allow) -> Grant:
    under = replace(
        grant,
        agreement_id=allow.agreement_id,
        agreement_version=allow.version,
        clause=allow.clause.number,
    )
    if under != grant:
        await save(work.connection, under)
    return under


async def _under_our_terms(settling: Settling, grant: Grant, allow: Allow) -> Grant | None:
    """As our own lendings: no longer than is agreed by now; another text carries it over, or another lending follows."""
    assert grant.ends_at is not None
    work, now = settling.work, settling.now
    latest = settling.until(grant.organisation, grant.ends_at)
    if (grant.agreement_id, grant.agreement_version) == (allow.agreement_id, allow.version):
        return await end_sooner(work, grant, latest, now)
    if fits(grant, allow, purposes_by(settling.desk.chooser)):
        return await carry_over(work, grant, allow, latest, now)
    await settling.end(grant, Reason.SUPERSEDED)
    return None


async def wait_for(
    work: Work, incident: Incident, whose: Whose, allow: Allow, now: datetime
) -> Grant:
    """The room sees at once that another centre is asked; there is no deadline here, that centre has its own."""
    owner, organisation = whose
    fresh = replace(new_grant(incident.incident_id, organisation, now), owner=owner)
    under = allow.agreement_id, allow.version
    return await ask(work, fresh, allow.clause, Waits.PEER, now, under=under)
