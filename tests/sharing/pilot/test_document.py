"""The pilot's report on paper shows every figure of the report, in words that a committee reads, and no name."""

import io
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from pypdf import PdfReader
from sqlalchemy.exc import DBAPIError

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.kernel.database import Database
from bongsu.sharing.agreement import Stage
from bongsu.sharing.pilot.document import Reader, document_of, pilot_file
from bongsu.sharing.pilot.report import pilot_report
from bongsu.sharing.pilot.views import PilotReport
from tests.databases import breaks
from tests.sharing.pilot.rows import BEGAN, TEXT, a_call, a_remark, did

READER = Reader("per_head", "SEONGBUK", "운영위원회 제출 자료")
NOW = BEGAN + timedelta(days=3)


def report(*, calls: int = 2, is_pilot: bool = True) -> PilotReport:
    text = TEXT if is_pilot else replace(TEXT, stage=Stage.FULL, pilot=None)
    numbers = range(1, calls + 1)
    deeds = [did(TrailKind.LEND, number) for number in numbers]
    deeds += [did(TrailKind.WATCH_STARTED, number, after_s=2.5) for number in numbers]
    deeds.append(did(TrailKind.REFUSE, 9, reason="outside_pilot"))
    remarks = [a_remark(5, "출입구가 보임"), a_remark(2, unit_kind="vehicle")]
    lendings = [f"gr_{number}" for number in (*numbers, 9)]
    called = [a_call(number) for number in numbers]
    return pilot_report(text, lendings, called, deeds, remarks if calls else [], NOW)


def facts(shown: dict[str, object], part: str) -> dict[str, str]:
    return dict(msgspec.convert(shown[part], list[tuple[str, str]]))


def test_figures_limits_and_words_stand_on_it() -> None:
    shown = document_of(report(), "성북구 통합관제센터")
    figures = facts(shown, "figures")
    assert figures["호출"] == "2건"
    assert figures["제공함"] == "2건 (열어 보지 않음 0건)"
    assert figures["제공하지 않음"] == "1건"
    assert figures["첫 영상까지"] == "중앙값 2.5초, 95% 2.5초"
    limits = facts(shown, "limits")
    assert limits["시간"] == "22:00-06:00"
    assert limits["전체 호출"] == "6건까지 (2건)"
    assert limits["한도에 닿은 날"] == "2026-11-01"
    assert limits["범위 밖이라 제공하지 않음"] == "1건"
    about = facts(shown, "facts")
    assert about["단계"] == "시범운영"
    assert about["보고 기한"] == "2026-11-30"
    assert "제2판" in about["협약"]


def test_remarks_have_a_unit_and_a_day_and_no_person() -> None:
    shown = document_of(report(), "성북구 통합관제센터")
    assert msgspec.convert(shown["remarks"], list[list[str]]) == [
        ["5", "출입구가 보임", "성북경찰서 상황실", "2026-11-02"],
        ["2", "–", "성북경찰서 차량", "2026-11-02"],
    ]
    assert "per_" not in msgspec.json.encode(shown).decode()


def test_what_was_not_measured_has_a_dash() -> None:
    figures = facts(document_of(report(calls=0), "센터"), "figures")
    assert figures["첫 영상까지"] == "중앙값 –, 95% –"


def test_an_agreement_without_a_pilot_has_no_limits_and_no_due_day() -> None:
    shown = document_of(report(is_pilot=False), "센터")
    assert shown["limits"] == []
    assert facts(shown, "facts")["보고 기한"] == "–"
    assert facts(shown, "facts")["단계"] == "본격 운영"


def test_a_report_that_is_due_says_so() -> None:
    late = msgspec.structs.replace(report(), is_due=True)
    assert facts(document_of(late, "센터"), "facts")["보고 기한"] == "2026-11-30 (기한 도래)"


def test_refusals_are_sentences_and_not_machine_words() -> None:
    counts = msgspec.convert(document_of(report(), "센터")["counts"], list[dict[str, object]])
    (why,) = [one["rows"] for one in counts if one["title"] == "제공하지 않은 까닭"]
    assert why == [["시범운영의 범위(시간·행정동·건수) 밖입니다", "1"]]


@pytest.mark.parametrize("calls", [0, 2])
async def test_it_is_a_document_that_can_be_read(database: Database, calls: int) -> None:
    content = await pilot_file(database, report(calls=calls), "성북구 통합관제센터", READER, NOW)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "시범운영 결과 보고" in text
    assert "운영책임자" in text
    assert ("현장 의견이 없다" in text) == (calls == 0)


async def test_a_file_whose_row_cannot_be_kept_does_not_leave(database: Database) -> None:
    await breaks(database, "trail")
    with pytest.raises(DBAPIError, match="bad sector"):
        await pilot_file(database, report(), "센터", READER, NOW)
    assert await list_trail(database) == []
