"""The pilot's report as a Korean PDF (시범운영 결과 보고서), handed out for a reason: what the committee decides upon."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Database
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.sharing.pilot.views import PilotCount, PilotLimits, PilotRemark, PilotReport

_TEMPLATE = Path(__file__).with_name("report.typ")
_STAGES = {"pilot": "시범운영", "full": "본격 운영"}
_UNITS = {"room": "상황실", "vehicle": "차량"}
NONE = "–"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who takes the file away, and what for."""

    person_id: str
    organisation: str
    reason: str


async def pilot_file(
    database: Database, report: PilotReport, centre: str, by: Reader, now: datetime
) -> bytes:
    """Makes the file, keeps its row, answers the file. Raises `ReasonMissing`."""
    why = checked_reason(by.reason)
    content = await make_pdf(_TEMPLATE, document_of(report, centre), now)
    download = Download(
        what="pilot_report",
        form="pdf",
        reason=why,
        by=by.person_id,
        organisation=by.organisation,
        sha256=hash_of(content),
        rows=report.calls,
        span={"agreement_id": report.agreement_id, "version": report.version},
    )
    async with database.work() as work:
        await keep_download(work, now, download)
    return content


def document_of(report: PilotReport, centre: str) -> dict[str, object]:
    """What the template shows."""
    return {
        "title": "시범운영 결과 보고",
        "centre": centre,
        "facts": _facts(report),
        "limits": _limits(report.limits, report.calls) if report.limits else [],
        "figures": _figures(report),
        "counts": [
            {"title": title, "rows": _rows(counts)}
            for title, counts in (
                ("서비스별 호출", report.by_service),
                ("유형별 호출", report.by_category),
                ("코드별 호출", report.by_code),
                ("행정동별 호출", report.by_dong),
                ("제공하지 않은 까닭", report.refusals),
                ("제공 중단의 까닭", report.cuts),
            )
        ],
        "ratings": " · ".join(f"{n}점 {count}명" for n, count in enumerate(report.ratings, 1)),
        "remarks": [_remark(one) for one in report.remarks],
    }


def _facts(report: PilotReport) -> list[list[str]]:
    due = f"{report.report_due}" if report.report_due else NONE
    return [
        ["협약", f"{report.title_ko} ({report.agreement_id} 제{report.version}판)"],
        ["단계", _STAGES.get(report.stage, report.stage)],
        ["기간", f"{_day(report.starts)} – {_day(report.ends)}"],
        ["보고 기한", f"{due} (기한 도래)" if report.is_due else due],
    ]


def _limits(limits: PilotLimits, calls: int) -> list[list[str]]:
    return [
        ["시간", ", ".join(limits.hours) or NONE],
        ["행정동", ", ".join(limits.dongs) or NONE],
        ["하루 호출", f"{limits.calls_a_day}건까지 (가장 많은 날 {limits.most_calls_on_a_day}건)"],
        ["전체 호출", f"{limits.calls_in_all}건까지 ({calls}건)"],
        ["한도에 닿은 날", ", ".join(str(day) for day in limits.days_at_limit) or NONE],
        ["범위 밖이라 제공하지 않음", f"{limits.refused_by_limits}건"],
    ]


def _figures(report: PilotReport) -> list[list[str]]:
    first = report.first_picture
    return [
        ["호출", f"{report.calls}건"],
        ["제공 판단", f"{report.lendings}건"],
        ["제공함", f"{report.opened}건 (열어 보지 않음 {first.unseen}건)"],
        ["승인을 물음", f"{report.asked}건"],
        ["제공하지 않음", f"{report.refused}건"],
        ["제공 중단", f"{report.cut}건"],
        ["시간 만료", f"{report.expired}건"],
        ["첫 영상까지", f"중앙값 {_seconds(first.p50_s)}, 95% {_seconds(first.p95_s)}"],
        ["첫 영상을 잰 제공", f"{first.measured}건"],
    ]


def _rows(counts: list[PilotCount]) -> list[list[str]]:
    return [[one.name_ko or NONE, f"{one.count}"] for one in counts]


def _remark(one: PilotRemark) -> list[str]:
    unit = _UNITS.get(one.unit_kind, one.unit_kind)
    return [
        f"{one.rating}",
        one.text or NONE,
        f"{one.organisation_name_ko} {unit}",
        f"{one.day}",
    ]


def _seconds(waited_s: float | None) -> str:
    return NONE if waited_s is None else f"{waited_s:.1f}초"


def _day(at: datetime) -> str:
    return f"{at.astimezone(SEOUL).date()}"
