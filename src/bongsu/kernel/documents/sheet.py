"""XLSX by XlsxWriter: rows go to the disk as they come, numbers stay numbers, times are Seoul times, and a text is text,
whatever it begins with: no cell that came from outside can become a formula or a link."""

import asyncio
import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Failure, Kind

Cell: TypeAlias = str | int | float | bool | date | datetime | None
MOST_LETTERS = 32_767
MOST_ROWS = 1_048_575
_EXACT = 2**53
# a spreadsheet that saves as CSV would hand these to the next reader as a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class TooManyRows(Failure):
    """More than one sheet can hold."""

    kind = Kind.INVALID
    code = "too_many_rows"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and its width in letters; `thousands`: money and large counts are marked by thousands."""

    title: str
    width: float = 14.0
    thousands: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, and what is to be known about it (on a sheet of its own)."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    about_name: str = "작성 정보"
    about: Sequence[tuple[str, Cell]] = ()


async def make_sheet(sheet: Sheet, made_at: datetime) -> bytes:
    """The same bytes for the same input. Raises `TooManyRows`."""
    return await asyncio.to_thread(sheet_of, sheet, made_at)


def sheet_of(sheet: Sheet, made_at: datetime) -> bytes:
    """`make_sheet` for whoever has no loop."""
    return book_of(sheet.name, [sheet], made_at)


def book_of(title: str, sheets: Sequence[Sheet], made_at: datetime) -> bytes:
    """Several tables in one file, in this order. Raises `TooManyRows`."""
    file = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "created": _seoul(made_at)})
        writer = _Writer(
            head=book.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1}),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
            guarded=book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            at=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            plain=book.add_format({"valign": "top"}),
            thousands=book.add_format({"num_format": "#,##0", "valign": "top"}),
        )
        for sheet in sheets:
            _table(book.add_worksheet(sheet.name), writer, sheet)
            if sheet.about:
                _about(book.add_worksheet(sheet.about_name), writer, sheet.about)
    return file.getvalue()


def csv_of(sheet: Sheet) -> bytes:
    """The table as CSV for Excel: UTF-8 behind its mark, and no text that it would take for a formula."""
    lines = StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([_csv_cell(one.title) for one in sheet.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return "\ufeff".encode() + lines.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    if isinstance(cell, datetime):
        return f"{_seoul(cell):%Y-%m-%d %H:%M:%S}"
    return "" if cell is None else str(cell)


def _table(page: Worksheet, writer: "_Writer", sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.title, writer.head)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last > MOST_ROWS:
            raise TooManyRows(f"a sheet holds {MOST_ROWS} rows: ask for a shorter span")
        for number, cell in enumerate(row):
            writer.write(page, last, number, cell, thousands=sheet.columns[number].thousands)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _about(page: Worksheet, writer: "_Writer", about: Sequence[tuple[str, Cell]]) -> None:
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 60)
    for number, (name, value) in enumerate(about):
        page.write_string(number, 0, name, writer.plain)
        writer.write(page, number, 1, value)


def _seoul(at: datetime) -> datetime:
    return at.astimezone(SEOUL).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts one value into one cell by its own type."""

    head: Format
    text: Format
    guarded: Format
    at: Format
    day: Format
    plain: Format
    thousands: Format

    def write(
        self, page: Worksheet, row: int, column: int, cell: Cell, *, thousands: bool = False
    ) -> None:
        match cell:
            case None:
                return
            case bool():
                page.write_boolean(row, column, cell, self.plain)
            case int() | float() if math.isfinite(cell) and abs(cell) < _EXACT:
                look = self.thousands if thousands else self.plain
                page.write_number(row, column, cell, look)
            case datetime():
                page.write_datetime(row, column, _seoul(cell), self.at)
            case date():
                page.write_datetime(row, column, cell, self.day)
            case _:
                self._write_text(page, row, column, str(cell))

    def _write_text(self, page: Worksheet, row: int, column: int, text: str) -> None:
        look = self.guarded if text.startswith(_FORMULA) else self.text
        cut = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
        page.write_string(row, column, cut, look)
