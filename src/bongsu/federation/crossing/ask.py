"""The asking side: each owner of cameras is told the call as it is now, when that differs from what it was told last."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.crossing.messages import (
    GRANT_RELEASED,
    INCIDENT_ASKED,
    RENEWAL_ASKED,
    AskedPlace,
    GrantReleased,
    IncidentAsked,
    RenewalAsked,
)
from bongsu.federation.crossing.store import Crossing, keep
from bongsu.federation.exchange.post import post
from bongsu.incidents.incident import Incident, IncidentState
from bongsu.incidents.neighbours import Neighbours
from bongsu.incidents.peer_grants import Whose
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, Wish
from bongsu.sharing.rules import Allow
from bongsu.sharing.store import save

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class ToSay:
    """What one owner is to be told."""

    peer: str
    asked: IncidentAsked

    @property
    def is_over(self) -> bool:
        return self.asked.state != "open"


def message(incident: Incident, organisations: tuple[str, ...]) -> IncidentAsked:
    """Pure: without anybody who may see, the call is over for that owner."""
    place = incident.place
    if not incident.is_open or not organisations or place is None:
        is_cancelled = incident.state is IncidentState.CANCELLED
        return IncidentAsked(
            incident_ref=incident.incident_id,
            service=incident.service,
            state="cancelled" if is_cancelled else "closed",
        )
    return IncidentAsked(
        incident_ref=incident.incident_id,
        service=incident.service,
        state="open",
        category=incident.category,
        code=incident.code,
        exercise=incident.exercise,
        place=AskedPlace(
            lat=place.lat,
            lon=place.lon,
            accuracy_m=place.accuracy_m,
            method=place.method,
            dong_code=place.dong_code,
            dong=place.dong,
        ),
        organisations=organisations,
        legal_basis=incident.legal_basis,
    )


def to_say(
    incident: Incident, wanted: Mapping[Whose, Allow], said: Mapping[str, Crossing]
) -> list[ToSay]:
    """Pure: compares what every owner should know with what it was told last."""
    named: dict[str, list[str]] = {one.peer: [] for one in said.values() if not one.is_over}
    for owner, organisation in sorted(wanted):
        named.setdefault(owner, []).append(organisation)
    every = [ToSay(owner, message(incident, tuple(them))) for owner, them in sorted(named.items())]
    return [one for one in every if _is_news(one, said.get(one.peer))]


def _is_news(one: ToSay, before: Crossing | None) -> bool:
    return before is None or before.said != _encode(one.asked)


async def say(
    work: Work,
    neighbours: Neighbours,
    incident: Incident,
    one: ToSay,
    before: Crossing | None,
    now: datetime,
) -> None:
    """To a centre that is linked no more there is nothing to say: it ends what it lends to us by itself."""
    kept = before or Crossing(incident.incident_id, one.peer)
    await keep(work.connection, replace(kept, said=_encode(one.asked), is_over=one.is_over))
    if not neighbours.is_linked(one.peer):
        return
    await post(work, one.peer, INCIDENT_ASKED, one.asked)
    body = {"state": one.asked.state, "organisations": list(one.asked.organisations)}
    entry = Entry(
        kind=TrailKind.ASK_PEER,
        actor="system",
        organisation=one.peer,
        incident_id=incident.incident_id,
        body=body,
    )
    await record(work, now, entry)


async def tell_wishes(
    work: Work, neighbours: Neighbours, grants: list[Grant], said: Mapping[str, Crossing]
) -> None:
    """A cut of ours, and a room's wish for more time."""
    for grant in grants:
        if grant.owner is None or grant.owner_wish is None:
            continue
        before = said.get(grant.owner)
        if before is not None and not before.is_over and neighbours.is_linked(grant.owner):
            await _tell_wish(work, grant.owner, grant)
        await save(work.connection, replace(grant, owner_wish=None))


async def _tell_wish(work: Work, owner: str, grant: Grant) -> None:
    ref, organisation = grant.incident_id, grant.organisation
    if grant.owner_wish == Wish.RELEASE:
        released = GrantReleased(incident_ref=ref, organisation=organisation)
        await post(work, owner, GRANT_RELEASED, released)
    elif grant.owner_wish == Wish.RENEW:
        wished = RenewalAsked(incident_ref=ref, organisation=organisation)
        await post(work, owner, RENEWAL_ASKED, wished)
