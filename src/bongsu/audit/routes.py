"""`GET /api/audit`: pages of the trail. Who may ask is said by the guards that the application hands in."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.datastructures import State
from litestar.params import FromQuery, QueryParameter
from litestar.types import Guard

from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import MOST_ROWS, list_trail
from bongsu.audit.store import Only

# beyond, a number in JSON is no longer exact, and the database's own are near their end
MOST_SEQUENCE = 2**53


class TrailRowView(msgspec.Struct, frozen=True):
    """One row; `body` as JSON."""

    sequence: int
    at: str
    kind: str
    actor: str
    organisation: str | None
    incident_id: str | None
    grant_id: str | None
    camera_id: str | None
    body: dict[str, object]
    previous: str
    hash: str


class TrailPage(msgspec.Struct, frozen=True):
    """Rows, oldest first behind `after` or newest first before `before`."""

    rows: list[TrailRowView]


def view_of(row: TrailRow) -> TrailRowView:
    """The row as it is answered."""
    return TrailRowView(
        sequence=row.sequence,
        at=row.at,
        kind=row.kind,
        actor=row.actor,
        organisation=row.organisation,
        incident_id=row.incident_id,
        grant_id=row.grant_id,
        camera_id=row.camera_id,
        body=msgspec.json.decode(row.body, type=dict[str, object]),
        previous=row.previous,
        hash=row.hash,
    )


@get("/", operation_id="ListTrail", tags=["audit"])
async def trail_page(
    state: State,
    *,
    after: Annotated[int, QueryParameter(ge=0, le=MOST_SEQUENCE)] = 0,
    before: Annotated[int | None, QueryParameter(ge=1, le=MOST_SEQUENCE)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_ROWS)] = 100,
    kind: FromQuery[TrailKind | None] = None,
    actor: FromQuery[str | None] = None,
    organisation: FromQuery[str | None] = None,
    incident_id: FromQuery[str | None] = None,
    grant_id: FromQuery[str | None] = None,
    camera_id: FromQuery[str | None] = None,
) -> TrailPage:
    """Rows of the trail."""
    only = Only(
        kind=kind,
        actor=actor,
        organisation=organisation,
        incident_id=incident_id,
        grant_id=grant_id,
        camera_id=camera_id,
    )
    rows = await list_trail(state.database, after=after, before=before, limit=limit, only=only)
    return TrailPage(rows=[view_of(row) for row in rows])


def audit_router(guards: Sequence[Guard]) -> Router:
    """The routes under `/api/audit`; `app.state.database` is the node's database."""
    return Router("/api/audit", route_handlers=[trail_page], guards=list(guards))
