"""Reads a fleet from CSV: Korean or English headings, UTF-8 or CP949. What cannot be true is set aside by row and field."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any  # Any: the fields of one camera before it is checked

from bongsu.planning.failures import PlanRefused
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.fleet_cells import BadCell, claim, day, place, weight, whole
from bongsu.planning.replacement.listed import BadRow
from bongsu.planning.words import Told
from bongsu.registry.camera import KOREAN_PURPOSES

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "camera_id": ("camera_id", "카메라번호", "관리번호", "카메라ID"),
    "site_id": ("site_id", "개소번호", "설치개소"),
    "name": ("name", "명칭", "카메라명"),
    "lat": ("lat", "위도"),
    "lon": ("lon", "경도"),
    "kind": ("kind", "종류", "카메라종류"),
    "purpose": ("purpose", "설치목적", "설치목적구분"),
    "installed_on": ("installed_on", "설치일", "설치연월", "설치년월", "설치일자"),
    "observed_from": ("observed_from", "기록시작일"),
    "failed_on": ("failed_on", "고장일"),
    "removed_on": ("removed_on", "철거일"),
    "pixels_10k": ("pixels_10k", "카메라화소수", "화소수", "화소(만)"),
    "faults": ("faults", "장애건수"),
    "certified": ("certified", "보안인증"),
    "analytics": ("analytics", "선별관제"),
    "lent": ("lent", "활용건수", "제공건수"),
    "weight": ("weight", "가중치"),
    "won": ("won", "교체단가", "단가"),
}
_NEEDED = ("camera_id", "lat", "lon", "installed_on")
_KINDS = {"회전형": "ptz", "고정형": "fixed", "ptz": "ptz", "fixed": "fixed"}
_YES, _NO = (
    {"1", "y", "yes", "true", "유", "있음", "o"},
    {"0", "n", "no", "false", "무", "없음", "x"},
)
_PURPOSES = {korean: purpose.value for purpose, korean in KOREAN_PURPOSES.items()}


@dataclass(slots=True)
class FleetFile:
    """What was read: cameras, and the rows that were set aside."""

    cameras: list[FleetCamera] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)


def read_fleet(content: bytes, as_of: date) -> FleetFile:
    """Raises `PlanRefused` when a needed column is missing or no row can be used."""
    rows = csv.DictReader(io.StringIO(_text(content)))
    column = _columns(rows.fieldnames or ())
    read, seen = FleetFile(), set[str]()
    for row_number, row in enumerate(rows, start=2):
        cells = {name: (row.get(heading) or "").strip() for name, heading in column.items()}
        if not any(cells.values()):
            continue
        try:
            camera = _camera(cells, as_of)
            if camera.camera_id in seen:
                raise BadCell(
                    "camera_id",
                    "같은 카메라번호가 앞에 있습니다",
                    "This camera stands above already",
                )
        except BadCell as bad:
            read.bad_rows.append(BadRow(row_number, bad.name, bad.told))
        else:
            seen.add(camera.camera_id)
            read.cameras.append(camera)
    if not read.cameras:
        first = read.bad_rows[0] if read.bad_rows else None
        raise PlanRefused(_nothing(first), field="files.fleet")
    return read


def _text(content: bytes) -> str:
    for coding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    why = Told("UTF-8도 CP949도 아닌 파일입니다.", "The fleet is neither UTF-8 nor CP949.")
    raise PlanRefused(why, field="files.fleet")


def _nothing(first: BadRow | None) -> Told:
    if first is None:
        return Told("파일에 행이 없습니다.", "The fleet has no rows.")
    return Told(
        f"읽을 수 있는 행이 없습니다. {first.row}행 {first.field}: {first.told.ko}.",
        f"No row of the fleet can be used. Row {first.row}, {first.field}: {first.told.en}.",
    )


def _columns(headings: Any) -> dict[str, str]:
    known = {re.sub(r"\s", "", heading or "").lower(): heading for heading in headings}
    column = {
        name: known[spelling.lower()]
        for name, spellings in HEADINGS.items()
        for spelling in spellings
        if spelling.lower() in known
    }
    missing = [name for name in _NEEDED if name not in column]
    if missing:
        names = ", ".join(missing)
        why = Told(f"열이 없습니다: {names}", f"The fleet has no column {names}.")
        raise PlanRefused(why, field="files.fleet")
    return column


def _camera(cells: Mapping[str, str], as_of: date) -> FleetCamera:
    if not cells["camera_id"]:
        raise BadCell("camera_id", "카메라번호가 없습니다", "It has no number")
    lat, lon = place(cells)
    installed_on, precision = day(cells, "installed_on")
    failed_on, removed_on = day(cells, "failed_on")[0], day(cells, "removed_on")[0]
    for name, end in (("failed_on", failed_on), ("removed_on", removed_on)):
        if end and installed_on and end < installed_on:
            raise BadCell(name, "설치일보다 앞섭니다", "It lies before the installation")
    won = whole(cells, "won")
    if won == 0:
        raise BadCell("won", "단가가 0원입니다", "A camera for 0 won would always be chosen")
    return FleetCamera(
        camera_id=cells["camera_id"],
        lat=lat,
        lon=lon,
        site_id=cells.get("site_id", ""),
        name=cells.get("name", ""),
        kind=_KINDS.get(cells.get("kind", "").lower(), "unknown"),
        purpose=_purpose(cells.get("purpose", "")),
        installed_on=installed_on,
        installed_precision=precision,
        # kept as the registry keeps it: shown, but no age is taken from it
        installed_trusted=installed_on is None or installed_on <= as_of,
        observed_from=day(cells, "observed_from")[0],
        failed_on=failed_on,
        removed_on=removed_on,
        pixels_10k=whole(cells, "pixels_10k"),
        faults=whole(cells, "faults"),
        certified=claim(cells, "certified"),
        analytics=claim(cells, "analytics"),
        lent=whole(cells, "lent") or 0,
        weight=weight(cells),
        won=won,
    )


def _purpose(said: str) -> str:
    return _PURPOSES.get(said, said) or "crime_prevention"
