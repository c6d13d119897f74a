"""Dates of which only part is known, and dates that cannot be true."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.camera import Precision
from bongsu.registry.import_cameras.dates import (
    PartDate,
    month_is_habit,
    read_date,
    read_installed,
)
from bongsu.registry.import_cameras.flags import Flag

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
MARCH_2020 = PartDate(date(2020, 3, 31), DAY)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2020-03-31", date(2020, 3, 31), DAY),
        ("2020.3.24", date(2020, 3, 24), DAY),
        ("2020. 3. 24", date(2020, 3, 24), DAY),
        ("2020/3/4", date(2020, 3, 4), DAY),
        ("20200331", date(2020, 3, 31), DAY),
        ("2018-12", date(2018, 12, 1), MONTH),
        ("201812", date(2018, 12, 1), MONTH),
        ("2018년 7월", date(2018, 7, 1), MONTH),
        ("2018년 7월 3일", date(2018, 7, 3), DAY),
        ("2018", date(2018, 1, 1), YEAR),
        ("2018년", date(2018, 1, 1), YEAR),
    ],
)
def test_a_date_says_how_much_of_it_is_known(text: str, day: date, precision: Precision) -> None:
    assert read_date(text) == PartDate(day, precision)


@pytest.mark.parametrize(
    "text",
    ["", "2018-13", "2018-00", "2019-02-30", "미상", "18-12", "0000-01", "2018-12-00", "12/2018"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "later"),
    [("2020-12", True), ("2020-04", True), ("2020-03", False), ("2020", False), ("2021", True)],
)
def test_later_than_the_file_is_judged_at_the_precision_that_is_known(
    text: str, later: bool
) -> None:
    installed = read_installed(text, MARCH_2020)
    assert (Flag.INSTALLED_AFTER_REFERENCE in installed.flags) is later
    assert installed.trusted is not later
    assert installed.date is not None, "kept all the same"


def test_an_unreadable_date_is_flagged_and_an_empty_one_is_not() -> None:
    assert read_installed("미상", MARCH_2020).flags == (Flag.INSTALLED_UNREADABLE,)
    assert read_installed("", MARCH_2020).flags == ()
    assert read_installed(None, MARCH_2020).date is None


def test_the_year_that_a_spreadsheet_took_for_days_is_flagged_and_not_trusted() -> None:
    installed = read_installed("1905-07", MARCH_2020)
    assert installed.flags == (Flag.INSTALLED_IMPLAUSIBLE,)
    assert not installed.trusted


def test_a_whole_column_of_january_means_that_only_the_year_is_known() -> None:
    assert month_is_habit([f"20{year:02d}-01" for year in range(25)])


def test_one_other_month_and_the_column_is_believed() -> None:
    assert not month_is_habit([f"20{year:02d}-01" for year in range(25)] + ["2019-07"])


def test_few_rows_or_one_year_show_no_habit() -> None:
    assert not month_is_habit(["2018-01"] * 10)
    assert not month_is_habit(["2018-01"] * 500)
    assert not month_is_habit([])


@given(st.text(max_size=20))
def test_no_text_can_break_the_reading_of_a_date(text: str) -> None:
    read_date(text)
    read_installed(text, MARCH_2020)


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)))
def test_every_iso_date_is_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == PartDate(day, DAY)
