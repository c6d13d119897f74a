"""OGC API – Features over the node's own application: pages, filters, links, forms, and the allow-list of what is told."""

from datetime import date

import pytest
from sqlalchemy import update

from bongsu.registry.tables import cameras, sites
from bongsu.services.catalogue.asked import MOST
from bongsu.services.catalogue.pages import CRS84
from tests.services.catalogue.asking import (
    CAMERAS,
    MAP,
    SITES,
    basic,
    every_page,
    items,
    readings,
)
from tests.web.house import NOBODY, House

OF_A_SITE = {
    "owner", "district", "managed_by", "address_road", "address_jibun", "purpose", "camera_count",
    "retention_days", "installed_on", "reference_date",
}  # fmt: skip
OF_A_CAMERA = OF_A_SITE | {"pixels_10k", "kind", "bearing_deg", "hfov_deg", "range_m", "state"}


async def test_pages_hold_every_camera_once_and_in_order(house: House) -> None:
    pages = await every_page(house, "limit=37")
    ids = [one["id"] for page in pages for one in page["features"]]
    assert ids == sorted(house.catalogue.rows)
    assert {page["numberMatched"] for page in pages} == {len(ids)}
    assert sum(page["numberReturned"] for page in pages) == len(ids)
    assert len(pages) > 2


@pytest.mark.parametrize(("path", "allowed"), [(CAMERAS, OF_A_CAMERA), (SITES, OF_A_SITE)])
async def test_nothing_but_the_allowed_columns_is_told(
    house: House, path: str, allowed: set[str]
) -> None:
    for page in await every_page(house, f"limit={MOST}", path=path):
        for one in page["features"]:
            assert set(one) == {"type", "id", "geometry", "properties"}
            assert set(one["properties"]) == allowed
            assert one["geometry"]["type"] == "Point"
    raw = (await house.ask(MAP, path)).text
    assert "rtsp" not in raw
    assert "stream" not in raw


async def test_an_address_of_the_network_in_a_published_cell_is_left_out(house: House) -> None:
    async with house.database.work() as work:
        await work.connection.execute(update(sites).values(address_road="보문로 10.1.2.3"))
    page = await items(house, "limit=5")
    assert {one["properties"]["address_road"] for one in page["features"]} == {None}


async def test_a_box_holds_exactly_what_stands_in_it(house: House) -> None:
    box = (127.018, 37.606, 127.022, 37.610)
    inside = {
        row.camera_id
        for row in house.catalogue.rows.values()
        if box[0] <= row.lon <= box[2] and box[1] <= row.lat <= box[3]
    }
    page = await items(house, f"limit={MOST}&bbox={','.join(map(str, box))}")
    assert {one["id"] for one in page["features"]} == inside
    assert 0 < len(inside) < len(house.catalogue.rows)


@pytest.mark.parametrize("name", ["purpose", "kind", "state", "district", "owner"])
async def test_filters_part_the_cameras_and_lose_none(house: House, name: str) -> None:
    everything = await every_page(house, f"limit={MOST}")
    values = [one["properties"][name] for page in everything for one in page["features"]]
    for value in set(values):
        found = await items(house, f"limit={MOST}&{name}={value}")
        assert found["numberMatched"] == values.count(value)
    assert (await items(house, f"{name}=nothing"))["numberMatched"] == 0


async def test_a_time_finds_what_was_put_up_then_and_what_has_no_date(house: House) -> None:
    ids = sorted(house.catalogue.rows)
    async with house.database.work() as work:
        await work.connection.execute(update(cameras).values(installed_on=None))
        for camera_id, day in ((ids[0], "2019-05-01"), (ids[1], "2021-05-01")):
            dated = update(cameras).where(cameras.c.camera_id == camera_id)
            parts = [int(part) for part in day.split("-")]
            await work.connection.execute(dated.values(installed_on=date(*parts)))
    late = await items(house, "limit=5000&datetime=2020-01-01T00:00:00Z/..")
    assert {ids[1], ids[2]} <= {one["id"] for one in late["features"]}
    assert ids[0] not in {one["id"] for one in late["features"]}
    early = await items(house, "limit=1&datetime=../2020-01-01")
    assert early["numberMatched"] == len(ids) - 1


async def test_a_word_that_the_collection_does_not_know_is_refused(house: House) -> None:
    """OGC 17-069r4, /req/core/query-param-unknown."""
    for path in (f"{CAMERAS}?colour=red", f"{SITES}?kind=ptz"):
        answer = await house.ask(MAP, path)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


async def test_forms_and_crs_are_said(house: House) -> None:
    answer = await house.ask(MAP, f"{CAMERAS}?limit=1")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["content-crs"] == f"<{CRS84}>"
    rels = {one["rel"]: one for one in answer.json()["links"]}
    assert rels["self"]["href"].startswith("http://localhost:8600/ogc/v1/")
    assert {"self", "next", "collection"} <= set(rels)
    described = await house.ask(MAP, "/ogc/v1/api")
    assert described.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert described.json()["openapi"].startswith("3.0")


async def test_one_camera_by_its_id(house: House) -> None:
    first = sorted(house.catalogue.rows)[0]
    answer = await house.ask(MAP, f"{CAMERAS}/{first}")
    assert (answer.json()["id"], answer.json()["links"][0]["rel"]) == (first, "self")
    assert (await house.ask(MAP, f"{CAMERAS}/SB-none")).status_code == 404


async def test_landing_page_leads_everywhere(house: House) -> None:
    landing = (await house.ask(MAP, "/ogc/v1")).json()
    assert landing["access"]["cameras"] == "all"
    for link in landing["links"]:
        assert (await house.ask(MAP, link["href"].partition("8600")[2])).status_code == 200
    conforms = (await house.ask(MAP, "/ogc/v1/conformance")).json()["conformsTo"]
    assert {one.rpartition("/")[2] for one in conforms} == {"core", "oas30", "geojson"}
    listed = (await house.ask(MAP, "/ogc/v1/collections")).json()["collections"]
    assert [one["id"] for one in listed] == ["cameras", "sites"]
    assert all(len(one["extent"]["spatial"]["bbox"][0]) == 4 for one in listed)


async def test_basic_opens_by_name_and_token_and_by_nothing_less(house: House) -> None:
    opened = await house.ask(NOBODY, CAMERAS, Authorization=basic(house, MAP))
    assert opened.status_code == 200
    token = house.template.bearers["wall"]
    for said in (
        basic(house, MAP, "guess"),
        basic(house, MAP, token),
        "Basic ===",
        "Basic",
        "Basic /w==",
    ):
        refused = await house.ask(NOBODY, CAMERAS, Authorization=said)
        assert (refused.status_code, refused.json()["code"]) == (401, "unknown_partner")


async def test_basic_opens_no_door_that_changes_anything(house: House) -> None:
    said = basic(house, "seoul-112")
    refused = await house.ask(NOBODY, "/link/v1/incidents", {}, Authorization=said)
    assert refused.status_code == 401


async def test_a_reading_is_one_row_for_all_its_pages_and_another_after_ten_minutes(
    house: House,
) -> None:
    await every_page(house, "limit=37")
    assert len(await readings(house)) == 1
    await items(house, "state=live")
    assert len(await readings(house)) == 2
    house.clock.advance(660)
    await items(house)
    rows = await readings(house)
    assert len(rows) == 3
    assert '"collection":"cameras"' in rows[0]


async def test_what_is_refused_leaves_no_reading(house: House) -> None:
    await house.ask("seoul-112", CAMERAS)
    await house.ask(MAP, f"{CAMERAS}?limit=0")
    assert await readings(house) == []
