"""Reads the trail's rows about lendings as deeds; what the rows mean is not judged here."""

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.stamp import read_stamp
from bongsu.audit.store import Connection, rows_of_incidents
from bongsu.sharing.pilot.rows import Deed

KINDS = frozenset(
    {
        TrailKind.LEND,
        TrailKind.ASK,
        TrailKind.REFUSE,
        TrailKind.DENY,
        TrailKind.WITHDRAW,
        TrailKind.UNDO,
        TrailKind.REASON,
        TrailKind.EXPIRE,
        TrailKind.WATCH_STARTED,
    }
)


class _Watched(msgspec.Struct, frozen=True):
    at: datetime


class _Body(msgspec.Struct, frozen=True):
    reason: str | None = None
    cut_reason: str | None = None
    journal: _Watched | None = None


def as_deed(row: TrailRow) -> Deed:
    """A picture's time is the media process's own: its journal may be handed over later."""
    body = msgspec.json.decode(row.body, type=_Body)
    return Deed(
        TrailKind(row.kind),
        row.grant_id or "",
        row.incident_id or "",
        body.journal.at if body.journal else read_stamp(row.at),
        body.reason,
        body.cut_reason,
    )


async def deeds_about(
    connection: Connection, lendings: Collection[str], incident_ids: Iterable[str]
) -> list[Deed]:
    """In the order of the trail."""
    rows = await rows_of_incidents(connection, incident_ids, KINDS)
    return [as_deed(row) for row in rows if row.grant_id in lendings]
