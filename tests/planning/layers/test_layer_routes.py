"""`/api/planning/layers` through the whole application."""

import msgspec

from tests.planning.layers.brought import (
    EVERY_KIND,
    GILEUM,
    GILEUM_DONG,
    bells,
    population,
    priority,
    shops,
    street,
)
from tests.web.house import House

PATH, PLANNER, HEAD = "/api/planning/layers", "SITE_PLANNER", "CENTRE_HEAD"


async def test_a_planner_brings_a_layer_and_the_head_sees_it(house: House) -> None:
    answer = await house.ask(PLANNER, PATH, bells(GILEUM, ("", "")))
    assert answer.status_code == 201, answer.text
    assert answer.json()["layer"]["rows"] == 1
    assert answer.json()["unchanged"] is False
    (seen,) = (await house.ask(HEAD, PATH)).json()
    assert (seen["code"], seen["source"], seen["as_of"]) == ("bells", "성북구", "2026-06-30")
    (left_out,) = seen["left_out"]
    assert left_out["rows"] == [2]
    assert "2행" in left_out["told"]["ko"]


async def test_faults_come_back_by_row_in_two_languages(house: House) -> None:
    swapped = shops(("유흥", (GILEUM[1], GILEUM[0])))
    answer = await house.ask(PLANNER, PATH, swapped)
    assert answer.status_code == 400
    said = answer.json()
    assert said["field"] == "shops.lat, lon"
    assert said["told"] == [
        {
            "ko": "shops 1행 (lat, lon): 위도와 경도가 뒤바뀌었습니다",
            "en": "shops, row 1 (lat, lon): latitude and longitude are swapped",
        }
    ]


async def test_an_older_edition_is_a_conflict(house: House) -> None:
    await house.ask(PLANNER, PATH, bells(GILEUM))
    older = msgspec.to_builtins(bells(GILEUM)) | {"as_of": "2020-01-01"}
    answer = await house.ask(PLANNER, PATH, older)
    assert (answer.status_code, answer.json()["code"]) == (409, "older_layer")


async def test_a_layer_is_shown_as_geojson(house: House) -> None:
    for new in EVERY_KIND:
        assert (await house.ask(PLANNER, PATH, new)).status_code == 201
    kinds = {}
    for new in EVERY_KIND:
        answer = await house.ask(HEAD, f"{PATH}/{new.code}/shape")
        assert answer.headers["content-type"].startswith("application/geo+json")
        feature = answer.json()["features"][0]
        kinds[new.code] = feature["geometry"] and feature["geometry"]["type"]
    assert kinds == {
        "bells": "Point", "child_zones": "Point", "shops": "Point", "poles": "Point",
        "streets": "LineString", "city_priority": "Polygon", "population": "MultiPolygon",
        "jurisdiction": "MultiPolygon", "crime": None,
    }  # fmt: skip


async def test_a_dongs_figures_stand_on_its_outline(house: House) -> None:
    await house.ask(PLANNER, PATH, population())
    (feature,) = (await house.ask(PLANNER, f"{PATH}/population/shape")).json()["features"]
    assert feature["properties"]["code"] == GILEUM_DONG
    assert feature["properties"]["name"] == "길음1동"
    assert feature["properties"]["women_share"] == 0.6


async def test_rank_and_year_stand_beside_the_citys_areas(house: House) -> None:
    await house.ask(PLANNER, PATH, priority())
    (feature,) = (await house.ask(HEAD, f"{PATH}/city_priority/shape")).json()["features"]
    assert feature["properties"] == {"code": "A", "rank": 3, "year": 2026}


async def test_out_of_use_it_is_gone_from_list_and_map(house: House) -> None:
    await house.ask(PLANNER, PATH, street())
    gone = await house.ask(PLANNER, f"{PATH}/streets", method="DELETE")
    assert gone.status_code == 204
    assert (await house.ask(HEAD, PATH)).json() == []
    assert (await house.ask(HEAD, f"{PATH}/streets/shape")).status_code == 404


async def test_a_body_that_does_not_fit_is_named(house: House) -> None:
    usual = msgspec.to_builtins(bells(GILEUM))
    for changed, field in (
        ({"code": "Bells!"}, "code"),
        ({"kind": "people"}, "kind"),
        ({"source": ""}, "source"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"owner": "me"}, "owner"),
    ):
        answer = await house.ask(PLANNER, PATH, usual | changed)
        assert (answer.status_code, answer.json()["field"]) == (400, field), answer.text
