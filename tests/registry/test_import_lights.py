"""Security lights: rows without coordinates are kept and counted."""

import gzip
from pathlib import Path

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.import_cameras.failures import FileEmpty
from bongsu.registry.import_lights import LightsReport, import_lights

HEADER = (
    "보안등위치명,설치개수,소재지도로명주소,소재지지번주소,위도,경도,"
    "설치년도,설치형태,관리기관전화번호,관리기관명,데이터기준일자"
)
HERE = "장위1동-1,1,서울특별시 성북구 장위로10길25,,37.6127,127.0398,2000,한전주,02-2241-3594,서울특별시 성북구청,2019-05-01"
NOWHERE = "장위1동-2,2,서울특별시 성북구 장위로10길35,,,,2000,한전주,02-2241-3594,서울특별시 성북구청,2019-05-01"
MERGED = "gu,name,count,lat,lon,installed_year,mount_type,jibun_addr"


def lights_file(folder: Path, *rows: str, header: str = HEADER, name: str = "lights.csv") -> Path:
    path = folder / name
    path.write_bytes(("\r\n".join([header, *rows]) + "\r\n").encode("cp949"))
    return path


async def take(database: Database, clock: FixedClock, path: Path) -> LightsReport:
    (report,) = await import_lights(database, [path], clock=clock)
    return report


async def places(database: Database) -> int:
    async with database.read() as connection:
        return len(await store.lit_places(connection))


async def test_lights_without_coordinates_are_kept_and_counted(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    report = await take(database, clock, lights_file(tmp_path, HERE, NOWHERE))
    assert (report.rows, report.stored, report.located, report.without_coordinates) == (2, 2, 1, 1)
    assert report.lights == 3
    assert report.accounted
    assert await places(database) == 1


async def test_the_same_file_again_changes_nothing(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = lights_file(tmp_path, HERE)
    assert not (await take(database, clock, path)).unchanged
    assert (await take(database, clock, path)).unchanged
    assert await places(database) == 1


async def test_a_newer_file_replaces_its_districts_lights_only(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    guro = HERE.replace("성북구", "구로구")
    await take(database, clock, lights_file(tmp_path, HERE, name="a.csv"))
    await take(database, clock, lights_file(tmp_path, guro, name="b.csv"))
    await take(database, clock, lights_file(tmp_path, HERE, HERE, name="c.csv"))
    assert await places(database) == 3


async def test_unreadable_coordinates_are_told_from_missing_ones(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    odd = HERE.replace("37.6127", "서른일곱")
    report = await take(database, clock, lights_file(tmp_path, odd, HERE, "," * 10))
    assert (report.coordinates_unreadable, report.located, report.empty_rows) == (1, 1, 1)
    assert report.accounted


async def test_the_merged_file_is_read_compressed(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = tmp_path / "lights.csv.gz"
    path.write_bytes(gzip.compress(f"{MERGED}\n강남구,개포동660-37,1,,,,,개포동\n".encode()))
    report = await take(database, clock, path)
    assert (report.districts, report.without_coordinates) == (["GN"], 1)


async def test_another_schema_says_what_it_misses_and_stores_nothing(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    report = await take(database, clock, lights_file(tmp_path, "1,2", header="가로등번호,주소"))
    assert {"위도", "경도"} <= set(report.missing_columns)
    assert report.stored == 0
    assert report.unchanged
    assert not report.accounted


async def test_a_bad_file_beside_a_good_one_stores_neither(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    with pytest.raises(FileEmpty, match=r"empty\.csv"):
        await import_lights(database, [lights_file(tmp_path, HERE), empty], clock=clock)
    assert await places(database) == 0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "located"),
    [("성북구_보안등정보_20190501", 12687, 12679), ("강남구_보안등정보_20190816", 11498, 0)],
)
async def test_real_files_are_stored_whole(
    shared: Path, database: Database, clock: FixedClock, name: str, rows: int, located: int
) -> None:
    path = shared / "data" / "lights_cp949" / f"서울특별시_{name}.csv"
    report = await take(database, clock, path)
    assert (report.stored, report.located) == (rows, located)
    assert report.accounted
    assert await places(database) == located
