"""Which cameras a scene's partner speaks of: in service, of a common purpose, the nearest first."""

from dataclasses import replace
from pathlib import Path

from bongsu.demo.nearby import MOST, around, nearest
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.camera import CameraRow, CameraStatus, Purpose
from bongsu.services.shared.scenes import Spot
from tests.databases import url_in
from tests.incidents.a_catalogue import row as camera_row

SPOT = Spot(37.608, 127.02)


def row(name: str, away_m: float, **more: object) -> CameraRow:
    at = moved(Point(SPOT.lat, SPOT.lon), away_m, 0.0)
    return replace(camera_row(name), lat=at.lat, lon=at.lon, **more)  # type: ignore[arg-type]  # checked by name


def test_the_nearest_comes_first_and_no_more_than_are_asked() -> None:
    rows = [row("far", 300.0), row("near", 10.0), row("b", 50.0), row("a", 50.0)]
    assert nearest(rows, SPOT, 3) == ("near", "a", "b")
    assert len(nearest([row(str(n), n) for n in range(20)], SPOT)) == MOST


def test_what_is_out_of_service_or_of_another_purpose_is_left_out() -> None:
    rows = [
        row("gone", 1.0, status=CameraStatus.OUT_OF_SERVICE),
        row("dump", 2.0, purpose=Purpose.DUMPING),
        row("multi", 3.0, purpose=Purpose.MULTI),
    ]
    assert nearest(rows, SPOT) == ("multi",)


async def test_a_district_without_cameras_has_none_around_its_places(tmp_path: Path) -> None:
    database = Database(url_in(tmp_path))
    try:
        assert await around(database, [SPOT]) == {SPOT: ()}
    finally:
        await database.close()
