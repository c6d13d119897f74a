"""The reader of survey sheets: no row is lost, every bad cell is named."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.import_cameras.failures import FileFault
from bongsu.registry.import_cameras.read import read_bytes
from bongsu.registry.import_survey.cells import READ_CELL, Refusal, read_day, read_kind
from bongsu.registry.import_survey.sheet import COLUMNS, NotASurvey, Sheet, read_sheet

TODAY = date(2026, 3, 1)
HEADER = ",".join(COLUMNS)
CELL = st.one_of(
    st.sampled_from(
        ["", " ", "90", "360", "-1", "ptz", "회전형", "2026-02-01", "SB-0001-1", "nan"]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)


def read(*lines: str, header: str = HEADER, encoding: str = "utf-8-sig") -> Sheet:
    content = "\r\n".join([header, *lines, ""]).encode(encoding)
    return read_sheet(read_bytes("sheet.csv", content), TODAY)


def refusals(line: str) -> tuple[Refusal, ...]:
    sheet = read(line)
    return sheet.refused[0].reasons if sheet.refused else ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp949"])
def test_a_row_says_only_what_its_filled_cells_say(encoding: str) -> None:
    (stated,) = read(" sb-0001-1 ,회전형, 90.5 ,,,,2026-02-01", encoding=encoding).stated
    assert (stated.row, stated.camera_id, stated.on) == (1, "SB-0001-1", date(2026, 2, 1))
    assert stated.findings == {"kind": "ptz", "bearing_deg": 90.5}


def test_columns_may_be_missing_and_stand_in_any_order() -> None:
    (stated,) = read("90,SB-0001-1", header="bearing_deg,Camera_ID").stated
    assert stated.findings == {"bearing_deg": 90.0}
    assert stated.on is None


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (",,90,,,,", Refusal.CAMERA_MISSING),
        ("SB-0001-1,dome,,,,,", Refusal.KIND_UNREADABLE),
        ("SB-0001-1,,360.1,,,,", Refusal.BEARING_UNREADABLE),
        ("SB-0001-1,,-0.1,,,,", Refusal.BEARING_UNREADABLE),
        ("SB-0001-1,,북동,,,,", Refusal.BEARING_UNREADABLE),
        ("SB-0001-1,,nan,,,,", Refusal.BEARING_UNREADABLE),
        ("SB-0001-1,,９０,,,,", Refusal.BEARING_UNREADABLE),
        ("SB-0001-1,,,0.9,,,", Refusal.HFOV_UNREADABLE),
        ("SB-0001-1,,,361,,,", Refusal.HFOV_UNREADABLE),
        ("SB-0001-1,,,,0,,", Refusal.RANGE_UNREADABLE),
        ("SB-0001-1,,,,,301,", Refusal.HEIGHT_UNREADABLE),
        ("SB-0001-1,,90,,,,2026-02", Refusal.DATE_UNREADABLE),
        ("SB-0001-1,,90,,,,어제", Refusal.DATE_UNREADABLE),
        ("SB-0001-1,,90,,,,1905-07-06", Refusal.DATE_UNREADABLE),
        ("SB-0001-1,,90,,,,2026-03-02", Refusal.DATE_IN_FUTURE),
        ("SB-0001-1,,90,,", Refusal.WRONG_CELL_COUNT),
        ("SB-0001-1,,90,,,,,왼쪽", Refusal.WRONG_CELL_COUNT),
    ],
)
def test_each_bad_cell_has_its_name(line: str, refusal: Refusal) -> None:
    assert refusals(line) == (refusal,)


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    assert refusals("SB-0001-1,dome,400,0,,,내일") == (
        Refusal.KIND_UNREADABLE,
        Refusal.BEARING_UNREADABLE,
        Refusal.HFOV_UNREADABLE,
        Refusal.DATE_UNREADABLE,
    )


def test_the_limits_themselves_are_good_and_360_is_north() -> None:
    low, high = read("A,,0,1,1,0.1,", "B,,360,360,2000,300,2026-03-01").stated
    assert low.findings["bearing_deg"] == high.findings["bearing_deg"] == 0.0
    assert high.findings["hfov_deg"] == 360.0


def test_one_camera_twice_needs_two_days() -> None:
    sheet = read("A,,1,,,,2026-02-01", "A,,2,,,,2026-02-02", "A,,3,,,,2026-02-01", "A,,4,,,,")
    assert [one.row for one in sheet.stated] == [1, 2]
    assert [one.reasons for one in sheet.refused] == [(Refusal.CAMERA_REPEATED,)] * 2


def test_empty_lines_are_counted_and_unknown_columns_named() -> None:
    sheet = read("A,90,높음", ",,", "", header="camera_id,bearing_deg,비고")
    assert sheet.empty == [2, 3]
    assert sheet.ignored_columns == ["비고"]


@pytest.mark.parametrize(
    "header", ["camera_id,surveyed_on", "bearing_deg", "camera_id,bearing_deg,bearing_deg", "a,b"]
)
def test_a_header_without_findings_is_no_survey(header: str) -> None:
    with pytest.raises(NotASurvey, match=r"sheet\.csv"):
        read("x", header=header)


@given(st.lists(st.lists(CELL, min_size=1, max_size=9), max_size=20))
def test_no_row_is_ever_lost(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([list(COLUMNS), *rows])
    sheet = read_sheet(read_bytes("sheet.csv", text.getvalue().encode()), TODAY)
    numbers = [one.row for one in sheet.stated] + [one.row for one in sheet.refused] + sheet.empty
    assert sorted(numbers) == [row.number for row in sheet.raw.rows]
    assert all(one.reasons for one in sheet.refused)


@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=10))
def test_whatever_is_taken_lies_within_the_limits(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([list(COLUMNS), *rows])
    for one in read_sheet(read_bytes("sheet.csv", text.getvalue().encode()), TODAY).stated:
        assert one.camera_id
        assert 0.0 <= float(one.findings.get("bearing_deg", 0.0)) < 360.0
        assert 1.0 <= float(one.findings.get("hfov_deg", 1.0)) <= 360.0
        assert one.on is None or one.on <= TODAY


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    for start in (b"", HEADER.encode() + b"\n"):
        with suppress(FileFault):
            assert read_sheet(read_bytes("sheet.csv", start + content), TODAY).raw.header


@given(CELL)
def test_a_cell_is_read_or_refused_and_never_raises(text: str) -> None:
    for reader in READ_CELL.values():
        assert isinstance(reader(text), float | str)
    assert isinstance(read_day(text, TODAY), date | Refusal)


@pytest.mark.parametrize(("word", "kind"), [("PTZ", "ptz"), ("고정", "fixed"), ("lpr", "lpr")])
def test_kinds_are_said_in_either_language(word: str, kind: str) -> None:
    assert read_kind(word) == kind
