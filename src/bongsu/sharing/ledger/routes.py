"""`/api/ledger`: pages of the ledger, and its export for a stated reason."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromQuery, JSONBody, QueryParameter

from bongsu.identity.people import Role, SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.sharing.ledger.export import Extent, FileForm, Wanted, export_ledger
from bongsu.sharing.ledger.list_ledger import MOST_ROWS, Shown, ledger_page
from bongsu.sharing.ledger.row import Form, LedgerKind
from bongsu.sharing.ledger.rules import is_published
from bongsu.sharing.ledger.span import day_of, span_of
from bongsu.sharing.ledger.store import Span
from bongsu.sharing.ledger.words import owner_names

READS_LEDGER = (Role.CPO, Role.AUDITOR, Role.CENTRE_HEAD, Role.SHIFT_LEAD)
# of an exercise learns only who has joined it; as of the trail, who examines reads the whole of it
_READS_EXERCISES = frozenset({Role.CPO, Role.AUDITOR})
_MEDIA = {
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileForm.PDF: "application/pdf",
}


class LedgerRowView(msgspec.Struct, frozen=True, kw_only=True):
    """One provision. People are ids; `published`: PIPA §18④ wants it made public."""

    ledger_id: str
    kind: LedgerKind
    at: datetime
    organisation: str
    recipient_ko: str
    recipient_en: str
    purpose_ko: str
    purpose_en: str
    legal_bases: list[str]
    agreement_id: str | None
    agreement_version: int | None
    clause: str | None
    form: Form
    camera_ids: list[str]
    camera_count: int
    """More than `camera_ids` where which they were is not told."""
    incident_id: str | None
    incident_no: str
    grant_id: str | None
    planned_until: datetime | None
    until: datetime | None
    renewals: int
    ended_at: datetime | None
    end_reason: str | None
    end_reason_ko: str
    end_reason_en: str
    watched_s: int
    approver: str | None
    exercise: bool
    published: bool
    owner: str
    """The centre whose cameras we only relayed; empty = our own."""
    owner_name_ko: str
    owner_name_en: str


class Recipient(msgspec.Struct, frozen=True):
    organisation: str
    name_ko: str
    name_en: str


class LedgerPage(msgspec.Struct, frozen=True):
    """Newest first; `in_all` is how many the question has, `recipients` everybody in the ledger."""

    rows: list[LedgerRowView]
    in_all: int
    recipients: list[Recipient]


class LedgerExport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is to be in the file, and what for."""

    format: FileForm
    reason: Annotated[str, msgspec.Meta(max_length=600)]
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    organisation: Annotated[str, msgspec.Meta(max_length=80)] | None = None
    extent: Extent = Extent.ALL


def _view(shown: Shown) -> LedgerRowView:
    row = shown.row
    owner_ko, owner_en = owner_names(row.owner)
    same = {
        name: getattr(row, name)
        for name in LedgerRowView.__struct_fields__
        if hasattr(row, name) and name not in {"camera_ids", "legal_bases"}
    }
    return LedgerRowView(
        **same,
        camera_ids=list(row.told_camera_ids),
        camera_count=len(row.all_camera_ids),
        legal_bases=list(row.legal_bases),
        watched_s=shown.watched_s,
        published=is_published(row),
        owner_name_ko=owner_ko,
        owner_name_en=owner_en,
    )


def _for(who: SignedIn, span: Span) -> Span:
    return replace(span, exercises=who.role in _READS_EXERCISES)


@get("/", operation_id="ListLedger")
async def ledger_here(
    signed_in: Who,
    state: State,
    *,
    first: Annotated[str | None, QueryParameter(name="from")] = None,
    last: Annotated[str | None, QueryParameter(name="to")] = None,
    organisation: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_ROWS)] = 100,
) -> LedgerPage:
    """Days of Seoul, both included."""
    span = _for(signed_in, span_of(day_of(first, "from"), day_of(last, "to"), organisation))
    page = await ledger_page(state.database, state.desk.clock, span, limit=limit, after=after)
    return LedgerPage(
        rows=[_view(one) for one in page.shown],
        in_all=page.in_all,
        recipients=[Recipient(*one) for one in page.recipients],
    )


@post("/export", status_code=200, operation_id="ExportLedger")
async def export_here(
    data: JSONBody[LedgerExport], signed_in: Who, state: State
) -> Response[bytes]:
    """The file; the trail has its reason and hash before its first byte leaves."""
    wanted = Wanted(
        form=data.format,
        extent=data.extent,
        span=_for(signed_in, span_of(data.first, data.last, data.organisation)),
        reason=data.reason,
        by=signed_in.person_id,
        by_organisation=signed_in.person.organisation,
        centre=state.desk.centre.name_ko,
    )
    file = await export_ledger(state.database, wanted, state.desk.clock.now())
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=_MEDIA[data.format], headers=headers)


def ledger_router() -> Router:
    """For who answers for provisions or examines them."""
    return Router(
        "/api/ledger",
        route_handlers=[ledger_here, export_here],
        guards=[require(*READS_LEDGER)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["ledger"],
    )
