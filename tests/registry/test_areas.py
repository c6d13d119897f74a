"""Dongs and outlines: who holds a point, and how far outside it lies."""

import json
from pathlib import Path

import pytest
import shapely

from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.registry import store
from bongsu.registry.areas import Area, AreaIndex, Areas
from bongsu.registry.districts import BY_CODE, BY_NAME, DISTRICTS, district_in
from bongsu.registry.load_areas import AreasUnreadable, areas_of, dong_centres, load_areas
from bongsu.registry.register_areas import register_areas

OFFICE = Point(37.589116, 127.018214)
CORNER = Point(37.55, 127.0)


def square(code: str, east_m: float, side_m: float = 1000.0) -> Area:
    start, end = moved(CORNER, east_m, 0), moved(CORNER, east_m + side_m, side_m)
    centre = Point((start.lat + end.lat) / 2, (start.lon + end.lon) / 2)
    shape = shapely.box(start.lon, start.lat, end.lon, end.lat)
    return Area("adm", code, f"{code}동", "SB", shape, centre)


def test_a_point_belongs_to_the_dong_that_holds_it() -> None:
    index = AreaIndex([square("1", 0), square("2", 1000)])
    assert index.dong_of(moved(CORNER, 500, 500)) == index.areas[0]
    assert index.dong_of(moved(CORNER, 1500, 500)) == index.areas[1]
    assert index.dong_of(moved(CORNER, -50, 500)) is None


def test_on_a_shared_border_the_answer_never_wavers() -> None:
    for order in ([square("1", 0), square("2", 1000)], [square("2", 1000), square("1", 0)]):
        found = AreaIndex(order).dong_of(Point(CORNER.lat + 0.001, order[0].geometry.bounds[0]))
        assert found is None or found.code in ("1", "2")
    overlapping = AreaIndex([square("2", 0), square("1", 0)])
    inside = overlapping.dong_of(moved(CORNER, 10, 10))
    assert inside is not None
    assert inside.code == "1"


def test_the_distance_to_a_border_is_in_metres() -> None:
    index = AreaIndex([square("1", 0)])
    assert index.distance_to_border_m(moved(CORNER, 500, 120)) == pytest.approx(120, rel=0.002)
    assert index.distance_to_border_m(moved(CORNER, -40, 500)) == pytest.approx(40, rel=0.002)
    assert AreaIndex([]).distance_to_border_m(CORNER) is None


def test_a_disc_touches_every_dong_it_reaches() -> None:
    index = AreaIndex([square("1", 0), square("2", 1000), square("3", 5000)])
    assert [area.code for area in index.within(moved(CORNER, 950, 500), 100)] == ["1", "2"]
    assert [area.code for area in index.within(moved(CORNER, 500, 500), 100)] == ["1"]


def test_metres_outside_a_district_are_known_and_zero_inside() -> None:
    areas = Areas([], {"SB": square("1", 0).geometry}, "test")
    assert areas.outside_m("SB", moved(CORNER, 10, 10)) == 0
    assert areas.outside_m("SB", moved(CORNER, 1150, 500)) == pytest.approx(150, rel=0.002)
    assert areas.outside_m("GR", CORNER) is None
    assert areas.district_of(moved(CORNER, 10, 10)) == "SB"


def test_without_shared_data_all_25_outlines_and_20_labelled_dongs_are_there(areas: Areas) -> None:
    assert areas.knows_all_of_seoul()
    assert len(areas.adm.areas) == 20
    assert all(area.synthetic for area in areas.adm.areas)
    assert not any(area.synthetic for area in areas.legal.areas)
    assert areas.district_of(OFFICE) == "SB"
    assert areas.outside_m("SB", OFFICE) == 0
    legal = areas.legal.dong_of(OFFICE)
    assert legal is not None
    assert (legal.name, legal.code) == ("삼선동5가", "1129011500")


def test_synthetic_dongs_fill_the_district_without_overlap(areas: Areas) -> None:
    shapes = [area.geometry for area in areas.adm.areas]
    outline = areas.outlines["SB"]
    assert sum(shape.area for shape in shapes) == pytest.approx(outline.area, rel=1e-6)
    for area in areas.adm.areas:
        assert areas.dong_of(area.centre) is area


def test_the_table_of_centres_names_the_twenty_dongs() -> None:
    names = [name for _, name, _ in dong_centres()]
    assert len(names) == len(set(names)) == 20
    assert {"길음1동", "길음2동", "정릉4동", "석관동"} <= set(names)
    assert all(code.startswith("11290") and len(code) == 10 for code, _, _ in dong_centres())


@pytest.mark.parametrize(("district", "dongs"), [("SB", 20), ("GB", 13), ("GR", 16)])
def test_each_linked_district_is_filled_by_dongs_of_its_own_name(district: str, dongs: int) -> None:
    areas = load_areas(None, district)
    assert len(areas.adm.areas) == dongs
    assert {area.district for area in (*areas.adm.areas, *areas.legal.areas)} == {district}
    assert all(area.code.startswith(BY_CODE[district].mois) for area in areas.adm.areas)
    assert all(area.synthetic for area in areas.adm.areas)
    shapes = [area.geometry.area for area in areas.adm.areas]
    assert sum(shapes) == pytest.approx(areas.outlines[district].area, rel=1e-6)


def test_a_district_without_known_dongs_is_one_piece_and_says_that_it_is_made_up() -> None:
    areas = load_areas(None, *BY_CODE)
    assert len(areas.adm.areas) == 20 + 13 + 16 + 22
    whole = next(area for area in areas.adm.areas if area.district == "GN")
    assert (whole.code, whole.name, whole.synthetic) == ("1168000000", "강남구", True)
    assert areas.dong_of(whole.centre) is whole


def test_a_file_that_is_no_boundary_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "seoul_dong.geojson").write_text('{"features": [{}]}', "utf-8")
    with pytest.raises(AreasUnreadable, match="seoul_dong"):
        load_areas(tmp_path)


FACTS = {"adm_code": "1129066000", "name_ko": "길음1동", "gu": "성북구"}
DONG = {
    "type": "Feature",
    "properties": FACTS,
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[127.02, 37.60], [127.03, 37.60], [127.03, 37.61], [127.02, 37.60]]],
    },
}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({**DONG, "properties": {"name_ko": "길음1동", "gu": "성북구"}}, "adm_code"),
        ({**DONG, "properties": {**FACTS, "gu": "해운대구"}}, "해운대구"),
        ({**DONG, "geometry": {"type": "Polygon", "coordinates": 7}}, "feature 1"),
        ("no feature at all", "feature 1"),
    ],
)
def test_the_feature_that_is_no_dong_is_named(tmp_path: Path, broken: object, said: str) -> None:
    file = tmp_path / "dongs.geojson"
    file.write_text(json.dumps({"features": [DONG, broken]}), "utf-8")
    with pytest.raises(AreasUnreadable, match=said) as refused:
        areas_of(file, "SB")
    assert refused.value.field == "features[1]"


def test_a_file_without_any_dong_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dongs.geojson"
    file.write_text('{"features": []}', "utf-8")
    with pytest.raises(AreasUnreadable, match="no dong"):
        areas_of(file, "SB")


def test_a_district_is_the_union_of_its_dongs(tmp_path: Path) -> None:
    file = tmp_path / "dongs.geojson"
    file.write_text(json.dumps({"features": [DONG]}), "utf-8")
    areas = areas_of(file, "SB")
    found = areas.dong_of(Point(lat=37.602, lon=127.027))
    assert found is not None
    assert (found.name, found.synthetic, areas.source) == ("길음1동", False, "dongs.geojson")


@pytest.mark.shared
def test_the_real_dongs_are_read_in_place(real_areas: Areas) -> None:
    assert len(real_areas.adm.areas) == 425
    found = real_areas.dong_of(OFFICE)
    assert found is not None
    assert (found.name, found.synthetic) == ("삼선동", False)


@pytest.mark.shared
def test_the_table_of_centres_agrees_with_the_real_dongs(real_areas: Areas) -> None:
    for code, name, centre in (*dong_centres("SB"), *dong_centres("GB"), *dong_centres("GR")):
        found = real_areas.dong_of(centre)
        assert found is not None
        assert (found.code, found.name) == (code, name)


async def test_dongs_are_kept_for_the_map(database: Database, areas: Areas) -> None:
    assert await register_areas(database, areas) == 59
    assert await register_areas(database, areas) == 59, "again, and no more than before"
    async with database.read() as connection:
        adm, legal = await store.areas(connection), await store.areas(connection, "legal")
    assert (len(adm), len(legal)) == (20, 39)
    assert all(area.synthetic for area in adm)
    assert json.loads(adm[0].geojson)["type"] in ("Polygon", "MultiPolygon")


def test_district_letters_and_codes_are_unique() -> None:
    for name in ("code", "mois", "organisation", "name_ko", "name_en"):
        assert len({getattr(district, name) for district in DISTRICTS}) == 25


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("서울특별시 성북구청", "성북구"), ("서울특별시동작구청", "동작구"),
        ("서울특별시_서초구", "서초구"), ("동대문구 천호대로 145", "동대문구"),
        ("서울특별시 서대문구", "서대문구"), ("서울특별시 중구청", "중구"),
    ],
)  # fmt: skip
def test_a_district_is_recognised_as_organisations_write_it(text: str, name: str) -> None:
    assert district_in(text) == BY_NAME[name]


@pytest.mark.parametrize(
    "text", ["부산광역시 중구", "경기도 성남시", "대구 강서구", "관제센터", ""]
)
def test_other_cities_are_not_ours(text: str) -> None:
    assert district_in(text) is None
