"""The merged file becomes what each district published, and the importer takes it without losing a camera."""

import csv
from pathlib import Path

import pytest

from bongsu.demo.city.published import FILE, published_file, standard_files
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_cameras.columns import read_header
from bongsu.registry.import_cameras.read import read_file

HEADER = (
    "site_id,gu,adm_code,dong,purpose,camera_count,pixels_10k,direction_text,retention_days,"
    "installed_ym,lat,lon,road_addr,jibun_addr,org_name,ref_date,quality_flag,source_file,source_row"
)
ROWS = (
    "1,성북구,1129066000,길음1동,생활방범,2,200,360,30,2019-05,37.6049,127.0230,서울특별시 성북구 길음로 20,,"
    "서울특별시 성북구청,2020-03-31,,서울특별시_성북구_CCTV_20200330.csv,1",
    '2,강북구,1130555500,송천동,어린이보호,1,130,,30,2018-01,37.6180,127.0220,"서울특별시 강북구 솔샘로 1 (미아동, 학교)",,'
    "서울특별시 강북구청,2019-04-26,,서울특별시_강북구_CCTV_20190426.csv,1",
    "3,강북구,1130555500,송천동,쓰레기단속,1,130,,30,2018-01,37.6190,127.0230,서울특별시 강북구 솔샘로 9,,"
    "서울특별시 강북구청,2019-04-26,,서울특별시_강북구_CCTV_20190426.csv,2",
    "4,수원시,,,생활방범,1,130,,30,2018-01,37.2,127.0,경기도 수원시,,경기도 수원시,2019-04-26,,수원.csv,1",
)


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "data"
    folder.mkdir(parents=True)
    (folder / FILE).write_text("\n".join((HEADER, *ROWS)) + "\n", "utf-8")
    return folder / FILE


def test_it_is_found_where_it_lies_and_not_missed_elsewhere(merged: Path, tmp_path: Path) -> None:
    assert published_file(tmp_path / "shared") == merged
    assert published_file(tmp_path) is None
    assert published_file(None) is None


def test_each_district_gets_the_file_that_it_published(merged: Path, tmp_path: Path) -> None:
    files = standard_files(merged, tmp_path, {"SB", "GB"})
    assert [one.name for one in files] == [
        "서울특별시_강북구_CCTV_20190426.csv",
        "서울특별시_성북구_CCTV_20200330.csv",
    ]
    gangbuk = read_file(files[0])
    columns = read_header(gangbuk.header)
    assert columns.usable
    assert columns.missing == ("관리기관전화번호",)
    assert [columns.cell(row.cells, "purpose") for row in gangbuk.rows] == [
        "어린이보호",
        "쓰레기단속",
    ]
    assert columns.cell(gangbuk.rows[0].cells, "address_road") == (
        "서울특별시 강북구 솔샘로 1 (미아동, 학교)"
    )


def test_only_the_named_districts_are_written(merged: Path, tmp_path: Path) -> None:
    (one,) = standard_files(merged, tmp_path, {"SB"})
    assert "성북구" in one.name
    assert standard_files(merged, tmp_path, {"GN"}) == []


async def test_the_importer_reads_them_as_the_districts_own(
    merged: Path, tmp_path: Path, areas: Areas, database: Database
) -> None:
    files = standard_files(merged, tmp_path, {"SB", "GB"})
    report = await import_cameras(database, files, areas=areas, clock=SystemClock())
    assert (report.sites, report.cameras) == (3, 4)
    async with database.read() as connection:
        rows = await store.all_positions(connection)
        site = await store.site(connection, rows[-1].site_id)
    assert {row.camera_id for row in rows} == {"GB-0001-1", "GB-0002-1", "SB-0001-1", "SB-0001-2"}
    assert site is not None
    assert site.source_file == "서울특별시_성북구_CCTV_20200330.csv"


@pytest.mark.shared
def test_the_real_file_holds_54203_cameras_of_24_districts(shared: Path, tmp_path: Path) -> None:
    source = published_file(shared)
    assert source is not None
    every = {"SB", "GB", "GR"}
    counts = {}
    for file in standard_files(source, tmp_path, every):
        with file.open(encoding="utf-8", newline="") as lines:
            counts[file.name.split("_")[1]] = sum(
                int(row["카메라대수"]) for row in csv.DictReader(lines)
            )
    assert counts == {"성북구": 3_580, "강북구": 1_773, "구로구": 3_360}
