"""Published files by their real columns: every row is used or named. Files that cannot be read at all."""

import gzip
from pathlib import Path

import pytest

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.from_files import read
from tests.planning.inputs.little_files import (
    DONGS,
    collection,
    config,
    csv_of,
    dong_features,
    feature,
    folder,
    left_out,
    read_with,
    refused,
    spot,
)
from tests.planning.little_town import box

CCTV = "관리기관명,소재지도로명주소,소재지지번주소,설치목적구분,카메라대수,촬영방면정보,관리기관전화번호,위도,경도"
LIGHTS = "보안등위치명,설치개수,위도,경도,설치형태,관리기관전화번호,관리기관명"
OUR_OFFICE = "서울특별시 중구청"


def camera_row(
    purpose: str, count: object, lat: str, lon: str, direction: str = ""
) -> tuple[object, ...]:
    return OUR_OFFICE, "", "서울특별시 중구 을지로동 1", purpose, count, direction, "02-1", lat, lon


def test_only_the_districts_dongs_are_taken_by_code(tmp_path: Path) -> None:
    inputs = read_with(tmp_path)
    assert [(dong.code, dong.name, dong.population) for dong in inputs.dongs] == [
        ("1114051000", "가동", 100), ("1114052000", "나동", 100),
    ]  # fmt: skip
    assert inputs.dongs[0].women_share == 0.5
    assert inputs.dongs[0].aged_share == 0.2
    assert inputs.sources[0].rows == 2


def test_each_camera_of_a_row_stands_by_itself(tmp_path: Path) -> None:
    cameras = csv_of(
        CCTV,
        camera_row("생활방범", 3, *spot(50, 50), direction="회전1/고정2"),
        camera_row("교통단속", 1, *spot(60, 50)),
        camera_row("다목적", 1, *spot(70, 50), direction="북동"),
    )
    standing = read_with(tmp_path, cameras=cameras.encode("cp949")).cameras
    assert [one.kind for one in standing] == ["ptz", "fixed", "fixed", "unknown", "fixed"]
    assert [one.is_crime for one in standing] == [True, True, True, False, True]
    assert standing[-1].bearing_deg == 45.0
    assert standing[0].camera_id == "JG-00001-1"


def test_the_citys_merged_file_has_its_own_columns(tmp_path: Path) -> None:
    header = "site_id,gu,adm_code,dong,purpose,camera_count,direction_text,lat,lon,quality_flag"
    row = ("3010000-00007", "중구", "", "", "방범", 2, "", *spot(50, 50), "")
    standing = read_with(tmp_path, cameras=csv_of(header, row)).cameras
    assert [one.camera_id for one in standing] == ["3010000-00007-1", "3010000-00007-2"]


def test_rows_elsewhere_are_filtered_and_those_near_the_border_stay(tmp_path: Path) -> None:
    cameras = csv_of(
        CCTV,
        camera_row("생활방범", 1, *spot(-250, 50)),
        camera_row("생활방범", 1, *spot(-350, 50)),
        camera_row("생활방범", 1, *spot(9_000, 50)),
    )
    inputs = read_with(tmp_path, cameras=cameras)
    assert len(inputs.cameras) == 1
    (elsewhere,) = left_out(inputs, "cameras")
    assert (elsewhere.count, elsewhere.rows, elsewhere.is_fault) == (2, (2, 3), False)


def test_a_published_row_with_swapped_coordinates_is_read_by_its_values_and_named(
    tmp_path: Path,
) -> None:
    lat, lon = spot(50, 50)
    inputs = read_with(tmp_path, cameras=csv_of(CCTV, camera_row("생활방범", 1, lon, lat)))
    assert inputs.cameras[0].lat == pytest.approx(float(lat))
    (mended,) = left_out(inputs, "cameras")
    assert (mended.rows, mended.is_fault, mended.field) == ((1,), False, "lat, lon")


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        ("", "126.97", "no coordinates"),
        ("x", "126.97", "no numbers"),
        ("nan", "126.97", "no numbers"),
        ("0", "0", "outside of Korea"),
        ("37.5", "200", "outside of Korea"),
    ],
)
def test_a_published_row_without_a_place_is_left_out_by_name(
    tmp_path: Path, lat: str, lon: str, said: str
) -> None:
    inputs = read_with(tmp_path, cameras=csv_of(CCTV, camera_row("생활방범", 1, lat, lon)))
    assert inputs.cameras == ()
    (one,) = left_out(inputs, "cameras")
    assert said in one.told.en
    assert one.is_fault


def test_another_districts_row_without_a_place_is_merely_elsewhere(tmp_path: Path) -> None:
    other = ("서울특별시 강남구청", "", "", "생활방범", 1, "", "", "", "")
    (one,) = left_out(read_with(tmp_path, cameras=csv_of(CCTV, other)), "cameras")
    assert not one.is_fault


@pytest.mark.parametrize("count", ["0", "-1", "", "many", "1.5", "9999"])
def test_a_count_that_is_none_is_named(tmp_path: Path, count: str) -> None:
    inputs = read_with(tmp_path, cameras=csv_of(CCTV, camera_row("생활방범", count, *spot(50, 50))))
    (one,) = left_out(inputs, "cameras")
    assert (inputs.cameras, one.field, one.rows) == ((), "count", (1,))


def test_lights_come_compressed_and_say_what_carries_them(tmp_path: Path) -> None:
    lights = csv_of(
        LIGHTS,
        ("가-1", 2, *spot(50, 50), "한전주", "02-1", OUR_OFFICE),
        ("가-2", 1, *spot(60, 50), "전용주", "02-1", OUR_OFFICE),
        ("가-3", 1, *spot(60, 50), "건축물", "02-1", OUR_OFFICE),
        ("가-4", 1, "", "", "", "", OUR_OFFICE),
    )
    inputs = read_with(tmp_path, lights=gzip.compress(lights.encode()))
    assert [(one.kind, one.count) for one in inputs.places] == [
        ("light", 2), ("utility_pole", 1), ("light", 1), ("light_pole", 1), ("light", 1),
    ]  # fmt: skip
    assert left_out(inputs, "lights")[0].rows == (4,)


def test_child_zones_and_bells_are_read_by_their_columns(tmp_path: Path) -> None:
    zones = csv_of(
        "시설종류,대상시설명,위도,경도,관할경찰서명",
        ("초등학교", "가초", *spot(50, 50), "서울중부경찰서"),
    )
    bells = csv_of("안전비상벨관리번호,위도,경도,관리기관전화번호", ("7", *spot(80, 50), "02-1"))
    inputs = read_with(tmp_path, child_zones="\ufeff" + zones, bells=bells)
    assert [(one.kind, one.code) for one in inputs.places] == [
        ("child_zone", "초등학교"),
        ("bell", "7"),
    ]


def test_people_and_stations_come_by_dong(tmp_path: Path) -> None:
    people = csv_of(
        "adm_code,population,female,age65plus,houses,detached",
        ("1114051000", 200, 110, 30, 100, 25),
        ("1120051000", 1, 1, 1, 1, 1),
    )
    stations = csv_of("adm_code,majority_station", ("1114051000", "서울중부경찰서"))
    crime = csv_of(
        "area,crime_type,occurred", ("중구", "절도", 10), ("중구", "폭력", 5), ("종암", "절도", 7)
    )
    inputs = read_with(tmp_path, population=people, jurisdiction=stations, crime=crime)
    west, east = inputs.dongs
    assert (west.population, west.women_share, west.aged_share) == (200, 0.55, 0.15)
    assert (west.detached_share, west.station) == (0.25, "중부경찰서")
    assert (east.population, east.detached_share, east.station) == (100, None, "")
    assert [(one.station, one.occurred) for one in inputs.crime] == [("중부경찰서", 15)]
    assert left_out(inputs, "crime")[0].rows == (3,)


def test_an_eight_digit_dong_code_stands_for_ten(tmp_path: Path) -> None:
    inputs = read_with(tmp_path, population=csv_of("행정동코드,총인구수", ("11140510", 7)))
    assert inputs.dongs[0].population == 7


def test_a_missing_column_is_named_with_what_is_there(tmp_path: Path) -> None:
    fault = refused(tmp_path, cameras=csv_of("위도,경도,고정형CCTV", ("1", "2", "3")))
    assert "설치목적구분, 카메라대수" in fault.told[0].en
    assert "고정형CCTV" in fault.told[0].ko


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "not a text file"),
        ("위도,경도\n".encode("utf-16"), "not a text file"),
        (b"lat,lon\n\xff\xfe\xfd\xfc,1\n", "neither UTF-8 nor CP949"),
        (b'lat,lon\n"37.5,127\n', "never closed"),
        (b"\x1f\x8b\x08broken", "compressed"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    fault = refused(tmp_path, bells=content)
    assert said in fault.told[0].en
    assert "bells.csv" in fault.told[0].ko


def test_a_file_that_is_not_there_is_named_by_its_field(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused) as caught:
        read(config(lights="nowhere.csv"), folder(tmp_path))
    assert caught.value.field == "files.lights"
    with pytest.raises(PlanRefused, match=r"files\.dongs"):
        read(config(dongs=""), tmp_path)


def test_an_unknown_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="'XX' is unknown"):
        read(config().__class__(name="x", district="XX", year=2027, funds=()), tmp_path)


@pytest.mark.parametrize(
    "column", ["성명", "신청인 이름", "연락처", "주민등록번호", "phone", "Full Name", "E-mail"]
)
def test_a_column_of_people_is_refused_in_every_layer(tmp_path: Path, column: str) -> None:
    bells = csv_of(f"위도,경도,{column}", (*spot(5, 5), "x"))
    assert "personal data" in refused(tmp_path, bells=bells).told[0].en


def test_dongs_that_are_none_are_named(tmp_path: Path) -> None:
    ring = box(0, 0, 300, 300)
    for features, said in (
        ([feature(ring, name_ko="가동")], "feature 1: no dong"),
        ([feature(ring[:2], adm_code="1114051000", name_ko="가동")], "(geometry)"),
        (dong_features({"1120051000": ("다동", ring)}), "no dong of 중구"),
        (dong_features(DONGS) + dong_features(DONGS), "twice in it"),
    ):
        assert said in refused(tmp_path, dongs=collection(*features)).told[0].en
