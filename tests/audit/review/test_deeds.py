"""Downloads and their reasons, hasty approvals, and rows that are findings by themselves."""

from dataclasses import replace

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import FindingKind
from tests.audit.review.judged import WHO, answers, found, kinds
from tests.audit.review.months import (
    CENTRE,
    POLICE,
    Deed,
    at,
    download,
)


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        (
            download(WHO, at(9, 9), "recording", "수사 협조 요청 자료"),
            FindingKind.DOWNLOAD_NO_INCIDENT,
        ),
        (download(WHO, at(9, 9), "ledger", "업무"), FindingKind.WEAK_REASON),
        (download(WHO, at(9, 9), "ledger", ""), FindingKind.WEAK_REASON),
        (download(WHO, at(9, 9), "ledger", "구의회 자료 요구"), None),
        (download(WHO, at(9, 9), "recording", "수사 협조 요청", "inc_a"), None),
    ],
)
def test_downloads_need_an_incident_and_a_reason(deed: Deed, kind: FindingKind | None) -> None:
    assert kinds([deed]) == ([] if kind is None else [kind])


def test_the_very_same_reason_again_and_again() -> None:
    same = [download(WHO, at(day, 9), "trail", "정기 점검  자료") for day in range(2, 7)]
    assert kinds(same) == [FindingKind.SAME_REASON]
    assert kinds(same[:-1]) == []
    others = [replace(deed, actor=f"per_{n}") for n, deed in enumerate(same)]
    assert kinds(others) == []


def test_approvals_that_nobody_can_have_read() -> None:
    (finding,) = found(answers(5, 3))
    assert (finding.kind, finding.who, finding.count) == (
        FindingKind.QUICK_APPROVALS,
        "per_lead",
        5,
    )
    assert finding.facts == {"approvals": 8}
    assert kinds(answers(4, 0)) == []
    assert kinds(answers(5, 20)) == [], "a few of very many"


@pytest.mark.parametrize(
    ("kind", "body", "finding", "severity"),
    [
        (TrailKind.JOURNAL_BROKEN, {"why": "row 4 is missing"}, "journal_break", "alarm"),
        (TrailKind.CLOCK_SET_BACK, {}, "clock_set_back", "alarm"),
        (
            TrailKind.OPEN_NAMES,
            {"person_ids": ["per_1"], "asked_by": "per_a"},
            "names_opened",
            "note",
        ),
        (TrailKind.SUSPEND_AGREEMENT, {"reason": "점검"}, "agreement_suspended", "note"),
        (TrailKind.WITHDRAW_KEY, {"key_id": "key_1"}, "key_withdrawn", "note"),
        (TrailKind.REASON, {"cut_reason": "privacy"}, "cut_for_purpose", "warn"),
        (TrailKind.REASON, {"cut_reason": "wrong_purpose"}, "cut_for_purpose", "warn"),
    ],
)
def test_rows_that_are_findings_by_themselves(
    kind: TrailKind, body: dict[str, object], finding: str, severity: str
) -> None:
    (one,) = found([Deed(at(9, 9), kind, "per_x", CENTRE, body=body)])
    assert (one.kind, one.severity, one.count) == (finding, severity, 1)


def test_names_are_about_who_asked_and_a_cut_about_nobody_of_ours() -> None:
    opened = Deed(at(9, 9), TrailKind.OPEN_NAMES, "per_b", body={"asked_by": "per_a"})
    cut = Deed(at(9, 10), TrailKind.REASON, "per_op", POLICE, body={"cut_reason": "privacy"})
    by_kind = {finding.kind: finding for finding in found([opened, cut])}
    assert by_kind[FindingKind.NAMES_OPENED].who == "per_a"
    assert by_kind[FindingKind.CUT_FOR_PURPOSE].who is None
    assert by_kind[FindingKind.CUT_FOR_PURPOSE].organisation == POLICE


def test_a_mistaken_cut_is_no_finding() -> None:
    assert kinds([Deed(at(9, 9), TrailKind.REASON, WHO, body={"cut_reason": "mistake"})]) == []
