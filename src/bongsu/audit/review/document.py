"""The review as a Korean PDF for the file (접속기록 점검 결과보고서), handed out for a reason."""

from datetime import datetime
from pathlib import Path

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.audit.review.desk import MonthOverview
from bongsu.audit.review.review import Examiner, KeptFinding, Review
from bongsu.audit.review.words import (
    fact_words,
    kind_words,
    outcome_words,
    severity_words,
    state_words,
)
from bongsu.audit.stamp import read_stamp
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Database
from bongsu.kernel.documents.pdf import make_pdf

_TEMPLATE = Path(__file__).with_name("review.typ")
_MOST_SEQUENCES = 12


def seoul(at: str | None) -> str:
    """`2026-11-21 11:10:00`; a dash for what has not happened."""
    return "–" if at is None else read_stamp(at).astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")


async def review_file(
    database: Database,
    shown: MonthOverview,
    centre: str,
    reason: str,
    by: Examiner,
    now: datetime,
) -> bytes:
    """Makes the file, keeps its row, answers the file. Raises `ReasonMissing`."""
    why = checked_reason(reason)
    review = shown.reviewed
    content = await make_pdf(_TEMPLATE, document_of(shown, review, centre), now)
    download = Download(
        what="log_review",
        form="pdf",
        reason=why,
        by=by.person_id,
        organisation=by.organisation,
        sha256=hash_of(content),
        rows=len(review.findings),
        span={"month": shown.month},
    )
    async with database.work() as work:
        await keep_download(work, now, download)
    return content


def document_of(shown: MonthOverview, review: Review, centre: str) -> dict[str, object]:
    """What the template shows."""
    return {
        "title": f"{review.month[:4]}년 {int(review.month[5:])}월 접속기록 점검 결과",
        "centre": centre,
        "facts": [
            [
                "점검 대상",
                f"접속기록 {review.first_sequence}–{review.last_sequence}번, {review.rows_read:,}건",
            ],
            ["점검 자료 작성", seoul(review.made_at)],
            ["점검 기한", shown.due_at.astimezone(SEOUL).strftime("%Y-%m-%d")],
            ["상태", state_words(shown.state)],
            ["점검자(서명)", review.signed_by or "–"],
            ["서명 일시", seoul(review.signed_at)],
            ["서명한 내용의 해시(SHA-256)", review.sha256 or "–"],
            ["이력 번호", "–" if review.trail_sequence is None else str(review.trail_sequence)],
        ],
        "remark": review.remark,
        "findings": [_finding(finding) for finding in review.findings],
    }


def _finding(finding: KeptFinding) -> dict[str, object]:
    rows = ", ".join(map(str, finding.rows[:_MOST_SEQUENCES]))
    if len(finding.rows) > _MOST_SEQUENCES:
        rows += f" 외 {len(finding.rows) - _MOST_SEQUENCES}건"
    return {
        "number": finding.number,
        "kind": kind_words(finding.kind),
        "severity": severity_words(finding.severity),
        "who": finding.who or "–",
        "role": finding.role or "",
        "organisation": finding.organisation or "",
        "camera": finding.camera_id or "",
        "when": seoul(finding.first_at),
        "until": seoul(finding.last_at),
        "count": finding.count,
        "facts": fact_words(finding.facts),
        "rows": rows,
        "outcome": outcome_words(finding.outcome),
        "explanation": finding.explanation,
        "explained": ""
        if finding.explained_by is None
        else f"{finding.explained_by} · {seoul(finding.explained_at)}",
    }
