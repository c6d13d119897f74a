"""Hydrants: the list is imported whole, bad rows are put aside, and the nearest come first."""

from pathlib import Path

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, moved
from bongsu.services.fire119.hydrants.read import HydrantsReport, import_hydrants
from bongsu.services.fire119.hydrants.store import hydrants_near
from tests.web.house import NOW, House

SCENE = Point(37.608, 127.020)
HEAD = "hydrant_id,kind,lat,lon,address,usable"


def row(name: str, east_m: float, *, usable: str = "") -> str:
    at = moved(SCENE, east_m, 0.0)
    return f"{name},지상식,{at.lat},{at.lon},길음로 1,{usable}"


async def imported(
    database: Database, folder: Path, *rows: str, head: str = HEAD
) -> HydrantsReport:
    file = folder / "hydrants.csv"
    file.write_text("\n".join((head, *rows)))
    return await import_hydrants(database, file, FixedClock(NOW))


async def near(database: Database, within_m: float = 300.0, limit: int = 20) -> list[str]:
    async with database.read() as connection:
        found = await hydrants_near(connection, SCENE, within_m, limit)
    return [one.hydrant_id for one in found]


async def test_the_nearest_come_first_and_no_further_than_asked(
    database: Database, tmp_path: Path
) -> None:
    await imported(database, tmp_path, row("C", 299), row("A", -10), row("B", 100), row("D", 301))
    assert await near(database) == ["A", "B", "C"]
    assert await near(database, limit=1) == ["A"]


async def test_what_gives_no_water_is_not_told(database: Database, tmp_path: Path) -> None:
    await imported(
        database, tmp_path, row("A", 1, usable="N"), row("B", 2, usable="불가"), row("C", 3)
    )
    assert await near(database) == ["C"]


async def test_a_new_list_is_the_whole_list(database: Database, tmp_path: Path) -> None:
    await imported(database, tmp_path, row("A", 1))
    await imported(database, tmp_path, row("B", 1))
    assert await near(database) == ["B"]
    report = await imported(database, tmp_path, "C,,x,y,,")
    assert (report.stored, len(report.put_aside)) == (0, 1)
    assert await near(database) == ["B"]


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (",,37.6,127,,", "hydrant_id"),
        ("A,,127,37.6,,", "lat"),
        ("A,,37.6,,,", "lon"),
        (row("Z", 1), "hydrant_id"),
    ],
)
async def test_a_bad_row_is_put_aside_with_its_number(
    database: Database, tmp_path: Path, bad: str, column: str
) -> None:
    report = await imported(database, tmp_path, row("Z", 1), bad)
    assert [(one.row, one.reason.partition(":")[0]) for one in report.put_aside] == [(3, column)]
    assert report.stored == 1


async def test_another_file_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no column"):
        await imported(database, tmp_path, head="name,x,y")


async def test_an_engine_asks_for_the_hydrants_near_a_place(house: House, tmp_path: Path) -> None:
    await imported(house.database, tmp_path, row("A", 50))
    for who in ("FIRE_ROOM", "FIRE_CAR"):
        answer = await house.ask(who, f"/api/hydrants?near={SCENE.lat},{SCENE.lon}")
        assert [one["hydrant_id"] for one in answer.json()] == ["A"]
        assert answer.json()[0]["distance_m"] == pytest.approx(50, abs=0.2)
    assert (await house.ask("POLICE_CAR", "/api/hydrants?near=37.6,127.0")).status_code == 403


@pytest.mark.parametrize("near", ["", "37.6", "127.0,37.6", "x,y", "37.6,127.0,1"])
async def test_a_place_that_is_none_is_refused(house: House, near: str) -> None:
    answer = await house.ask("FIRE_ROOM", f"/api/hydrants?near={near}")
    assert (answer.status_code, answer.json()["field"]) == (400, "near")
