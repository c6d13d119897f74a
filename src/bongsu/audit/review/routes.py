"""`/api/log-reviews`: months, findings with their rows, what is written to them, the signature, the document."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from litestar.types import Guard

from bongsu.audit.list_trail import rows_with
from bongsu.audit.review.desk import MonthOverview, ReviewDesk, ReviewState
from bongsu.audit.review.document import review_file
from bongsu.audit.review.month import month_named
from bongsu.audit.review.review import Examiner, Outcome, Review, hash_of_review
from bongsu.audit.review.write import LONGEST_TEXT, explain, finding_numbered, kept_in, remark, sign
from bongsu.audit.routes import TrailPage, view_of
from bongsu.audit.stamp import stamp

_Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding; `who` is a person_id, `rows` are sequences of the trail (the first of `count`)."""

    number: int
    kind: str
    severity: str
    who: str | None
    role: str | None
    organisation: str | None
    camera_id: str | None
    first_at: str
    last_at: str
    count: int
    rows: list[int]
    facts: dict[str, object]
    outcome: Outcome | None
    explanation: str
    explained_by: str | None
    explained_at: str | None


class MonthView(msgspec.Struct, frozen=True, kw_only=True):
    """One month of the list; figures are None before its review was made."""

    month: str
    state: ReviewState
    due_at: str
    made_at: str | None
    findings: int | None
    alarms: int | None
    explained: int | None
    signed_at: str | None
    signed_by: str | None


class MonthList(msgspec.Struct, frozen=True):
    """Newest first."""

    months: list[MonthView]


class ReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """A month's review; `sha256` is the hash of what is shown, and what a signature is given to."""

    month: str
    state: ReviewState
    due_at: str
    made_at: str | None
    first_sequence: int
    last_sequence: int
    rows_read: int
    findings: list[FindingView]
    remark: str
    sha256: str
    signed_at: str | None
    signed_by: str | None
    trail_sequence: int | None


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the reviewer found out."""

    outcome: Outcome
    explanation: _Text


class Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """총평."""

    remark: _Text


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`sha256` of the review as it was read."""

    sha256: Annotated[str, msgspec.Meta(min_length=64, max_length=64)]


class DocumentWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file is for."""

    reason: Annotated[str, msgspec.Meta(max_length=600)]


def _month_view(shown: MonthOverview) -> MonthView:
    review = shown.review
    findings = () if review is None else review.findings
    return MonthView(
        month=shown.month,
        state=shown.state,
        due_at=stamp(shown.due_at),
        made_at=None if review is None else review.made_at,
        findings=None if review is None else len(findings),
        alarms=None if review is None else sum(one.severity == "alarm" for one in findings),
        explained=None if review is None else sum(one.outcome is not None for one in findings),
        signed_at=None if review is None else review.signed_at,
        signed_by=None if review is None else review.signed_by,
    )


def _review_view(shown: MonthOverview, review: Review) -> ReviewView:
    return ReviewView(
        month=review.month,
        state=shown.state,
        due_at=stamp(shown.due_at),
        made_at=review.made_at,
        first_sequence=review.first_sequence,
        last_sequence=review.last_sequence,
        rows_read=review.rows_read,
        findings=[
            msgspec.convert(one, FindingView, from_attributes=True) for one in review.findings
        ],
        remark=review.remark,
        sha256=review.sha256 or hash_of_review(review),
        signed_at=review.signed_at,
        signed_by=review.signed_by,
        trail_sequence=review.trail_sequence,
    )


@get("/", operation_id="ListLogReviews")
async def months_here(state: State) -> MonthList:
    """Every month of the trail and how its review stands."""
    desk: ReviewDesk = state.reviews
    return MonthList([_month_view(one) for one in await desk.overviews()])


@get("/{month:str}", operation_id="GetLogReview")
async def review_here(month: FromPath[str], state: State) -> ReviewView:
    """One month; the running one is a preview of what the rules say so far."""
    desk: ReviewDesk = state.reviews
    shown = await desk.review(month)
    return _review_view(shown, shown.reviewed)


@get("/{month:str}/findings/{number:int}/rows", operation_id="ListFindingRows")
async def rows_here(month: FromPath[str], number: FromPath[int], state: State) -> TrailPage:
    """The rows that prove a finding, oldest first."""
    desk: ReviewDesk = state.reviews
    finding = finding_numbered((await desk.review(month)).reviewed, number)
    rows = await rows_with(desk.database, finding.rows)
    return TrailPage(rows=[view_of(row) for row in rows])


@post("/{month:str}/findings/{number:int}", status_code=200, operation_id="ExplainFinding")
async def explain_here(
    month: FromPath[str],
    number: FromPath[int],
    data: JSONBody[Explanation],
    state: State,
    examiner: NamedDependency[Examiner],
) -> ReviewView:
    """The outcome and the words to one finding."""
    desk: ReviewDesk = state.reviews
    month_named(month)
    async with desk.database.work() as work:
        await explain(
            work, month, number, data.outcome, data.explanation, examiner, desk.clock.now()
        )
    return await _again(desk, month)


@post("/{month:str}/remark", status_code=200, operation_id="RemarkLogReview")
async def remark_here(
    month: FromPath[str], data: JSONBody[Remark], state: State, examiner: NamedDependency[Examiner]
) -> ReviewView:
    """The overall remark."""
    desk: ReviewDesk = state.reviews
    month_named(month)
    async with desk.database.work() as work:
        await remark(work, month, data.remark, examiner, desk.clock.now())
    return await _again(desk, month)


@post("/{month:str}/sign", status_code=200, operation_id="SignLogReview")
async def sign_here(
    month: FromPath[str],
    data: JSONBody[Signature],
    state: State,
    examiner: NamedDependency[Examiner],
) -> ReviewView:
    """The signature under what was read; after it nothing changes any more."""
    desk: ReviewDesk = state.reviews
    month_named(month)
    async with desk.database.work() as work:
        await sign(work, month, data.sha256, examiner, desk.clock.now())
    return await _again(desk, month)


@post("/{month:str}/pdf", status_code=200, operation_id="PrintLogReview")
async def pdf_here(
    month: FromPath[str],
    data: JSONBody[DocumentWanted],
    state: State,
    examiner: NamedDependency[Examiner],
) -> Response[bytes]:
    """The review as a document."""
    desk: ReviewDesk = state.reviews
    async with desk.database.read() as connection:
        await kept_in(connection, month_named(month))
    content = await review_file(
        desk.database,
        await desk.review(month),
        desk.centre,
        data.reason,
        examiner,
        desk.clock.now(),
    )
    named = f'attachment; filename="log-review-{month}.pdf"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": named})


async def _again(desk: ReviewDesk, month: str) -> ReviewView:
    shown = await desk.review(month)
    return _review_view(shown, shown.reviewed)


def review_router(guards: Sequence[Guard], examiner: Provide) -> Router:
    """`app.state.reviews` is the `ReviewDesk`; `examiner` provides who asks. Who may write is judged by review.py."""
    deeds = [explain_here, remark_here, sign_here, pdf_here]
    return Router(
        "/api/log-reviews",
        route_handlers=[months_here, review_here, rows_here, *deeds],
        guards=list(guards),
        dependencies={"examiner": examiner},
        tags=["audit"],
    )
