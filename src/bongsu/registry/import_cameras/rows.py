"""Turns one published row into what it says, with every flag it earned; a row that is no site is quarantined."""

from dataclasses import dataclass

from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Areas
from bongsu.registry.camera import Precision, Purpose
from bongsu.registry.districts import BY_ORGANISATION, District, district_in
from bongsu.registry.import_cameras.columns import Columns
from bongsu.registry.import_cameras.dates import Installed, PartDate, read_date, read_installed
from bongsu.registry.import_cameras.defects import (
    Read,
    address_flags,
    read_address,
    read_coordinates,
    read_count,
    read_pixels,
    read_purpose,
    read_retention,
)
from bongsu.registry.import_cameras.direction import Direction, read_direction
from bongsu.registry.import_cameras.flags import Flag, Reason
from bongsu.registry.import_cameras.read import RawRow
from bongsu.registry.settings import RegistrySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row of which a site can be made."""

    raw: RawRow
    district: District
    purpose: Purpose
    purpose_original: str
    address_road: str | None
    address_jibun: str | None
    lat: float
    lon: float
    camera_count: int
    direction: Direction
    pixels_10k: int | None
    retention_days: int | None
    installed: Installed
    reference: PartDate | None
    managed_by: str | None
    flags: tuple[Flag, ...]

    @property
    def place(self) -> tuple[float, float, str | None, str | None, str]:
        """What makes two rows one site in a file that lists cameras."""
        return self.lat, self.lon, self.address_road, self.address_jibun, self.purpose_original


@dataclass(frozen=True, slots=True)
class Quarantined:
    """`camera_count` is None when even that could not be read."""

    raw: RawRow
    reason: Reason
    camera_count: int | None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a row's reading needs beside the row. `fallback` is the district that most of the file's rows name."""

    columns: Columns
    areas: Areas
    settings: RegistrySettings
    fallback: District | None
    month_is_habit: bool


def is_empty(row: RawRow) -> bool:
    return not any(cell.strip() for cell in row.cells)


def named_district(columns: Columns, row: RawRow) -> District | None:
    """From the publishing organisation first, then its name, then the addresses; never from the file's name."""
    code = columns.cell(row.cells, "organisation_code")
    if code and code in BY_ORGANISATION:
        return BY_ORGANISATION[code]
    for field in ("managed_by", "organisation_name", "address_road", "address_jibun"):
        text = columns.cell(row.cells, field)
        if text and (found := district_in(text)):
            return found
    return None


def read_row(row: RawRow, context: Context) -> ReadRow | Quarantined:
    columns = context.columns
    count = read_count(columns.cell(row.cells, "camera_count"))
    known_count = None if isinstance(count, Reason) else count
    if len(row.cells) != columns.width:
        return Quarantined(row, Reason.WRONG_CELL_COUNT, known_count)
    if isinstance(count, Reason):
        return Quarantined(row, count, None)
    place = read_coordinates(columns.cell(row.cells, "lat"), columns.cell(row.cells, "lon"))
    if isinstance(place, Reason):
        return Quarantined(row, place, known_count)
    district = named_district(columns, row) or context.fallback
    if district is None:
        return Quarantined(row, Reason.DISTRICT_UNKNOWN, known_count)
    return _whole(row, context, district, count, place)


def _whole(
    row: RawRow,
    context: Context,
    district: District,
    count: int,
    place: Read[tuple[float, float]],
) -> ReadRow:
    def cell(field: str) -> str | None:
        return context.columns.cell(row.cells, field)

    road, jibun = read_address(cell("address_road")), read_address(cell("address_jibun"))
    purpose, pixels = read_purpose(cell("purpose")), read_pixels(cell("pixels_10k"))
    retention = read_retention(cell("retention_days"), context.settings.default_retention_days)
    reference = _reference(cell("reference_date"))
    installed = _installed(cell("installed"), reference.value, context.month_is_habit)
    direction = read_direction(cell("direction"), count)
    read = (road, jibun, purpose, pixels, retention, reference, installed, direction, place)
    flags = [flag for one in read for flag in one.flags]
    flags += address_flags(road.value, jibun.value)
    flags += _outside(place.value, district, context)
    flags += [Flag.NO_CAMERAS] if count == 0 else []
    return ReadRow(
        raw=row,
        district=district,
        purpose=purpose.value,
        purpose_original=cell("purpose") or "",
        address_road=road.value,
        address_jibun=jibun.value,
        lat=place.value[0],
        lon=place.value[1],
        camera_count=count,
        direction=direction,
        pixels_10k=pixels.value,
        retention_days=retention.value,
        installed=installed,
        reference=reference.value,
        managed_by=cell("managed_by") or None,
        flags=tuple(dict.fromkeys(flags)),
    )


def _reference(text: str | None) -> Read[PartDate | None]:
    found = read_date(text) if text else None
    return Read(found, (Flag.REFERENCE_DATE_UNREADABLE,) if text and found is None else ())


def _installed(text: str | None, reference: PartDate | None, month_is_habit: bool) -> Installed:
    installed = read_installed(text, reference)
    if not month_is_habit or installed.date is None:
        return installed
    by_year = PartDate(installed.date.day, Precision.YEAR)
    return Installed(by_year, installed.trusted, (*installed.flags, Flag.MONTH_DEFAULTED))


def _outside(place: tuple[float, float], district: District, context: Context) -> tuple[Flag, ...]:
    point = Point(*place)
    outside_m = context.areas.outside_m(district.code, point)
    if not outside_m:
        return ()
    elsewhere = context.areas.district_of(point) is None and context.areas.knows_all_of_seoul()
    flag = Flag.OUTSIDE_SEOUL if elsewhere else Flag.OUTSIDE_GU
    far = outside_m > context.settings.outside_tolerance_m
    return (flag, Flag.OUTSIDE_OVER_TOLERANCE) if far else (flag,)
