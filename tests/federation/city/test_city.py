"""The city's page: every district at the hub, at a district itself and those it is linked with; outlines made of dongs."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import shapely
from litestar.datastructures import State

from bongsu.federation.city.districts import CityDistrict, city_districts
from bongsu.federation.city.outlines import Outlines, outlines
from bongsu.federation.peers.about import Stands, about_us
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.links import CatalogueView, Links
from bongsu.federation.peers.own import own_centre
from bongsu.federation.peers.peer import RolloutStage
from bongsu.federation.peers.revoke import revoke
from bongsu.registry.centres import profile
from bongsu.registry.districts import DISTRICTS
from bongsu.registry.store import StoredArea
from bongsu.roles.federation_parts import federation_state
from bongsu.roles.settings import NodeSettings
from tests.federation.peers.centres import NOW, CentreInTest
from tests.web.house import House

PILOT = Stands(RolloutStage.PILOT, NOW.date())


def catalogue(source: str) -> CatalogueView:
    return CatalogueView(
        cameras=1, version=1, digest="a", own_digest="a", agrees=True, source=source
    )


async def lines(
    centre: CentreInTest,
    own_counts: tuple[int, int] = (0, 0),
    counts: dict[str, tuple[int, int]] | None = None,
    catalogues: dict[str, CatalogueView] | None = None,
) -> dict[str, CityDistrict]:
    own = about_us(own_centre(profile(centre.desk.own.code)), PILOT, {}, "", 1)
    views = await Links(centre.desk, LinkStates(centre.clock)).views()
    found = city_districts(own, own_counts, views, counts or {}, catalogues or {})
    return {one.code: one for one in found}


async def test_a_hub_lists_all_districts_and_says_whose_cameras_come_from_a_file(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    found = await lines(
        seoul,
        counts={"GANGBUK": (2500, 12), "JONGNO": (1500, 0)},
        catalogues={"JONGNO": catalogue("공개자료"), "GANGBUK": catalogue("")},
    )
    assert [one.district for one in found.values()] == [one.code for one in DISTRICTS]
    linked, published, unknown = found["GANGBUK"], found["JONGNO"], found["GURO"]
    assert (linked.cameras, linked.cameras_dead, linked.source) == (2500, 12, "")
    assert (linked.stage, linked.state) == (RolloutStage.PREPARING, "down")
    assert linked.reason_ko
    assert linked.reason_en
    assert (published.cameras, published.source, published.state) == (1500, "공개자료", "unlinked")
    assert (published.stage, published.stage_on) == (None, None)
    assert (unknown.cameras, unknown.source) == (0, "")


async def test_a_district_lists_itself_and_whom_it_is_linked_with(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    alone = await lines(gangbuk, (2500, 3))
    assert list(alone) == ["GANGBUK"]
    own = alone["GANGBUK"]
    assert (own.state, own.cameras, own.cameras_dead) == ("own", 2500, 3)
    assert (own.stage, own.stage_on) == (RolloutStage.PILOT, NOW.date())
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    assert list(await lines(gangbuk)) == ["GANGBUK"], "the hub is no district"


async def test_a_revoked_district_is_said_to_be_at_no_stage(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    await revoke(seoul.desk, "GANGBUK", "stolen", "test")
    one = (await lines(seoul))["GANGBUK"]
    assert (one.state, one.stage) == ("revoked", None)


def dong(code: str, district: str, west: float) -> StoredArea:
    box = shapely.box(west, 37.5, west + 0.01, 37.51)
    shape = shapely.to_geojson(shapely.MultiPolygon([box]))
    return StoredArea(
        "adm", code, f"{code}동", district, shape, 37.505, west + 0.005, synthetic=False
    )


def test_an_outline_joins_dongs_and_closes_the_seam_between_them() -> None:
    areas = [dong("1", "SB", 127.0), dong("2", "SB", 127.010_001), dong("3", "GB", 127.03)]
    legal = StoredArea("legal", "9", "법정동", "GR", areas[0].geojson, 37.5, 127.0, synthetic=False)
    said: dict[str, Any] = msgspec.json.decode(outlines([*areas, legal]))
    assert said["type"] == "FeatureCollection"
    seongbuk, gangbuk = said["features"]
    assert [one["properties"]["name_ko"] for one in (seongbuk, gangbuk)] == ["성북구", "강북구"]
    assert seongbuk["geometry"]["type"] == "Polygon"
    assert len(seongbuk["geometry"]["coordinates"]) == 1, "no sliver remains"
    lon, lat = seongbuk["properties"]["centre"]
    assert 127.0 < lon < 127.021
    assert 37.5 < lat < 37.51


def test_outlines_are_made_again_only_for_other_areas() -> None:
    known, areas = Outlines(), [dong("1", "SB", 127.0)]
    assert known.kept(areas) is None
    assert known.keep(areas, b"{}") == b"{}"
    assert known.kept(areas) == b"{}"
    assert known.kept([*areas]) is None


@pytest.mark.parametrize(("centre", "many"), [("SEOUL", 25), ("SEONGBUK", 1)])
async def test_the_page_over_http(house: House, tmp_path: Path, centre: str, many: int) -> None:
    settings = NodeSettings(data_dir=str(tmp_path), centre=centre)
    house.app.state = State({**house.state, **federation_state(settings, house.state)})
    page = (await house.ask("OPERATOR", "/api/city")).json()
    assert (page["code"], len(page["districts"])) == (centre, many)
    [own] = [one for one in page["districts"] if one["code"] == "SEONGBUK"]
    assert own["name_ko"] == "성북구"
    answer = await house.ask("AUDITOR", "/api/city/outlines")
    assert answer.headers["content-type"] == "application/geo+json"
    [shape] = answer.json()["features"]
    assert shape["properties"]["district"] == "SB"
    assert answer.content == (await house.ask("CPO", "/api/city/outlines")).content
