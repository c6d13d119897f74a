"""Cells of a fleet's CSV as values: places, whole numbers, claims, and days with how much of them is known."""

import re
from collections.abc import Mapping
from datetime import date

from bongsu.planning.replacement.camera import Known
from bongsu.planning.words import Told

_YES = {"1", "y", "yes", "true", "유", "있음", "o"}
_NO = {"0", "n", "no", "false", "무", "없음", "x"}
_DATE = re.compile(r"^(\d{4})(?:[-./년 ]+(\d{1,2})(?:[-./월 ]+(\d{1,2}))?)?[일 월년.]*$")
_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_KOREA = ((33.0, 39.0), (124.0, 132.0))
_EARLIEST = 1970


class BadCell(Exception):
    """A cell that cannot be true; `name` is its field."""

    def __init__(self, name: str, ko: str, en: str) -> None:
        super().__init__(en)
        self.name = name
        self.told = Told(ko, en)


def place(cells: Mapping[str, str]) -> tuple[float, float]:
    lat, lon = number(cells, "lat"), number(cells, "lon")
    if lat is None or lon is None:
        name = "lat" if lat is None else "lon"
        raise BadCell(name, "좌표가 없습니다", "It has no place")
    (south, north), (west, east) = _KOREA
    if south <= lat <= north and west <= lon <= east:
        return lat, lon
    if south <= lon <= north and west <= lat <= east:
        raise BadCell("lat", "위도와 경도가 바뀌었습니다", "Latitude and longitude are swapped")
    raise BadCell("lat", "대한민국 밖입니다", "It lies outside Korea")


def number(cells: Mapping[str, str], name: str) -> float | None:
    text = cells.get(name, "").replace(",", "")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        raise BadCell(name, "숫자가 아닙니다", "This is no number") from None
    # also refuses nan and inf
    if not abs(found) < 1e15:
        raise BadCell(name, "숫자가 아닙니다", "This is no number")
    return found


def whole(cells: Mapping[str, str], name: str) -> int | None:
    found = number(cells, name)
    if found is None:
        return None
    if found < 0 or found != int(found):
        raise BadCell(name, "0 이상의 정수여야 합니다", "It must be a whole number, 0 or more")
    return int(found)


def weight(cells: Mapping[str, str]) -> float:
    found = number(cells, "weight")
    if found is None:
        return 1.0
    if not 0.0 <= found <= 100.0:
        raise BadCell("weight", "0에서 100 사이여야 합니다", "It must lie between 0 and 100")
    return found


def claim(cells: Mapping[str, str], name: str) -> bool | None:
    text = cells.get(name, "").lower()
    if not text:
        return None
    if text in _YES | _NO:
        return text in _YES
    raise BadCell(name, "유/무 중 하나여야 합니다", "It must be yes or no")


def day(cells: Mapping[str, str], name: str) -> tuple[date | None, Known]:
    """A day and how much of it is known: `2017`, `2017-03`, `2017.3.5`, `2017년 3월`, `201703`, `20170305`."""
    text = cells.get(name, "")
    if not text:
        return None, Known.NONE
    found = _DIGITS.match(text) or _DATE.match(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, of_month = (int(part) if part else 0 for part in found.groups())
        if not _EARLIEST <= year <= 2200:
            raise ValueError(text)
        said = date(year, month or 1, of_month or 1)
    except ValueError:
        raise BadCell(name, "날짜가 아닙니다", "This is no date") from None
    return said, Known.DAY if of_month else Known.MONTH if month else Known.YEAR
