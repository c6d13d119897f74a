"""What the report of a pilot says: every figure from the trail's own rows, no figure without them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.kinds import TrailKind
from bongsu.sharing.agreement import Agreement, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.pilot.report import pilot_report
from bongsu.sharing.pilot.rows import Deed, PilotCall, Remark
from bongsu.sharing.pilot.views import PilotCount, PilotReport
from bongsu.sharing.reasons import Reason
from tests.sharing.pilot.rows import BEGAN, PILOT, TEXT, a_call, a_remark, did

LATER = BEGAN + timedelta(days=3)


def report(
    calls: Sequence[PilotCall] = (),
    deeds: Sequence[Deed] = (),
    remarks: Sequence[Remark] = (),
    *,
    agreement: Agreement = TEXT,
    now: datetime = LATER,
) -> PilotReport:
    lendings = {deed.grant_id for deed in deeds}
    return pilot_report(agreement, lendings, calls, deeds, remarks, now)


def figures(counts: Sequence[PilotCount]) -> dict[str, int]:
    return {one.key: one.count for one in counts}


def test_a_pilot_without_calls_says_so_and_invents_no_figure() -> None:
    said = report()
    assert (said.calls, said.opened, said.refused, said.remarks) == (0, 0, 0, [])
    assert (said.first_picture.p50_s, said.first_picture.p95_s) == (None, None)
    assert said.ratings == [0, 0, 0, 0, 0]


def test_it_names_the_version_and_its_limits() -> None:
    said = report()
    assert (said.agreement_id, said.version, said.stage) == ("SB-2026-PILOT", 2, "pilot")
    assert said.limits is not None
    assert (said.limits.hours, said.limits.calls_a_day) == (["22:00-06:00"], 2)
    assert said.limits.dongs == sorted(PILOT.dongs)


def test_calls_are_counted_by_service_category_code_and_dong_most_frequent_first() -> None:
    calls = [a_call(1), a_call(2, code="C1"), a_call(3, dong="정릉1동", category="THEFT")]
    said = report(calls)
    assert said.calls == 3
    assert figures(said.by_service) == {"P112_DISPATCH": 3}
    assert [one.key for one in said.by_category] == ["ROBBERY", "THEFT"]
    assert figures(said.by_code) == {"C0": 2, "C1": 1}
    assert figures(said.by_dong) == {"길음1동": 2, "정릉1동": 1}
    assert said.by_service[0].name_ko == "112 현장출동"


def test_opened_asked_and_refused_are_counted_by_lending_not_by_row() -> None:
    deeds = [
        did(TrailKind.LEND, 1),
        did(TrailKind.ASK, 2),
        did(TrailKind.LEND, 2, after_s=20),
        did(TrailKind.REFUSE, 3, reason=Reason.NOT_LISTED),
        did(TrailKind.REFUSE, 3, after_s=9, reason=Reason.OUTSIDE_AREA),
    ]
    said = report([a_call(1), a_call(2), a_call(3)], deeds)
    assert (said.lendings, said.opened, said.asked, said.refused) == (3, 2, 1, 1)
    assert figures(said.refusals) == {Reason.OUTSIDE_AREA: 1}, "its last reason"


@pytest.mark.parametrize("kind", [TrailKind.REFUSE, TrailKind.DENY])
def test_a_refusal_has_its_sentence_in_both_languages(kind: TrailKind) -> None:
    said = report([a_call(1)], [did(kind, 1, reason=Reason.APPROVAL_TIMED_OUT)])
    assert [(one.name_ko, one.name_en) for one in said.refusals] == [
        ("승인 시간 초과", "No approval in time")
    ]


def test_a_reason_that_this_release_does_not_know_is_shown_as_it_is() -> None:
    said = report([a_call(1)], [did(TrailKind.REFUSE, 1, reason="of_an_older_release")])
    assert (said.refusals[0].key, said.refusals[0].name_ko) == ("of_an_older_release",) * 2


def test_the_first_picture_is_measured_from_the_receipt_of_the_call() -> None:
    calls = [a_call(number) for number in range(1, 21)]
    deeds = [did(TrailKind.LEND, number) for number in range(1, 21)]
    deeds += [did(TrailKind.WATCH_STARTED, number, after_s=number) for number in range(1, 20)]
    # a second screen later, and one that was handed over before the first
    deeds += [
        did(TrailKind.WATCH_STARTED, 1, after_s=90),
        did(TrailKind.WATCH_STARTED, 2, after_s=2),
    ]
    first = report(calls, deeds).first_picture
    assert (first.measured, first.unseen) == (19, 1)
    assert (first.p50_s, first.p95_s) == (10.0, 19.0)


def test_cuts_have_their_reasons_and_one_taken_back_is_none() -> None:
    deeds = [
        did(TrailKind.WITHDRAW, 1, reason=Reason.WITHDRAWN),
        did(TrailKind.REASON, 1, reason=Reason.WITHDRAWN, cut_reason="privacy"),
        did(TrailKind.WITHDRAW, 2, reason=Reason.WITHDRAWN),
        did(TrailKind.UNDO, 2),
        did(TrailKind.WITHDRAW, 3, reason=Reason.WITHDRAWN),
        did(TrailKind.WITHDRAW, 4, reason=Reason.SUSPENDED),
    ]
    said = report([a_call(number) for number in range(1, 5)], deeds)
    assert said.cut == 3
    assert figures(said.cuts) == {"privacy": 1, "": 1, Reason.SUSPENDED: 1}
    names = {one.key: one.name_ko for one in said.cuts}
    assert names == {
        "privacy": "사생활 노출",
        "": "사유 미입력",
        Reason.SUSPENDED: "협약이 정지되었습니다",
    }


def test_expiries_are_counted() -> None:
    said = report([a_call(1)], [did(TrailKind.LEND, 1), did(TrailKind.EXPIRE, 1, after_s=1800)])
    assert said.expired == 1


def test_days_on_which_the_limit_was_reached_are_days_of_seoul() -> None:
    calls = [a_call(1), a_call(2, after=timedelta(minutes=59)), a_call(3, after=timedelta(hours=1))]
    deeds = [did(TrailKind.REFUSE, 3, reason=Reason.OUTSIDE_PILOT)]
    limits = report(calls, deeds).limits
    assert limits is not None
    assert limits.days_at_limit == [date(2026, 11, 1)]
    assert (limits.most_calls_on_a_day, limits.refused_by_limits) == (2, 1)


@pytest.mark.parametrize(
    ("now", "calls", "is_due"),
    [
        (LATER, 5, False),
        (LATER, 6, True),
        # 00:00 of the day in Seoul
        (datetime.fromisoformat("2026-11-29T15:00:00Z"), 0, True),
        (datetime.fromisoformat("2026-11-29T14:59:59Z"), 0, False),
    ],
)
def test_the_report_is_due_at_its_date_or_when_all_agreed_calls_were_made(
    now: datetime, calls: int, is_due: bool
) -> None:
    made = [a_call(number, after=timedelta(hours=number)) for number in range(calls)]
    assert report(made, now=now).is_due is is_due


def test_a_pilot_that_ends_before_its_date_is_due_at_its_end() -> None:
    short = replace(TEXT, ends=BEGAN + timedelta(days=2))
    assert report(agreement=short, now=short.ends).is_due
    assert not report(agreement=short, now=short.ends - timedelta(seconds=1)).is_due


def test_an_agreement_in_full_operation_has_figures_but_no_limits_and_is_never_due() -> None:
    full = replace(TEXT, stage=Stage.FULL, pilot=None)
    said = report([a_call(1)], agreement=full, now=TEXT.ends + timedelta(days=1))
    assert (said.calls, said.limits, said.is_due, said.report_due) == (1, None, False, None)


def test_remarks_carry_unit_body_and_day_but_no_name_and_no_incident() -> None:
    said = report(remarks=[a_remark(5, "골목 안이 보였음", unit_kind="vehicle"), a_remark(2)])
    assert said.ratings == [0, 1, 0, 0, 1]
    first = said.remarks[0]
    assert (first.unit_kind, first.organisation, first.organisation_name_ko) == (
        "vehicle",
        POLICE_SEONGBUK,
        "성북경찰서",
    )
    assert first.day == date(2026, 11, 2)
    wire = msgspec.json.encode(said.remarks).decode()
    assert not any(word in wire for word in ("per_", "inc_", "gr_", "rem_"))


_KINDS = st.sampled_from(
    [
        TrailKind.LEND,
        TrailKind.ASK,
        TrailKind.REFUSE,
        TrailKind.DENY,
        TrailKind.WITHDRAW,
        TrailKind.UNDO,
        TrailKind.REASON,
        TrailKind.EXPIRE,
        TrailKind.WATCH_STARTED,
    ]
)


@given(st.lists(st.builds(did, _KINDS, st.integers(1, 5), after_s=st.floats(0, 3600)), max_size=40))
def test_whatever_happened_no_figure_exceeds_the_lendings(deeds: list[Deed]) -> None:
    calls = [a_call(number) for number in range(1, 6)]
    said = report(calls, deeds)
    for figure in (said.opened, said.asked, said.refused, said.cut, said.expired):
        assert 0 <= figure <= said.lendings
    assert sum(figures(said.refusals).values()) == said.refused
    assert sum(figures(said.cuts).values()) == said.cut
    assert said.first_picture.unseen <= said.opened
    first = said.first_picture
    if first.measured:
        assert first.p50_s is not None
        assert first.p95_s is not None
        assert first.p50_s <= first.p95_s
