"""Pure rules that read one cell of a survey sheet each: a value, nothing said, or a named refusal."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from bongsu.registry.camera import CameraKind, Precision
from bongsu.registry.import_cameras.dates import read_date

Value = float | str
_NUMBER = re.compile(r"[+-]?\d{1,6}(\.\d{1,12})?", re.ASCII)
_EARLIEST_YEAR = 2000


class Refusal(StrEnum):
    """Why a row is not taken; several may hold."""

    WRONG_CELL_COUNT = "wrong_cell_count"
    CAMERA_MISSING = "camera_missing"
    CAMERA_UNKNOWN = "camera_unknown"
    CAMERA_REMOVED = "camera_removed"
    CAMERA_REPEATED = "camera_repeated"
    KIND_UNREADABLE = "kind_unreadable"
    BEARING_UNREADABLE = "bearing_not_0_to_360"
    HFOV_UNREADABLE = "hfov_not_1_to_360"
    RANGE_UNREADABLE = "range_not_1_to_2000_m"
    HEIGHT_UNREADABLE = "height_not_up_to_300_m"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"


_KINDS = {kind.value: kind for kind in CameraKind} | {
    "회전": CameraKind.PTZ,
    "회전형": CameraKind.PTZ,
    "고정": CameraKind.FIXED,
    "고정형": CameraKind.FIXED,
}


def read_kind(text: str) -> Value | Refusal:
    kind = _KINDS.get(text.lower())
    return Refusal.KIND_UNREADABLE if kind is None else kind.value


def _between(least: float, most: float, otherwise: Refusal) -> Callable[[str], Value | Refusal]:
    def read(text: str) -> Value | Refusal:
        number = float(text) if _NUMBER.fullmatch(text) else None
        return number if number is not None and least <= number <= most else otherwise

    return read


def read_bearing(text: str) -> Value | Refusal:
    """360 is north, which is 0."""
    found = _between(0.0, 360.0, Refusal.BEARING_UNREADABLE)(text)
    return found % 360.0 if isinstance(found, float) else found


# column of the table `cameras` → how its cell is read
READ_CELL: Mapping[str, Callable[[str], Value | Refusal]] = {
    "kind": read_kind,
    "bearing_deg": read_bearing,
    "hfov_deg": _between(1.0, 360.0, Refusal.HFOV_UNREADABLE),
    "range_m": _between(1.0, 2_000.0, Refusal.RANGE_UNREADABLE),
    "height_m": _between(0.1, 300.0, Refusal.HEIGHT_UNREADABLE),
}


def read_day(text: str, today: date) -> date | Refusal:
    """A whole date; a month alone does not say which of two surveys is the newer."""
    found = read_date(text)
    if found is None or found.precision is not Precision.DAY or found.day.year < _EARLIEST_YEAR:
        return Refusal.DATE_UNREADABLE
    return Refusal.DATE_IN_FUTURE if found.day > today else found.day
