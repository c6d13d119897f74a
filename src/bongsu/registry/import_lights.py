"""Imports 보안등정보 (security lights). Rows without coordinates are kept and counted."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Any: rows for SQLAlchemy Core

import msgspec

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_id
from bongsu.registry.districts import BY_NAME, District, district_in
from bongsu.registry.import_cameras.dates import read_date
from bongsu.registry.import_cameras.defects import read_coordinates, read_count, without_ip
from bongsu.registry.import_cameras.flags import Reason
from bongsu.registry.import_cameras.read import RawFile, RawRow, read_file
from bongsu.registry.import_cameras.store import add_run, last_file_of
from bongsu.registry.store import replace_lights

Row = dict[str, Any]
_STANDARD = {
    "보안등위치명": "name",
    "설치개수": "light_count",
    "소재지도로명주소": "address_road",
    "소재지지번주소": "address_jibun",
    "위도": "lat",
    "경도": "lon",
    "설치년도": "installed_year",
    "설치형태": "mount",
    "관리기관명": "managed_by",
    "데이터기준일자": "reference_date",
}
# the merged and cleaned file of all districts
_MERGED = {
    "gu": "gu", "name": "name", "count": "light_count", "lat": "lat", "lon": "lon",
    "installed_year": "installed_year", "mount_type": "mount", "jibun_addr": "address_jibun",
}  # fmt: skip
_NEEDED = ("name", "lat", "lon")


class LightsReport(msgspec.Struct, frozen=True, kw_only=True):
    """One file: `rows` = `stored` + `without_district` + `empty_rows`; `located` of the stored have coordinates."""

    file: str
    rows: int
    stored: int
    lights: int
    located: int
    without_coordinates: int
    coordinates_unreadable: int
    without_district: int
    empty_rows: int
    districts: list[str]
    missing_columns: list[str]
    unchanged: bool
    accounted: bool


@dataclass(frozen=True, slots=True)
class _Lights:
    """What one file says."""

    raw: RawFile
    rows: list[Row]
    homeless: int
    empty: int
    missing: list[str]

    @property
    def districts(self) -> list[str]:
        return sorted({str(row["district"]) for row in self.rows})


async def import_lights(
    database: Database, files: Sequence[Path], *, clock: Clock
) -> list[LightsReport]:
    """The newest file of a district replaces its lights. All files in one transaction."""
    read = [await asyncio.to_thread(_read, path) for path in files]
    reports = []
    async with database.work() as work:
        for one in read:
            last = await last_file_of(work.connection, "lights", _series(one))
            report = _report(one, unchanged=last == one.raw.sha256 or not one.rows)
            if not report.unchanged:
                await replace_lights(work, one.districts, one.rows)
                await add_run(work.connection, _run(one, report, clock), [])
            reports.append(report)
    return reports


def _read(path: Path) -> _Lights:
    raw = read_file(path)
    names = {cell.strip().lstrip("\ufeff"): index for index, cell in enumerate(raw.header)}
    meaning = _MERGED if "gu" in names else _STANDARD
    at = {field: names[name] for name, field in meaning.items() if name in names}
    missing = [name for name in meaning if name not in names]
    if not all(field in at for field in _NEEDED):
        return _Lights(raw, [], 0, 0, missing)
    full = [row for row in raw.rows if any(cell.strip() for cell in row.cells)]
    fallback = _most_named(at, full)
    rows = [found for row in full if (found := _light(row, at, fallback, path.name))]
    return _Lights(raw, rows, len(full) - len(rows), len(raw.rows) - len(full), missing)


def _cell(at: dict[str, int], row: RawRow, field: str) -> str:
    index = at.get(field)
    if index is None or index >= len(row.cells):
        return ""
    return without_ip(row.cells[index].strip())[0]


def _district(at: dict[str, int], row: RawRow) -> District | None:
    named = BY_NAME.get(_cell(at, row, "gu"))
    if named is not None:
        return named
    texts = (_cell(at, row, name) for name in ("managed_by", "address_road", "address_jibun"))
    return next((found for text in texts if (found := district_in(text))), None)


def _most_named(at: dict[str, int], rows: Iterable[RawRow]) -> District | None:
    named = Counter(found for row in rows if (found := _district(at, row)))
    return named.most_common(1)[0][0] if named else None


def _light(
    row: RawRow, at: dict[str, int], fallback: District | None, file_name: str
) -> Row | None:
    district = _district(at, row) or fallback
    if district is None:
        return None
    place = read_coordinates(_cell(at, row, "lat"), _cell(at, row, "lon"))
    count = read_count(_cell(at, row, "light_count"))
    year = read_date(_cell(at, row, "installed_year"))
    reference = read_date(_cell(at, row, "reference_date"))
    located = not isinstance(place, Reason)
    return {
        "district": district.code,
        "name": _cell(at, row, "name"),
        "light_count": None if isinstance(count, Reason) else count,
        "lat": None if isinstance(place, Reason) else place.value[0],
        "lon": None if isinstance(place, Reason) else place.value[1],
        "address_road": _cell(at, row, "address_road") or None,
        "address_jibun": _cell(at, row, "address_jibun") or None,
        "installed_year": year.day.year if year else None,
        "mount": _cell(at, row, "mount") or None,
        "reference_date": reference.day if reference else None,
        "source_file": file_name,
        "source_row": row.number,
        "flags": [] if located else [str(place)],
    }


def _report(one: _Lights, *, unchanged: bool) -> LightsReport:
    located = sum(row["lat"] is not None for row in one.rows)
    blank = sum(Reason.COORDINATES_MISSING in row["flags"] for row in one.rows)
    return LightsReport(
        file=one.raw.name,
        rows=len(one.raw.rows),
        stored=len(one.rows),
        lights=sum(row["light_count"] or 0 for row in one.rows),
        located=located,
        without_coordinates=blank,
        coordinates_unreadable=len(one.rows) - located - blank,
        without_district=one.homeless,
        empty_rows=one.empty,
        districts=one.districts,
        missing_columns=one.missing,
        unchanged=unchanged,
        accounted=bool(one.rows) and len(one.raw.rows) == len(one.rows) + one.homeless + one.empty,
    )


def _series(one: _Lights) -> str:
    return ",".join(one.districts)


def _run(one: _Lights, report: LightsReport, clock: Clock) -> Row:
    return {
        "run_id": new_id("imp"),
        "what": "lights",
        "file_name": one.raw.name,
        "file_sha256": one.raw.sha256,
        "series": _series(one),
        "reference_date": None,
        "at": clock.now(),
        "report": msgspec.to_builtins(report),
    }
