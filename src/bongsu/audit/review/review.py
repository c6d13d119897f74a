"""A review as it is kept: its findings, what people wrote to them, and the very bytes that the CPO signs."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bongsu.audit.entry import canonical
from bongsu.kernel.failures import Failure, Kind

CPO, AUDITOR = "CPO", "AUDITOR"


class Outcome(StrEnum):
    """설명됨, 조치함, 추가 조사."""

    EXPLAINED = "explained"
    ACTED = "acted"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True)
class Examiner:
    """Who reads or writes a review; `role` is a word of identity's."""

    person_id: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding in its review, with the reviewer's words. `role` is what `who` signed in as."""

    finding_id: str
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
    rows: tuple[int, ...]
    facts: dict[str, object]
    outcome: str | None = None
    explanation: str = ""
    explained_by: str | None = None
    explained_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One month's review; the running month's has no `made_at`."""

    month: str
    made_at: str | None
    first_sequence: int
    last_sequence: int
    rows_read: int
    findings: tuple[KeptFinding, ...]
    remark: str = ""
    signed_at: str | None = None
    signed_by: str | None = None
    sha256: str | None = None
    trail_sequence: int | None = None


class UnknownReview(Failure):
    """No review of that month, or no finding of that number."""

    kind = Kind.NOT_FOUND
    code = "unknown_review"


class AlreadySigned(Failure):
    """What was signed stays."""

    kind = Kind.CONFLICT
    code = "already_signed"


class NotYetExplained(Failure):
    """Every finding gets its outcome before the month is signed."""

    kind = Kind.CONFLICT
    code = "not_yet_explained"


class ReviewChanged(Failure):
    """Somebody wrote to the review since it was read: read it again, then sign."""

    kind = Kind.CONFLICT
    code = "review_changed"


class OwnFinding(Failure):
    """Nobody judges a finding about themselves, nor signs a month that holds one."""

    kind = Kind.REFUSED
    code = "own_finding"


class NotTheReviewer(Failure):
    """The CPO reviews; an auditor only where a finding is about the CPO."""

    kind = Kind.REFUSED
    code = "not_the_reviewer"


def hash_of_review(review: Review) -> str:
    """SHA-256 over all that is signed: what was found, what was written to it, and the remark."""
    text = {
        "month": review.month,
        "made_at": review.made_at,
        "first_sequence": review.first_sequence,
        "last_sequence": review.last_sequence,
        "rows_read": review.rows_read,
        "findings": review.findings,
        "remark": review.remark,
    }
    return sha256(canonical(text)).hexdigest()


def must_be_open(review: Review) -> None:
    """Raises `AlreadySigned`."""
    if review.signed_at is not None:
        raise AlreadySigned(f"the review of {review.month} is signed")


def may_judge(by: Examiner, finding: KeptFinding) -> None:
    """Raises `OwnFinding`, `NotTheReviewer`."""
    if finding.who == by.person_id:
        raise OwnFinding("a finding about you is explained by somebody else")
    if by.role == CPO or (by.role == AUDITOR and finding.role == CPO):
        return
    raise NotTheReviewer("the CPO writes here; an auditor only where a finding is about the CPO")


def may_sign(by: Examiner, review: Review) -> None:
    """The CPO; where a finding is about the CPO, an auditor instead. Raises `OwnFinding`, `NotTheReviewer`."""
    if any(finding.who == by.person_id for finding in review.findings):
        raise OwnFinding("a month with a finding about you is signed by somebody else")
    if by.role == CPO:
        return
    if by.role != AUDITOR or all(finding.role != CPO for finding in review.findings):
        raise NotTheReviewer("the CPO signs; an auditor only where a finding is about the CPO")


def must_be_ready(review: Review, seen: str) -> None:
    """Raises `AlreadySigned`, `NotYetExplained`, `ReviewChanged`; `seen` is the hash of what the signer read."""
    must_be_open(review)
    missing = [finding.number for finding in review.findings if finding.outcome is None]
    if missing:
        raise NotYetExplained(f"findings without an outcome: {', '.join(map(str, missing))}")
    if seen != hash_of_review(review):
        raise ReviewChanged("the review has changed since you read it")
