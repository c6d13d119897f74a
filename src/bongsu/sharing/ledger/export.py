"""The ledger as a file: XLSX to work with, PDF to sign and keep; and the list that PIPA §18④ wants published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Database
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.kernel.documents.sheet import Cell, Column, Sheet, make_sheet
from bongsu.sharing.ledger.list_ledger import Shown, ledger_span
from bongsu.sharing.ledger.row import FILE_NAME, FORMS, KINDS, LedgerRow
from bongsu.sharing.ledger.rules import is_published
from bongsu.sharing.ledger.store import Span
from bongsu.sharing.ledger.words import basis_ko, relayed_ko

MOST_ROWS = {"xlsx": 100_000, "pdf": 10_000}
TITLE = "개인영상정보 이용·제3자 제공 대장"
PUBLISHED_TITLE = "개인정보의 목적 외 이용·제3자 제공 공고"
_TEMPLATE = Path(__file__).parent / "ledger.typ"


class FileForm(StrEnum):
    XLSX = "xlsx"
    PDF = "pdf"


class Extent(StrEnum):
    """The whole ledger, or only what PIPA §18④ wants published, without anything that §18④ does not name."""

    ALL = "all"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for, by whom, what for."""

    form: FileForm
    extent: Extent
    span: Span
    reason: str
    by: str
    by_organisation: str
    centre: str


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


async def export_ledger(database: Database, wanted: Wanted, now: datetime) -> File:
    """Makes the file, keeps the trail's row with its hash, answers the file. Raises `ReasonMissing`, `SpanTooLong`."""
    reason = checked_reason(wanted.reason)
    shown = await ledger_span(database, now, wanted.span, MOST_ROWS[wanted.form])
    if wanted.extent is Extent.PUBLISHED:
        shown = [one for one in shown if is_published(one.row)]
    content = await _made(wanted, shown, now)
    download = Download(
        what="ledger" if wanted.extent is Extent.ALL else "ledger_published",
        form=wanted.form,
        reason=reason,
        by=wanted.by,
        organisation=wanted.by_organisation,
        sha256=hash_of(content),
        rows=len(shown),
        span={"period": period(wanted.span), "organisation": wanted.span.organisation},
    )
    async with database.work() as work:
        await keep_download(work, now, download)
    return File(_name(wanted, now), content)


async def _made(wanted: Wanted, shown: Sequence[Shown], now: datetime) -> bytes:
    is_all = wanted.extent is Extent.ALL
    columns = _COLUMNS if is_all else _PUBLISHED
    title = TITLE if is_all else PUBLISHED_TITLE
    rows = [_cells(one) if is_all else _published_cells(one.row) for one in shown]
    if wanted.form is FileForm.XLSX:
        about: list[tuple[str, Cell]] = [
            ("문서", title),
            ("기관", wanted.centre),
            ("기간", period(wanted.span)),
            ("건수", len(rows)),
            ("작성(서울 시각)", now),
        ]
        return await make_sheet(Sheet("대장", columns, rows, about=about), now)
    data = {
        "title": title,
        "centre": wanted.centre,
        "period": period(wanted.span),
        "all": is_all,
        "rows": [_pdf_row(one) for one in shown] if is_all else [_texts(row) for row in rows],
        "watched": duration(sum(one.watched_s for one in shown)),
        "file_name": FILE_NAME[0],
    }
    return await make_pdf(_TEMPLATE, data, now)


_COLUMNS = (
    Column("번호", 8),
    Column("구분", 12),
    Column("개인정보파일", 14),
    Column("제공받는 자", 22),
    Column("이용·제공 목적", 34),
    Column("이용·제공 근거", 46),
    Column("협약", 16),
    Column("조항", 10),
    Column("형태", 12),
    Column("카메라(대)", 10),
    Column("카메라 번호", 30),
    Column("시작", 19),
    Column("예정 종료", 19),
    Column("연장(회)", 9),
    Column("실제 종료", 19),
    Column("시청(초)", 10),
    Column("종료 사유", 28),
    Column("승인자", 32),
    Column("사건번호", 22),
    Column("시험·훈련", 9),
)
_PUBLISHED = (
    Column("이용·제공 일자", 14),
    Column("법적 근거", 46),
    Column("목적", 34),
    Column("개인정보의 항목", 20),
    Column("제공받는 자", 24),
)


def _cells(shown: Shown) -> list[Cell]:
    row = shown.row
    return [
        row.ledger_id[-8:],
        kind_of(row),
        FILE_NAME[0],
        row.recipient_ko,
        row.purpose_ko,
        grounds(row),
        agreement(row),
        article(row.clause),
        FORMS[row.form][0],
        len(row.all_camera_ids),
        " ".join(row.told_camera_ids),
        row.at,
        row.planned_until,
        row.renewals,
        row.ended_at,
        shown.watched_s,
        row.end_reason_ko,
        row.approver,
        row.incident_no,
        "시험" if row.exercise else None,
    ]


def _published_cells(row: LedgerRow) -> list[Cell]:
    return [
        row.at.astimezone(SEOUL).date(),
        grounds(row),
        row.purpose_ko,
        FILE_NAME[0],
        row.recipient_ko,
    ]


def _pdf_row(shown: Shown) -> dict[str, object]:
    row = shown.row
    return {
        "at": _minute(row.at),
        "ended": _minute(row.ended_at) if row.ended_at else "진행 중",
        "planned": _minute(row.planned_until) if row.planned_until else "",
        "kind": kind_of(row),
        "recipient": row.recipient_ko,
        "purpose": row.purpose_ko,
        "no": row.incident_no,
        "grounds": grounds(row),
        "clause": " ".join(filter(None, (agreement(row), article(row.clause)))),
        "form": FORMS[row.form][0],
        "cameras": f"{len(row.all_camera_ids)}대",
        "watched": duration(shown.watched_s),
        "reason": row.end_reason_ko,
        "approved": row.approver is not None,
        "exercise": row.exercise,
    }


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]


def kind_of(row: LedgerRow) -> str:
    return relayed_ko(row.owner) if row.owner else KINDS[row.kind][0]


def grounds(row: LedgerRow) -> str:
    return ", ".join(basis_ko(basis) for basis in row.legal_bases)


def agreement(row: LedgerRow) -> str:
    return f"{row.agreement_id} 제{row.agreement_version}판" if row.agreement_id else ""


def article(clause: str | None) -> str:
    number, dot, paragraph = (clause or "").partition(".")
    if not dot:
        return clause or ""
    return f"제{number}조제{paragraph}항"


def duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}시간 {minutes}분"
    return f"{minutes}분 {rest}초" if minutes else f"{rest}초"


def period(span: Span) -> str:
    """`2026-11-01 – 2026-11-30`, in days of Seoul, both included."""
    first = "처음" if span.since is None else f"{span.since.astimezone(SEOUL).date()}"
    if span.before is None:
        return f"{first} – 현재"
    # the span ends before the next midnight
    last = datetime.fromtimestamp(span.before.timestamp() - 1, SEOUL).date()
    return f"{first} – {last}"


def _minute(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")


def _name(wanted: Wanted, now: datetime) -> str:
    day = now.astimezone(SEOUL).strftime("%Y%m%d-%H%M")
    stem = "ledger" if wanted.extent is Extent.ALL else "provisions-published"
    return f"{stem}-{day}.{wanted.form}"
