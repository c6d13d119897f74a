"""`/api/planning/plans/{plan_id}/versions/{version}/paper`: a plan as PDF, XLSX or GeoJSON, internal or public; a
replacement list and a year's money as tables."""

from typing import Annotated

import msgspec
from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.planning.money.routes import KEEPS_MONEY
from bongsu.planning.papers.desk import Edition, Form, Paper, PaperDesk
from bongsu.planning.papers.table_desk import TableDesk, TableForm
from bongsu.planning.plans.routes.by import by_of
from bongsu.planning.plans.routes.plans import READS_PLANS
from bongsu.planning.replacement.routes import REPLACES

Reason = Annotated[str, msgspec.Meta(max_length=600)]


class PaperWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`reason`: what the file is for; it stands in the trail."""

    edition: Edition
    form: Form
    reason: Reason


class TableWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`reason`: what the file is for; it stands in the trail."""

    form: TableForm
    reason: Reason


@post(
    "/plans/{plan_id:str}/versions/{version:int}/paper",
    guards=[require(*READS_PLANS)],
    status_code=200,
    operation_id="PlanPaper",
)
async def paper_here(
    plan_id: FromPath[str],
    version: FromPath[int],
    data: JSONBody[PaperWanted],
    signed_in: Who,
    state: State,
) -> Response[bytes]:
    """The file; the trail has its reason and hash before its first byte leaves."""
    desk: PaperDesk = state.paper_desk
    by = by_of(signed_in)
    return _file(await desk.paper(plan_id, version, data.edition, data.form, data.reason, by))


@post(
    "/replacement/{list_id:str}/file",
    guards=[require(*REPLACES)],
    status_code=200,
    operation_id="ReplacementFile",
)
async def replacement_file(
    list_id: FromPath[str], data: JSONBody[TableWanted], signed_in: Who, state: State
) -> Response[bytes]:
    """교체 목록, beside oldest-first."""
    desk: TableDesk = state.table_desk
    return _file(await desk.replacement(list_id, data.form, data.reason, by_of(signed_in)))


@post(
    "/money/{year:int}/file",
    guards=[require(*KEEPS_MONEY)],
    status_code=200,
    operation_id="MoneyFile",
)
async def money_file(
    year: FromPath[int], data: JSONBody[TableWanted], signed_in: Who, state: State
) -> Response[bytes]:
    """A year's purses and lines; as CSV the lines alone."""
    desk: TableDesk = state.table_desk
    return _file(await desk.money(year, data.form, data.reason, by_of(signed_in)))


def _file(made: Paper) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.media, headers=headers)


def papers_router() -> Router:
    return Router(
        "/api/planning",
        route_handlers=[paper_here, replacement_file, money_file],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
