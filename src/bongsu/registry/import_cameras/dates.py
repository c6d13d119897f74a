"""Reads 설치년월 and 데이터기준일자 as they are written, and says how much of a date is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bongsu.registry.camera import Precision
from bongsu.registry.import_cameras.flags import Flag

_DATE = re.compile(r"(\d{4})(?:\s*[-./년]\s*(\d{1,2})\s*(?:[-./월]\s*(\d{1,2})?\s*일?)?)?\.?년?")
_JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_FIRST_CCTV_YEAR = 1970
_FEWEST_ROWS_OF_A_HABIT = 20


@dataclass(frozen=True, slots=True)
class PartDate:
    """A date of which only year, or year and month, may be known; unknown parts are 1."""

    day: date
    precision: Precision

    def is_after(self, other: "PartDate") -> bool:
        """True only if it is later at the precision that both have."""
        if Precision.YEAR in (self.precision, other.precision):
            return self.day.year > other.day.year
        if Precision.MONTH in (self.precision, other.precision):
            return (self.day.year, self.day.month) > (other.day.year, other.day.month)
        return self.day > other.day


@dataclass(frozen=True, slots=True)
class Installed:
    """`trusted` is false when the date cannot be true; it is kept all the same."""

    date: PartDate | None
    trusted: bool
    flags: tuple[Flag, ...] = ()


def read_date(text: str) -> PartDate | None:
    """`2020-03-31`, `2020.3.24`, `2019-11`, `2019년 11월`, `201911`, `2019`; anything else is None."""
    match = _JOINED.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0:
        return None
    try:
        known = date(year, month or 1, day or 1) if month != 0 and day != 0 else None
    except ValueError:
        return None
    if known is None:
        return None
    if month is None:
        return PartDate(known, Precision.YEAR)
    return PartDate(known, Precision.MONTH if day is None else Precision.DAY)


def read_installed(text: str | None, reference: PartDate | None) -> Installed:
    """A date later than the file's own date is kept, flagged and not trusted."""
    if not text:
        return Installed(None, trusted=False)
    found = read_date(text)
    if found is None:
        return Installed(None, trusted=False, flags=(Flag.INSTALLED_UNREADABLE,))
    if found.day.year < _FIRST_CCTV_YEAR:
        # 1905-07 is what a spreadsheet makes of a bare 2014 that it takes for a count of days
        return Installed(found, trusted=False, flags=(Flag.INSTALLED_IMPLAUSIBLE,))
    if reference is not None and found.is_after(reference):
        return Installed(found, trusted=False, flags=(Flag.INSTALLED_AFTER_REFERENCE,))
    return Installed(found, trusted=True)


def month_is_habit(texts: Sequence[str]) -> bool:
    """True if a whole column says January: then the month was filled in by habit and only the year is known."""
    dates = [found for text in texts if text and (found := read_date(text))]
    months = [found for found in dates if found.precision is Precision.MONTH]
    if len(months) < _FEWEST_ROWS_OF_A_HABIT or len({found.day.year for found in months}) < 2:
        return False
    return all(found.day.month == 1 for found in months)
