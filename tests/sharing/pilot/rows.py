"""A pilot on paper: two dongs at night for a month, and the rows that its report is made from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bongsu.audit.kinds import TrailKind
from bongsu.sharing.agreement import Agreement, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.pilot.rows import Deed, PilotCall, Remark

# 23:00 in Seoul
BEGAN = datetime(2026, 11, 1, 14, 0, tzinfo=UTC)
PILOT = Pilot(
    hours=("22:00-06:00",),
    dongs=frozenset({"1129066000", "1129052500"}),
    calls_a_day=2,
    calls_in_all=6,
    report_due=date(2026, 11, 30),
)
TEXT: Agreement = replace(
    SEONGBUK_2023_08,
    agreement_id="SB-2026-PILOT",
    version=2,
    stage=Stage.PILOT,
    pilot=PILOT,
    starts=BEGAN,
    ends=BEGAN + timedelta(days=40),
)
_numbers = count(1)


def a_call(number: int, *, after: timedelta = timedelta(), **more: str) -> PilotCall:
    said = {
        "service": "P112_DISPATCH",
        "category": "ROBBERY",
        "code": "C0",
        "dong": "길음1동",
        **more,
    }
    return PilotCall(
        incident_id=f"inc_{number}",
        service_name=("112 현장출동", "112 dispatch"),
        category_name=("강도", "Robbery"),
        received_at=BEGAN + after,
        **said,
    )


def did(
    kind: TrailKind,
    number: int,
    *,
    after_s: float = 0.0,
    reason: str | None = None,
    cut_reason: str | None = None,
) -> Deed:
    """A deed about the lending `gr_<number>` of the call `inc_<number>`."""
    at = BEGAN + timedelta(seconds=after_s)
    return Deed(kind, f"gr_{number}", f"inc_{number}", at, reason, cut_reason)


def a_remark(rating: int, text: str = "", *, unit_kind: str = "room") -> Remark:
    number = next(_numbers)
    return Remark(
        remark_id=f"rem_{number}",
        incident_id=f"inc_{number}",
        grant_id=f"gr_{number}",
        person_id=f"per_{number}",
        organisation=POLICE_SEONGBUK,
        unit_kind=unit_kind,
        agreement_id=TEXT.agreement_id,
        agreement_version=TEXT.version,
        rating=rating,
        text=text,
        # half past midnight in Seoul: the next day there
        at=BEGAN + timedelta(minutes=90),
    )
