"""Makes a month's review from the trail: streams the rows through the rules and keeps what they found."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any  # Any: columns of a row as the driver gives them

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.review.finding import Finding
from bongsu.audit.review.month import after, begins
from bongsu.audit.review.review import KeptFinding, Review
from bongsu.audit.review.row import Sessions
from bongsu.audit.review.rules import BEFORE, MonthCheck
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.review.store import (
    BATCH,
    add_review,
    first_since,
    review_of,
    review_rows,
    rows_of,
)
from bongsu.audit.stamp import stamp
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_id

log = structlog.get_logger()
SYSTEM = "system"
# grants and sessions that began before the month; the usual hours of an account are learned here too
_BEFORE = timedelta(days=31)


async def look_through(database: Database, settings: ReviewSettings, month: str) -> Review:
    """The findings of a month as the trail stands now; keeps nothing. Raises nothing for an empty month."""
    async with database.read() as connection:
        known = await first_since(connection, stamp(begins(month) - _BEFORE))
        first = await first_since(connection, stamp(begins(month)))
        last = await first_since(connection, stamp(begins(after(month)))) - 1
    check = MonthCheck(settings)
    await _walk(database, check, known, first - 1, BEFORE, counts=False)
    await _walk(database, check, first, last, check.kinds, counts=True)
    found = await asyncio.to_thread(check.findings)
    findings = tuple(
        _kept(number, finding, check.sessions) for number, finding in enumerate(found, 1)
    )
    return Review(
        month=month,
        made_at=None,
        first_sequence=first,
        last_sequence=last,
        rows_read=last - first + 1,
        findings=findings,
    )


async def _walk(
    database: Database,
    check: MonthCheck,
    first: int,
    last: int,
    kinds: Collection[TrailKind],
    *,
    counts: bool,
) -> None:
    while first <= last:
        # one short read after another: a long one would keep the write-ahead log from being emptied
        async with database.read() as connection:
            rows = await rows_of(connection, first, last, kinds)
        await asyncio.to_thread(_take, check, rows, counts)
        if len(rows) < BATCH:
            return
        first = rows[-1][0] + 1


def _take(check: MonthCheck, rows: Sequence[tuple[Any, ...]], counts: bool) -> None:
    check.walk(review_rows(rows, counts=counts))


def _kept(number: int, finding: Finding, sessions: Sessions) -> KeptFinding:
    return KeptFinding(
        finding_id=new_id("fnd"),
        number=number,
        kind=finding.kind.value,
        severity=finding.severity.value,
        who=finding.who,
        role=sessions.role_of.get(finding.who or ""),
        organisation=finding.organisation,
        camera_id=finding.camera_id,
        first_at=stamp(datetime.fromtimestamp(finding.first_at, UTC)),
        last_at=stamp(datetime.fromtimestamp(finding.last_at, UTC)),
        count=finding.count,
        rows=finding.rows,
        facts=dict(finding.facts),
    )


async def make_review(
    database: Database, settings: ReviewSettings, month: str, now: datetime
) -> Review:
    """The month's review, made once; a second time answers the first."""
    seen = await look_through(database, settings, month)
    async with database.work() as work:
        kept = await review_of(work.connection, month)
        if kept is not None:
            return kept
        review = replace(seen, made_at=stamp(now))
        await add_review(work.connection, review)
        body = {
            "deed": "made",
            "month": month,
            "findings": len(review.findings),
            "first_sequence": review.first_sequence,
            "last_sequence": review.last_sequence,
        }
        await record(work, now, Entry(kind=TrailKind.LOG_REVIEW, actor=SYSTEM, body=body))
    log.info("log review made", month=month, findings=len(review.findings))
    return review
