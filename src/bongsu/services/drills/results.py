"""Reads what happened in an exercise from incidents, lendings and the trail."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.stamp import read_stamp
from bongsu.audit.store import rows_of_incidents
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incidents_received_between
from bongsu.services.drills import store
from bongsu.services.drills.score import Scored, after_s
from bongsu.services.drills.store import Connection, KeptDrill
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.store import grants_of_many


class _Journal(msgspec.Struct, frozen=True):
    at: datetime


class _Body(msgspec.Struct, frozen=True):
    journal: _Journal | None = None


async def incidents_of(connection: Connection, drill: KeptDrill) -> list[Incident]:
    """Received while it ran; ended ones too, oldest first."""
    received = await incidents_received_between(connection, drill.starts, drill.ends)
    return [one for one in received if one.drill_id == drill.drill_id]


async def scored(connection: Connection, drill: KeptDrill, centre: str) -> list[Scored]:
    """One line for each incident."""
    incidents = await incidents_of(connection, drill)
    ids = [one.incident_id for one in incidents]
    grants = await grants_of_many(connection, ids)
    seen = await store.seen_at(connection, drill.drill_id)
    watched = _watched(await rows_of_incidents(connection, ids, {TrailKind.WATCH_STARTED}))
    return [
        _line(
            one,
            [grant for grant in grants[one.incident_id] if grant.organisation != centre],
            seen.get(one.incident_id, []),
            watched,
        )
        for one in incidents
    ]


def _watched(rows: Sequence[TrailRow]) -> dict[str, list[datetime]]:
    """Lending → when somebody began to watch under it, by the media process's own clock."""
    found: dict[str, list[datetime]] = {}
    for row in rows:
        body = msgspec.json.decode(row.body, type=_Body)
        at = body.journal.at if body.journal else read_stamp(row.at)
        found.setdefault(row.grant_id or "", []).append(at)
    return found


def _line(
    incident: Incident,
    grants: Sequence[Grant],
    seen: Sequence[datetime],
    watched: Mapping[str, list[datetime]],
) -> Scored:
    pictures = [at for grant in grants for at in watched.get(grant.grant_id, [])]
    refused = [grant for grant in grants if grant.state is State.REFUSED]
    return Scored(
        incident_id=incident.incident_id,
        service=incident.service,
        category=incident.category,
        received_at=incident.received_at,
        recognised_s=after_s(incident.received_at, seen),
        first_picture_s=after_s(incident.received_at, pictures),
        lent=sum(1 for grant in grants if grant.opened_at is not None),
        used=sum(1 for grant in grants if watched.get(grant.grant_id)),
        refused=len(refused),
        reasons=[grant.reason or "" for grant in refused],
    )
