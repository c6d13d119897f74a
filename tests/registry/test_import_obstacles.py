"""Building outlines in the register, and that the choice of cameras really minds them."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.areas import Areas
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.footprints import NotGeoJson
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_obstacles import ObstaclesReport, import_obstacles
from bongsu.registry.rank import rank
from bongsu.registry.refresh import CatalogueRefresh
from bongsu.registry.scene import Scene
from bongsu.registry.tables import import_runs, obstacles
from tests.registry.conftest import INSIDE, Writer, row

POLE = Point(float(INSIDE[0]), float(INSIDE[1]))
# 30 m north of the pole
PLACE = moved(POLE, 0.0, 30.0)
NAME = "buildings.geojson"


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A building so many metres from the pole."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    places = [moved(POLE, *corner) for corner in corners]
    ring = [[one.lon, one.lat] for one in places]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


BETWEEN, ASIDE = box(-10, 10, 10, 20), box(15, 10, 30, 20)


class Mapper:
    """Hands in outlines and asks what the node then knows."""

    def __init__(self, database: Database, clock: FixedClock, folder: Path) -> None:
        self.database, self.clock, self.folder = database, clock, folder

    async def hand_in(self, *features: object, name: str = NAME) -> ObstaclesReport:
        path = self.folder / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        (report,) = await import_obstacles(self.database, [path], clock=self.clock)
        self.clock.advance(1)
        return report

    async def all(self, table: Any) -> list[dict[str, Any]]:
        async with self.database.read() as connection:
            found = await connection.execute(select(table).order_by(*table.primary_key))
            return [dict(one) for one in found.mappings()]

    async def catalogue(self) -> Catalogue:
        catalogue = Catalogue()
        async with self.database.read() as connection:
            await catalogue.load(connection)
        return catalogue

    async def chance(self, place: Point = PLACE) -> float:
        """That the one camera sees the place."""
        known = await self.catalogue()
        (seen,) = rank(known.index, Scene(place), around=known.around)
        return seen.chance


@pytest.fixture
def mapper(database: Database, clock: FixedClock, tmp_path: Path) -> Mapper:
    return Mapper(database, clock, tmp_path)


@pytest.fixture
async def one_camera(mapper: Mapper, areas: Areas, write: Writer) -> None:
    path = write([row(카메라대수="1", 촬영방면정보="북")])
    await import_cameras(mapper.database, [path], areas=areas, clock=mapper.clock)
    mapper.clock.advance(1)


@pytest.mark.usefixtures("one_camera")
async def test_a_wall_between_camera_and_place_lowers_its_chance(mapper: Mapper) -> None:
    await mapper.hand_in(ASIDE)
    free = await mapper.chance()
    await mapper.hand_in(ASIDE, BETWEEN)
    assert await mapper.chance() < free / 3


@pytest.mark.usefixtures("one_camera")
async def test_outlines_of_another_neighbourhood_say_nothing_of_this_one(mapper: Mapper) -> None:
    unknown = await mapper.chance()
    await mapper.hand_in(box(3_000, 0, 3_010, 10))
    assert await mapper.chance() == unknown


async def test_where_no_outlines_were_imported_none_are_known(mapper: Mapper) -> None:
    assert (await mapper.catalogue()).around.obstacles is None


@pytest.mark.usefixtures("one_camera")
async def test_a_running_node_hears_of_new_outlines(mapper: Mapper) -> None:
    catalogue = Catalogue()
    refresh = CatalogueRefresh(mapper.database, catalogue, look_every_s=600)
    await refresh.look()
    await mapper.hand_in(BETWEEN)
    assert await refresh.look()
    assert catalogue.around.obstacles is not None
    assert len(catalogue.around.obstacles) == 1
    await mapper.hand_in(BETWEEN)
    assert not await refresh.look()


async def test_the_same_content_again_changes_nothing(mapper: Mapper) -> None:
    first = await mapper.hand_in(BETWEEN, ASIDE)
    before = (await mapper.all(obstacles), await mapper.all(import_runs))
    again = await mapper.hand_in(BETWEEN, ASIDE)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (await mapper.all(obstacles), await mapper.all(import_runs)) == before


async def test_a_file_of_the_same_name_replaces_its_own_rows_only(mapper: Mapper) -> None:
    await mapper.hand_in(BETWEEN, ASIDE)
    await mapper.hand_in(ASIDE, name="other.geojson")
    await mapper.hand_in(BETWEEN)
    kept = [(one["source_file"], one["feature_index"]) for one in await mapper.all(obstacles)]
    assert kept == [("other.geojson", 0), (NAME, 0)]


async def test_an_earlier_content_may_come_back(mapper: Mapper) -> None:
    await mapper.hand_in(BETWEEN)
    await mapper.hand_in(ASIDE, BETWEEN)
    assert not (await mapper.hand_in(BETWEEN)).unchanged
    assert len(await mapper.all(obstacles)) == 1


async def test_broken_features_are_counted_and_named_and_not_fatal(mapper: Mapper) -> None:
    report = await mapper.hand_in(BETWEEN, {"type": "Feature", "geometry": None}, 5, ASIDE)
    assert (report.features, report.stored, report.broken) == (4, 2, 2)
    assert report.accounted
    assert [(one.index, one.reason) for one in report.broken_features] == [
        (1, "no_geometry"),
        (2, "not_a_feature"),
    ]
    assert [one["feature_index"] for one in await mapper.all(obstacles)] == [0, 3]


async def test_a_file_without_any_outline_replaces_nothing(mapper: Mapper) -> None:
    await mapper.hand_in(BETWEEN)
    report = await mapper.hand_in()
    assert (report.stored, report.unchanged) == (0, True)
    assert len(await mapper.all(obstacles)) == 1


async def test_a_bad_file_beside_a_good_one_stores_neither(mapper: Mapper) -> None:
    good, bad = mapper.folder / "good.geojson", mapper.folder / "bad.geojson"
    good.write_text(json.dumps({"type": "FeatureCollection", "features": [BETWEEN]}))
    bad.write_text("lat,lon")
    with pytest.raises(NotGeoJson, match=r"bad\.geojson"):
        await import_obstacles(mapper.database, [good, bad], clock=mapper.clock)
    assert await mapper.all(obstacles) == []


@pytest.mark.shared
async def test_a_real_quarter_is_stored_whole(shared: Path, mapper: Mapper) -> None:
    path = shared / "data" / "geo" / "seoul_sinchon_buildings.geojson"
    (report,) = await import_obstacles(mapper.database, [path], clock=mapper.clock)
    assert (report.features, report.stored, report.broken) == (899, 899, 0)
    known = (await mapper.catalogue()).around.obstacles
    assert known is not None
    assert known.are_known_around(Point(37.5640, 126.9369))
    assert not known.are_known_around(POLE)
