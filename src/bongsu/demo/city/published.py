"""The city's published cameras in one file (`seoul_cctv_sites.csv`), put back into one standard file for each district,
so that the importer reads them as it reads what a district publishes."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from bongsu.registry.districts import BY_NAME
from bongsu.registry.import_cameras.columns import STANDARD

FILE = "seoul_cctv_sites.csv"
# our field → its column there; the telephone numbers were left out
_COLUMNS = {
    "managed_by": "org_name",
    "address_road": "road_addr",
    "address_jibun": "jibun_addr",
    "purpose": "purpose",
    "camera_count": "camera_count",
    "pixels_10k": "pixels_10k",
    "direction": "direction_text",
    "retention_days": "retention_days",
    "installed": "installed_ym",
    "lat": "lat",
    "lon": "lon",
    "reference_date": "ref_date",
}


def published_file(shared: Path | None) -> Path | None:
    file = shared / "data" / FILE if shared else None
    return file if file is not None and file.is_file() else None


def standard_files(source: Path, folder: Path, districts: Collection[str]) -> list[Path]:
    """Written into `folder` under the names that their publishers gave them, for the districts' letters."""
    rows = _rows_by_file(source, districts)
    return [_write(folder / name, lines) for name, lines in sorted(rows.items())]


def _rows_by_file(source: Path, districts: Collection[str]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(source):
        district = BY_NAME.get(row["gu"])
        if district is not None and district.code in districts:
            found[row["source_file"]].append(row)
    return found


def _rows(source: Path) -> Iterator[dict[str, str]]:
    with source.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _write(file: Path, rows: list[dict[str, str]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(STANDARD[field] for field in _COLUMNS)
        writer.writerows([row[column] for column in _COLUMNS.values()] for row in rows)
    return file
