"""What changed from one version to the next: each field by its path and words, nothing for what stayed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bongsu.sharing.agreement import Agreement, ClauseKind, Stage
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.differences import differences
from bongsu.sharing.names import Names

TEXT = SEONGBUK_2023_08
FIRST = TEXT.clauses[0]


def said(**changes: object) -> dict[str, str]:
    after: Agreement = replace(TEXT, version=2, **changes)  # type: ignore[arg-type] # by name
    return {one.field: one.text_ko for one in differences(TEXT, after, Names())}


def clause(**changes: object) -> dict[str, str]:
    changed = replace(FIRST, **changes)  # type: ignore[arg-type] # by name
    return said(clauses=(changed, *TEXT.clauses[1:]))


def test_another_number_of_the_same_text_is_no_change() -> None:
    assert said() == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_ko": "새 협약"}, f"제목: {TEXT.title_ko} → 새 협약"),
        ({"approve_within_s": 45}, "승인 시간(초): 60 → 45"),
        ({"centre_phone": "02-1"}, f"관제센터 전화: {TEXT.centre_phone} → 02-1"),
        ({"stage": Stage.PILOT}, "단계: full → pilot"),
        ({"may_record": True}, "녹화: False → True"),
        ({"area": frozenset({"11290", "11305"})}, "지역: 11290 → 11290, 11305"),
        ({"approver_roles": frozenset({"CPO"})}, "승인자: SHIFT_LEAD → CPO"),
        ({"parties": TEXT.parties[:2]}, "당사자: 바뀜"),
        ({"examples": ()}, "예시: 바뀜"),
    ],
)
def test_what_holds_for_the_whole_is_named_with_before_and_after(
    changes: dict[str, object], words: str
) -> None:
    (path,) = changes
    assert said(**changes) == {path: words}


def test_a_moment_is_said_in_seoul_time() -> None:
    at = datetime(2030, 12, 31, 15, 0, tzinfo=UTC)
    assert said(ends=at)["ends"].endswith("→ 2031-01-01 00:00")


def test_a_date_that_was_none_has_a_dash() -> None:
    before = replace(TEXT, review_due=None)
    (found,) = differences(before, replace(TEXT, review_due=date(2030, 5, 1)), Names())
    assert found.text_ko == "재검토 기한: - → 2030-05-01"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"radius_m": 100.0}, f"반경(m): {FIRST.radius_m:g} → 100"),
        ({"max_cameras": 1}, f"카메라 수: {FIRST.max_cameras} → 1"),
        ({"ttl_s": 60}, f"시간(초): {FIRST.ttl_s} → 60"),
        ({"hours": ("09:00-18:00",)}, "시간대: - → 09:00-18:00"),
        ({"kind": ClauseKind.FORBID}, "종류: live → forbid"),
        ({"categories": frozenset({"FIRE"})}, "FIRE"),
    ],
)
def test_a_clauses_field_is_named_with_its_number(changes: dict[str, object], words: str) -> None:
    (name,) = changes
    (line,) = clause(**changes).items()
    assert line[0] == f"clauses[{FIRST.number}].{name}"
    assert line[1].startswith(FIRST.number)
    assert words in line[1]


def test_a_clause_that_goes_and_one_that_comes_are_sentences() -> None:
    gone = said(clauses=TEXT.clauses[1:])
    assert gone[f"clauses[{FIRST.number}]"].startswith("삭제: 제")
    new = replace(FIRST, number="99.1")
    come = said(clauses=(*TEXT.clauses, new))
    assert come == {"clauses[99.1]": come["clauses[99.1]"]}
    assert come["clauses[99.1]"].startswith("추가: 제99조제1항")


def test_the_order_of_clauses_is_no_change() -> None:
    assert said(clauses=TEXT.clauses[::-1]) == {}


def test_another_number_of_a_clause_is_one_that_goes_and_one_that_comes() -> None:
    assert set(clause(number="98.1")) == {f"clauses[{FIRST.number}]", "clauses[98.1]"}


def test_there_and_back_names_the_same_fields() -> None:
    other = replace(
        TEXT, centre_phone="02-1", clauses=(replace(FIRST, ttl_s=60), *TEXT.clauses[1:])
    )
    there = [one.field for one in differences(TEXT, other, Names())]
    assert [one.field for one in differences(other, TEXT, Names())] == there
