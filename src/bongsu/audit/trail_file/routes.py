"""`POST /api/audit/export`: what an auditor sees of the trail, as a file, for a reason."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody
from litestar.response import Stream
from litestar.types import Guard

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.review import Examiner
from bongsu.audit.store import Only
from bongsu.audit.trail_file.make import TrailForm, make_trail_file

_MEDIA = {TrailForm.CSV: "text/csv; charset=utf-8", TrailForm.JSONL: "application/jsonl"}
_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class TrailFilter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which rows; a field left out asks nothing."""

    kind: TrailKind | None = None
    actor: _Id | None = None
    organisation: _Id | None = None
    incident_id: _Id | None = None
    grant_id: _Id | None = None
    camera_id: _Id | None = None


class TrailFileWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which rows, in which form, and what the file is for."""

    reason: Annotated[str, msgspec.Meta(max_length=600)]
    form: TrailForm = TrailForm.CSV
    filter: TrailFilter = TrailFilter()


@post("/export", status_code=200, operation_id="ExportTrail", tags=["audit"])
async def export_here(
    data: JSONBody[TrailFileWanted], state: State, examiner: NamedDependency[Examiner]
) -> Stream:
    """The rows as a file; its row of the trail is kept before the first byte leaves."""
    now = state.clock.now()
    made = await make_trail_file(
        state.database,
        data.form,
        Only(**msgspec.structs.asdict(data.filter)),
        data.reason,
        examiner.person_id,
        examiner.organisation,
        now,
    )
    named = f'attachment; filename="trail-{now:%Y%m%d-%H%M%S}.{data.form.value}"'
    headers = {
        "Content-Disposition": named,
        "X-Bongsu-Rows": str(made.rows),
        "X-Bongsu-Sha256": made.sha256,
    }
    return Stream(made.pieces, media_type=_MEDIA[data.form], headers=headers)


def trail_file_router(guards: Sequence[Guard], examiner: Provide) -> Router:
    """`app.state.database` and `clock`; `examiner` provides who asks."""
    return Router(
        "/api/audit",
        route_handlers=[export_here],
        guards=list(guards),
        dependencies={"examiner": examiner},
    )
