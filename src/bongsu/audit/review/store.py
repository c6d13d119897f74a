"""The trail's rows of a month, a few thousand at a time, and the reviews that were made of them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias  # Any: columns of a row as the driver gives them

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.review import KeptFinding, Review
from bongsu.audit.review.row import ReviewRow
from bongsu.audit.review.tables import log_findings, log_reviews
from bongsu.audit.stamp import read_stamp
from bongsu.audit.tables import trail

Connection: TypeAlias = AsyncConnection
BATCH = 5000
_READ = (
    trail.c.sequence,
    trail.c.at,
    trail.c.kind,
    trail.c.actor,
    trail.c.organisation,
    trail.c.incident_id,
    trail.c.grant_id,
    trail.c.camera_id,
    trail.c.body,
)


async def last_sequence(connection: Connection) -> int:
    return (await connection.execute(select(func.max(trail.c.sequence)))).scalar_one() or 0


async def first_at(connection: Connection) -> str | None:
    """The time of the first row."""
    asked = select(trail.c.at).order_by(trail.c.sequence).limit(1)
    return (await connection.execute(asked)).scalar_one_or_none()


async def first_since(connection: Connection, at: str) -> int:
    """The sequence of the first row at or after a time: by halving, since sequences have no gaps and times an order."""
    low, high = 1, await last_sequence(connection) + 1
    while low < high:
        middle = (low + high) // 2
        asked = select(trail.c.at).where(trail.c.sequence == middle)
        found = (await connection.execute(asked)).scalar_one()
        low, high = (middle + 1, high) if found < at else (low, middle)
    return low


async def rows_of(
    connection: Connection, first: int, last: int, kinds: Collection[TrailKind]
) -> Sequence[tuple[Any, ...]]:
    """At most `BATCH` rows of those kinds between two sequences, as `review_rows` takes them."""
    asked = select(*_READ).where(trail.c.sequence.between(first, last))
    # || '' keeps the plan on the order of sequences; by the index of kinds each batch would sort the month
    asked = asked.where(trail.c.kind.op("||")("").in_([kind.value for kind in kinds]))
    rows = await connection.execute(asked.order_by(trail.c.sequence).limit(BATCH))
    return [tuple(row) for row in rows]


def review_rows(rows: Sequence[tuple[Any, ...]], *, counts: bool) -> list[ReviewRow]:
    return [
        ReviewRow(
            sequence=row[0],
            at=read_stamp(row[1]).timestamp(),
            kind=row[2],
            actor=row[3],
            organisation=row[4],
            incident_id=row[5],
            grant_id=row[6],
            camera_id=row[7],
            body=row[8],
            counts=counts,
        )
        for row in rows
    ]


async def add_review(connection: Connection, review: Review) -> None:
    values = {
        "month": review.month,
        "made_at": review.made_at,
        "first_sequence": review.first_sequence,
        "last_sequence": review.last_sequence,
        "rows_read": review.rows_read,
        "remark": review.remark,
    }
    await connection.execute(insert(log_reviews), values)
    if review.findings:
        rows = [_values(review.month, finding) for finding in review.findings]
        await connection.execute(insert(log_findings), rows)


def _values(month: str, finding: KeptFinding) -> dict[str, object]:
    return {
        **asdict(finding),
        "month": month,
        "rows": msgspec.json.encode(finding.rows).decode(),
        "facts": msgspec.json.encode(finding.facts, order="sorted").decode(),
    }


async def months_reviewed(connection: Connection) -> list[str]:
    return list((await connection.execute(select(log_reviews.c.month))).scalars())


async def review_of(connection: Connection, month: str) -> Review | None:
    asked = select(log_reviews).where(log_reviews.c.month == month)
    row = (await connection.execute(asked)).mappings().one_or_none()
    if row is None:
        return None
    findings = select(log_findings).where(log_findings.c.month == month)
    found = await connection.execute(findings.order_by(log_findings.c.number))
    return Review(**row, findings=tuple(_finding(dict(one)) for one in found.mappings()))


def _finding(columns: dict[str, Any]) -> KeptFinding:
    del columns["month"]
    rows = msgspec.json.decode(columns.pop("rows"), type=tuple[int, ...])
    facts = msgspec.json.decode(columns.pop("facts"), type=dict[str, object])
    return KeptFinding(**columns, rows=rows, facts=facts)


async def keep_words(
    connection: Connection, finding_id: str, outcome: str, explanation: str, by: str, at: str
) -> None:
    row = update(log_findings).where(log_findings.c.finding_id == finding_id)
    values = {"outcome": outcome, "explanation": explanation}
    await connection.execute(row.values(**values, explained_by=by, explained_at=at))


async def keep_remark(connection: Connection, month: str, remark: str) -> None:
    row = update(log_reviews).where(log_reviews.c.month == month)
    await connection.execute(row.values(remark=remark))


async def keep_signature(
    connection: Connection, month: str, sha256: str, by: str, at: str, trail_sequence: int
) -> None:
    row = update(log_reviews).where(log_reviews.c.month == month)
    values = {"signed_at": at, "signed_by": by, "sha256": sha256}
    await connection.execute(row.values(**values, trail_sequence=trail_sequence))
