"""A district's own files are taken whole or refused with every fault named; shapes of streets, buildings and areas."""

from pathlib import Path

import pytest

from bongsu.planning.words import Origin
from tests.planning.inputs.little_files import (
    collection,
    csv_of,
    dong_features,
    feature,
    left_out,
    read_with,
    refused,
    spot,
)
from tests.planning.little_town import box, line

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
