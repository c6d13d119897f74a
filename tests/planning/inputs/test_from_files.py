"""Published files by their real columns, a district's own strictly: every row is used or named."""

import gzip
from pathlib import Path

import pytest

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.from_files import read
from bongsu.planning.inputs.values import Inputs, LeftOut
from bongsu.planning.words import Origin
from tests.planning.inputs.little_files import (
    DONGS,
    collection,
    config,
    csv_of,
    dong_features,
    feature,
    folder,
    read_with,
    spot,
)
from tests.planning.little_town import box, line

CCTV = "관리기관명,소재지도로명주소,소재지지번주소,설치목적구분,카메라대수,촬영방면정보,관리기관전화번호,위도,경도"
LIGHTS = "보안등위치명,설치개수,위도,경도,설치형태,관리기관전화번호,관리기관명"
OUR_OFFICE = "서울특별시 중구청"


def camera_row(
    purpose: str, count: object, lat: str, lon: str, direction: str = ""
) -> tuple[object, ...]:
    return OUR_OFFICE, "", "서울특별시 중구 을지로동 1", purpose, count, direction, "02-1", lat, lon


def left_out(inputs: Inputs, layer: str) -> list[LeftOut]:
    return [one for one in inputs.left_out if one.layer == layer]


def refused(tmp_path: Path, **files: str | bytes) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        read_with(tmp_path, **files)
    assert all(told.ko and told.en for told in caught.value.told)
    return caught.value


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


REQUESTS = "id,origin,lat,lon,count"


def test_a_districts_own_requests_are_taken_whole(tmp_path: Path) -> None:
    requests = csv_of(REQUESTS, ("1", "police", *spot(50, 50), ""), ("2", "민원", *spot(60, 50), 3))
    inputs = read_with(tmp_path, requests=requests)
    assert [(one.request_id, one.origin, one.count) for one in inputs.requests] == [
        ("1", Origin.POLICE, 1), ("2", Origin.COMPLAINT, 3),
    ]  # fmt: skip


def test_every_fault_of_an_own_file_is_named_by_row_and_field(tmp_path: Path) -> None:
    lat, lon = spot(50, 50)
    requests = csv_of(
        REQUESTS,
        ("1", "police", lat, lon, 1),
        ("2", "police", lon, lat, 1),
        ("1", "police", lat, lon, 1),
        ("3", "누구", lat, lon, 1),
        ("4", "민원", lat, lon, 0),
        ("", "민원", lat, lon, 1),
        ("5", "민원", lat, lon),
    )
    told = {one.en for one in refused(tmp_path, requests=requests).told}
    assert told == {
        "requests.csv, row 2 (lat, lon): latitude and longitude are swapped",
        "requests.csv, row 3 (id): the same id stands in a row before",
        "requests.csv, row 4 (origin): origin is none of police, complaint, city_data",
        "requests.csv, row 5 (count): the count is no whole number of 1 or more",
        "requests.csv, row 6 (id): no id",
        "requests.csv, row 7: has another number of cells than the header",
    }


def test_a_request_elsewhere_is_told_where_it_lies(tmp_path: Path) -> None:
    there = csv_of(REQUESTS, ("1", "police", *spot(1_190, 150), 1))
    assert (
        "0.6 km outside of the district: lies in 성동구"
        in refused(tmp_path, requests=there).told[0].en
    )
    sea = csv_of(REQUESTS, ("1", "police", "37.0", "125.5", 1))
    told = refused(tmp_path, requests=sea).told[0]
    assert "in the sea" in told.en
    assert "바다" in told.ko


def test_a_request_over_the_border_street_is_the_districts_and_one_a_block_away_is_not(
    tmp_path: Path,
) -> None:
    near, far = ("1", "police", *spot(-15, 150), 1), ("2", "police", *spot(-100, 150), 1)
    assert len(read_with(tmp_path, requests=csv_of(REQUESTS, near)).requests) == 1
    assert (
        "row 2 (lat, lon): 0.1 km"
        in refused(tmp_path, requests=csv_of(REQUESTS, near, far)).told[0].en
    )


def test_a_column_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    fault = refused(
        tmp_path, requests=csv_of(f"{REQUESTS},비고", ("1", "police", *spot(5, 5), 1, "x"))
    )
    assert fault.field == "비고"
    assert "unknown columns (비고)" in fault.told[0].en


@pytest.mark.parametrize(
    "column", ["성명", "신청인 이름", "연락처", "주민등록번호", "phone", "Full Name", "E-mail"]
)
def test_a_column_of_people_is_refused_in_every_layer(tmp_path: Path, column: str) -> None:
    bells = csv_of(f"위도,경도,{column}", (*spot(5, 5), "x"))
    assert "personal data" in refused(tmp_path, bells=bells).told[0].en


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


SHOPS = "kind,lat,lon,count"


def test_shops_that_the_score_does_not_weigh_are_left_out_quietly(tmp_path: Path) -> None:
    shops = csv_of(
        SHOPS,
        ("유흥주점", *spot(50, 50), 2),
        ("미용실", *spot(50, 50), 1),
        ("은행", *spot(60, 50), 1),
    )
    inputs = read_with(tmp_path, shops=shops)
    assert [(one.kind, one.count) for one in inputs.places] == [("nightlife", 2), ("finance", 1)]
    (other,) = left_out(inputs, "shops")
    assert (other.rows, other.is_fault) == ((2,), False)


def test_an_own_file_with_nothing_in_the_district_is_refused(tmp_path: Path) -> None:
    shops = csv_of(SHOPS, ("유흥", *spot(9_000, 50), 1), ("유흥", *spot(9_000, 60), 1))
    assert "none of 2 rows lies in the district" in refused(tmp_path, shops=shops).told[0].en


def test_a_pole_listed_twice_is_named(tmp_path: Path) -> None:
    poles = csv_of(
        "kind,lat,lon", ("한전주", *spot(5, 5)), ("", *spot(9, 9)), ("한전주", *spot(5, 5))
    )
    assert "row 3: the same row stands there again" in refused(tmp_path, poles=poles).told[0].en
    unknown = csv_of("kind,lat,lon", ("나무", *spot(5, 5)))
    assert "row 1 (kind): unknown kind of pole" in refused(tmp_path, poles=unknown).told[0].en


def test_priority_cells_become_areas_by_rank(tmp_path: Path) -> None:
    cells = csv_of(
        "격자,순위,연도",
        ("다사 530 520", 2, 2026),
        ("다사531520", 1, 2026),
        ("다사990990", 3, 2026),
    )
    inputs = read_with(tmp_path, city_priority=cells)
    assert [(area.code, area.rank, area.year) for area in inputs.priority] == [
        ("다사531520", 1, 2026), ("다사530520", 2, 2026),
    ]  # fmt: skip
    west = inputs.priority[1].ring
    assert west[0] == west[-1]
    assert west[0][0] == pytest.approx(box(0, 0, 100, 100)[0][0], abs=1e-6)


def test_priority_polygons_say_rank_and_year(tmp_path: Path) -> None:
    here, far = box(0, 0, 100, 100), box(5_000, 0, 5_100, 100)
    areas = collection(
        feature(here, code="A", rank=1, year=2026), feature(far, code="B", rank=2, year=2026)
    )
    inputs = read_with(tmp_path, city_priority=areas)
    assert [area.code for area in inputs.priority] == ["A"]
    assert left_out(inputs, "city_priority")[0].rows == (2,)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("다사53052", 1, 2026)], "row 1 (cell): no national grid code"),
        ([("다사530520", 0, 2026)], "row 1 (rank)"),
        ([("다사530520", "첫째", 2026)], "row 1 (rank)"),
        ([("다사530520", 1, 26)], "row 1 (year)"),
        ([("다사530520", 1, 2026), ("다사530520", 2, 2026)], "row 2 (code): the same area"),
    ],
)
def test_a_priority_row_that_is_wrong_is_named(
    tmp_path: Path, rows: list[tuple[object, ...]], said: str
) -> None:
    fault = refused(tmp_path, city_priority=csv_of("cell,rank,year", *rows))
    assert said in fault.told[0].en


def test_streets_and_buildings_of_the_district_are_taken(tmp_path: Path) -> None:
    streets = collection(
        feature(line((0, 50), (200, 50)), "LineString"),
        feature(line((5_000, 50), (5_100, 50)), "LineString"),
        feature(box(0, 0, 10, 10)),
    )
    buildings = collection(
        feature(box(20, 20, 40, 40)), feature(line((0, 0), (9, 9)), "LineString")
    )
    inputs = read_with(tmp_path, streets=streets, buildings=buildings)
    assert len(inputs.streets) == len(inputs.buildings) == 1
    assert {(one.rows, one.is_fault) for one in left_out(inputs, "streets")} == {
        ((2,), False), ((3,), True),
    }  # fmt: skip
    assert left_out(inputs, "buildings")[0].rows == (2,)


@pytest.mark.parametrize(
    "said", ["{", '{"type":"Feature"}', '{"features":[1]}', '{"features":"x"}']
)
def test_what_is_no_geojson_is_named(tmp_path: Path, said: str) -> None:
    assert "GeoJSON" in refused(tmp_path, streets=said).told[0].ko


def test_dongs_that_are_none_are_named(tmp_path: Path) -> None:
    ring = box(0, 0, 300, 300)
    for features, said in (
        ([feature(ring, name_ko="가동")], "feature 1: no dong"),
        ([feature(ring[:2], adm_code="1114051000", name_ko="가동")], "(geometry)"),
        (dong_features({"1120051000": ("다동", ring)}), "no dong of 중구"),
        (dong_features(DONGS) + dong_features(DONGS), "twice in it"),
    ):
        assert said in refused(tmp_path, dongs=collection(*features)).told[0].en


def test_shapes_with_latitude_first_are_named_as_swapped(tmp_path: Path) -> None:
    street = tuple((lat, lon) for lon, lat in line((0, 50), (200, 50)))
    fault = refused(tmp_path, streets=collection(feature(street, "LineString")))
    assert fault.told[1].en == (
        "streets.geojson, row 1 (lat, lon): latitude and longitude are swapped"
    )
    ring = tuple((lat, lon) for lon, lat in box(0, 0, 100, 100))
    area = collection(feature(ring, rank=1, year=2026))
    assert "swapped" in refused(tmp_path, city_priority=area).told[0].en
    dongs = collection(*dong_features({"1114051000": ("가동", ring)}))
    assert "latitude before longitude" in refused(tmp_path, dongs=dongs).told[0].en


def test_shapes_in_metres_are_named_as_no_degrees(tmp_path: Path) -> None:
    street = ((953_000.0, 1_952_000.0), (953_100.0, 1_952_000.0))
    fault = refused(tmp_path, streets=collection(feature(street, "LineString")))
    assert "no line in degrees" in fault.told[1].en
