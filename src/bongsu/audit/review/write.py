"""What people do with a review: explain findings, remark, sign. Each deed is a row of the trail."""

from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.review.review import (
    CPO,
    Examiner,
    KeptFinding,
    Outcome,
    Review,
    UnknownReview,
    may_judge,
    may_sign,
    must_be_open,
    must_be_ready,
)
from bongsu.audit.review.store import (
    Connection,
    keep_remark,
    keep_signature,
    keep_words,
    review_of,
)
from bongsu.audit.stamp import stamp
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid

LONGEST_TEXT = 2000


async def kept_in(connection: Connection, month: str) -> Review:
    """Raises `UnknownReview`."""
    review = await review_of(connection, month)
    if review is None:
        raise UnknownReview(f"no review of {month} was made yet")
    return review


def finding_numbered(review: Review, number: int) -> KeptFinding:
    """Raises `UnknownReview`."""
    found = next((one for one in review.findings if one.number == number), None)
    if found is None:
        raise UnknownReview(f"the review of {review.month} has no finding {number}")
    return found


def _text(typed: str, field: str, *, at_least: int = 0) -> str:
    text = typed.strip()
    if not at_least <= len(text) <= LONGEST_TEXT:
        raise Invalid(f"{field}: {at_least} to {LONGEST_TEXT} letters", field=field)
    return text


async def explain(
    work: Work,
    month: str,
    number: int,
    outcome: Outcome,
    explanation: str,
    by: Examiner,
    now: datetime,
) -> None:
    """Writes the outcome and the words to one finding, again and again until the month is signed."""
    review = await kept_in(work.connection, month)
    finding = finding_numbered(review, number)
    must_be_open(review)
    may_judge(by, finding)
    text = _text(explanation, "explanation", at_least=2)
    await keep_words(
        work.connection, finding.finding_id, outcome.value, text, by.person_id, stamp(now)
    )
    await _tell(work, now, by, month, "explained", finding=number, outcome=outcome.value)


async def remark(work: Work, month: str, text: str, by: Examiner, now: datetime) -> None:
    """The overall remark (총평)."""
    review = await kept_in(work.connection, month)
    must_be_open(review)
    _may_remark(by, review)
    await keep_remark(work.connection, month, _text(text, "remark"))
    await _tell(work, now, by, month, "remarked")


def _may_remark(by: Examiner, review: Review) -> None:
    """Whoever may sign, and a CPO who may not because of a finding; no auditor beside a CPO who may."""
    if by.role != CPO:
        may_sign(by, review)


async def sign(work: Work, month: str, seen: str, by: Examiner, now: datetime) -> str:
    """Signs what was read (`seen` is its hash); the hash lies in the trail, and the review stays as it is."""
    review = await kept_in(work.connection, month)
    may_sign(by, review)
    must_be_ready(review, seen)
    sequence = await _tell(work, now, by, month, "signed", sha256=seen)
    await keep_signature(work.connection, month, seen, by.person_id, stamp(now), sequence)
    return seen


async def _tell(
    work: Work, now: datetime, by: Examiner, month: str, deed: str, **more: object
) -> int:
    entry = Entry(
        kind=TrailKind.LOG_REVIEW,
        actor=by.person_id,
        organisation=by.organisation,
        body={"deed": deed, "month": month, **more},
    )
    return await record(work, now, entry)
