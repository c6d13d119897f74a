"""A system that polls gets all once, then only what changed, and 304 when nothing did."""

import pytest
from sqlalchemy import update

from bongsu.federation.catalogue.versions import Versions
from bongsu.registry.tables import cameras
from tests.services.catalogue.asking import MAP, WALL, readings
from tests.services.catalogue.test_features import OF_A_CAMERA
from tests.web.house import House

PATH = "/link/v1/cameras"


@pytest.fixture
async def versions(house: House) -> Versions:
    numbered = Versions(house.database, house.catalogue, house.desk.centre.code)
    await numbered.compare()
    return numbered


async def test_all_once_then_only_what_changed(house: House, versions: Versions) -> None:
    first = (await house.ask(MAP, PATH)).json()
    assert (first["fresh"], first["more"], first["gone"]) == (True, False, [])
    assert {one["id"] for one in first["features"]} == set(house.catalogue.rows)
    assert all(set(one["properties"]) < OF_A_CAMERA for one in first["features"])
    turned, removed = sorted(house.catalogue.rows)[:2]
    async with house.database.work() as work:
        moved = update(cameras).where(cameras.c.camera_id == turned).values(bearing_deg=12.5)
        await work.connection.execute(moved)
        gone = update(cameras).where(cameras.c.camera_id == removed)
        await work.connection.execute(gone.values(removed_on=house.clock.now().date()))
    await versions.compare()
    later = (await house.ask(MAP, f"{PATH}?after={first['version']}")).json()
    assert [one["id"] for one in later["features"]] == [turned]
    assert later["features"][0]["properties"]["bearing_deg"] == 12.5
    assert (later["gone"], later["fresh"]) == ([removed], False)
    assert later["version"] != first["version"]


async def test_nothing_new_is_304_and_no_reading(house: House, versions: Versions) -> None:
    first = await house.ask(MAP, PATH)
    before, same = len(await readings(house)), {"If-None-Match": first.headers["etag"]}
    again = await house.ask(MAP, PATH, from_console=False, **same)
    assert (again.status_code, again.content) == (304, b"")
    assert len(await readings(house)) == before
    assert versions.name


async def test_a_version_under_another_scope_begins_anew(house: House, versions: Versions) -> None:
    theirs = (await house.ask(WALL, PATH)).json()
    mine = (await house.ask(MAP, f"{PATH}?after={theirs['version']}")).json()
    assert mine["fresh"]
    assert len(mine["features"]) == len(house.catalogue.rows)
    assert versions.name


@pytest.mark.parametrize("after", ["x", "1", "1.", "-1.all", "1.a%20b", "9" * 30 + ".all", "1.é"])
async def test_a_version_that_was_never_answered_is_refused(house: House, after: str) -> None:
    answer = await house.ask(MAP, f"{PATH}?after={after}")
    assert (answer.status_code, answer.json()["field"]) == (400, "after")
