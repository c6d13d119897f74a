"""Reads a survey sheet row by row without the register: every row is stated, refused by name, or empty."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bongsu.registry.import_cameras.failures import FileFault
from bongsu.registry.import_cameras.read import RawFile, RawRow
from bongsu.registry.import_survey.cells import READ_CELL, Refusal, Value, read_day

COLUMNS = ("camera_id", *READ_CELL, "surveyed_on")


class NotASurvey(FileFault):
    """A header from which no finding could be read."""

    code: ClassVar[str] = "not_a_survey"


@dataclass(frozen=True, slots=True)
class Stated:
    """What one row says. `on` is None where the sheet gives no day; `findings` holds filled cells only."""

    row: int
    camera_id: str
    on: date | None
    findings: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Refused:
    row: int
    camera_id: str
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: each row of `raw` stands in exactly one of the three lists."""

    raw: RawFile
    stated: list[Stated]
    refused: list[Refused]
    empty: list[int]
    ignored_columns: list[str]


def read_sheet(raw: RawFile, today: date) -> Sheet:
    """Raises `NotASurvey` for a header without `camera_id` and a column to set, or with one twice."""
    names = [cell.strip().lower() for cell in raw.header]
    _refuse_header(raw.name, names)
    sheet = Sheet(raw, [], [], [], [name for name in names if name and name not in COLUMNS])
    days: dict[str, set[date | None]] = defaultdict(set)
    for row in raw.rows:
        if not any(cell.strip() for cell in row.cells):
            sheet.empty.append(row.number)
            continue
        found = _read(names, row, today)
        if isinstance(found, Stated) and _is_repeated(found, days[found.camera_id]):
            found = Refused(found.row, found.camera_id, (Refusal.CAMERA_REPEATED,))
        if isinstance(found, Stated):
            days[found.camera_id].add(found.on)
            sheet.stated.append(found)
        else:
            sheet.refused.append(found)
    return sheet


def _refuse_header(file_name: str, names: list[str]) -> None:
    known = [name for name in names if name in COLUMNS]
    if len(set(known)) < len(known):
        raise NotASurvey(file_name, "a column stands twice in the header")
    if "camera_id" not in known or not READ_CELL.keys() & set(known):
        columns = ", ".join(COLUMNS)
        raise NotASurvey(file_name, f"the header must name camera_id and what was found: {columns}")


def _is_repeated(found: Stated, days: set[date | None]) -> bool:
    """Two surveys of one camera in one sheet need two days: else nobody knows which holds."""
    return bool(days) and (found.on is None or None in days or found.on in days)


def _read(names: list[str], row: RawRow, today: date) -> Stated | Refused:
    cells = {name: cell.strip() for name, cell in zip(names, row.cells, strict=False)}
    camera_id = cells.get("camera_id", "").upper()
    if len(row.cells) != len(names):
        return Refused(row.number, camera_id, (Refusal.WRONG_CELL_COUNT,))
    refusals = [] if camera_id else [Refusal.CAMERA_MISSING]
    findings: dict[str, Value] = {}
    for name, read in READ_CELL.items():
        found = read(cells[name]) if cells.get(name) else None
        if isinstance(found, Refusal):
            refusals.append(found)
        elif found is not None:
            findings[name] = found
    day = read_day(cells["surveyed_on"], today) if cells.get("surveyed_on") else None
    if isinstance(day, Refusal):
        return Refused(row.number, camera_id, (*refusals, day))
    if refusals:
        return Refused(row.number, camera_id, tuple(refusals))
    return Stated(row.number, camera_id, day, findings)
