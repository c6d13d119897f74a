"""The sixteen files as districts published them, against the figures that were counted from them by hand."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.camera import CameraKind
from bongsu.registry.import_cameras import ImportReport, import_cameras
from bongsu.registry.import_cameras.read import read_file
from bongsu.registry.import_cameras.survey import survey
from bongsu.registry.settings import RegistrySettings
from bongsu.registry.tables import cameras, import_rows, sites

pytestmark = pytest.mark.shared

# rows, sites, cameras
TOTALS = {
    "강남구": (1933, 1933, 5830),
    "강동구": (875, 875, 1657),
    "강서구": (974, 974, 1634),
    "광진구": (956, 956, 1564),
    "구로구": (1320, 1320, 3360),
    "도봉구": (614, 614, 614),
    "동작구": (694, 694, 2022),
    "마포구": (905, 905, 1666),
    "서초구": (2372, 879, 2372),
    "성동구": (1020, 1020, 2855),
    "성북구": (1550, 1550, 3580),
    "송파구": (1046, 1046, 1046),
    "영등포구": (1082, 1082, 2505),
    "은평구": (1177, 1177, 3356),
    "중구": (754, 754, 1533),
    "중랑구": (899, 899, 2227),
}


def published(shared: Path, district: str) -> Path:
    (path,) = (shared / "data" / "cctv_cp949").glob(f"*_{district}_*.csv")
    return path


async def take(database: Database, areas: Areas, clock: FixedClock, *files: Path) -> ImportReport:
    return await import_cameras(database, files, areas=areas, clock=clock)


async def test_seongbuk_is_imported_as_its_acceptance_says(
    shared: Path, real_areas: Areas, database: Database, clock: FixedClock
) -> None:
    path = published(shared, "성북구")
    report = await take(database, real_areas, clock, path)
    assert (report.rows, report.sites, report.cameras) == (1550, 1550, 3580)
    assert report.flags["outside_gu"] == 17
    assert report.flags["installed_after_reference"] == 3
    assert report.accounted
    again = await take(database, real_areas, clock, path)
    assert again.unchanged
    assert again.changes.none
    assert (again.sites, again.cameras) == (1550, 3580)


async def test_all_sixteen_files_are_accounted_for_to_the_last_camera(
    shared: Path, real_areas: Areas, database: Database, clock: FixedClock
) -> None:
    files = sorted((shared / "data" / "cctv_cp949").glob("*.csv"))
    report = await take(database, real_areas, clock, *files)
    found = {one.districts[0]: (one.rows, one.sites, one.cameras) for one in report.files}
    assert found == TOTALS
    assert all(len(one.districts) == 1 for one in report.files)
    assert report.accounted
    assert report.quarantined == 0
    # 강남 1,808, 서초 1,668, 송파 268, 성북 3
    assert report.flags["installed_after_reference"] == 3747
    async with database.read() as connection:
        stored = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (import_rows, sites, cameras)
        ]
    assert stored == [18171, 16678, 37821]


@pytest.mark.parametrize(
    ("district", "flag", "rows"),
    [
        ("광진구", "drag_fill", 45),
        ("강남구", "installed_after_reference", 1808),
        ("서초구", "installed_after_reference", 1668),
        ("송파구", "installed_after_reference", 268),
        ("서초구", "identical_coordinates", 1511),
        ("성동구", "month_defaulted", 1020),
        ("은평구", "purpose_nonstandard", 71),
        ("은평구", "address_placeholder", 140),
        ("동작구", "retention_default", 694),
        ("동작구", "purpose_nonstandard", 107),
        ("도봉구", "installed_implausible", 21),
        ("송파구", "address_road_missing", 1046),
        ("강동구", "outside_seoul", 2),
        ("강서구", "outside_gu", 8),
    ],
)
def test_what_is_wrong_with_a_file_is_counted_to_the_row(
    shared: Path, real_areas: Areas, district: str, flag: str, rows: int
) -> None:
    found = survey(read_file(published(shared, district)), real_areas, RegistrySettings())
    flagged = sum(flag in flags for site in found.sites for flags in site.row_flags)
    assert flagged == rows


def test_the_one_utf8_file_with_its_untidy_header_is_read(shared: Path) -> None:
    found = survey(read_file(published(shared, "동작구")), Areas([], {}, ""), RegistrySettings())
    assert found.raw.encoding == "utf-8"
    assert found.columns.untidy
    assert found.columns.missing == ()
    assert set(found.columns.empty(row.cells for row in found.raw.rows)) == {
        "소재지지번주소", "카메라화소수", "촬영방면정보", "보관일수", "설치년월",
    }  # fmt: skip


def test_only_what_a_district_wrote_becomes_a_kind(shared: Path, real_areas: Areas) -> None:
    found = survey(read_file(published(shared, "중구")), real_areas, RegistrySettings())
    kinds = [camera.kind for site in found.sites for camera in site.cameras]
    assert (kinds.count(CameraKind.PTZ), kinds.count(CameraKind.FIXED)) == (1328, 205)
    assert all(camera.bearing_deg is None for site in found.sites for camera in site.cameras)
