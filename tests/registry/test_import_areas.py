"""`bongsu import areas`: a real centre knows where its dongs and its neighbours' lie."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.imports import imports
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.import_areas import AreasReport, import_areas
from bongsu.registry.load_areas import AreasUnreadable
from bongsu.registry.refresh import CatalogueRefresh
from bongsu.roles.settings import NodeSettings
from tests.databases import url_in

CLOCK = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))


def dong(code: str, name: str, district: str, west: float) -> dict[str, object]:
    ring = [[west, 37.6], [west + 0.01, 37.6], [west + 0.01, 37.61], [west, 37.61], [west, 37.6]]
    return {
        "type": "Feature",
        "properties": {"adm_code": code, "name_ko": name, "gu": district},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def city(folder: Path, *dongs: dict[str, object]) -> Path:
    file = folder / "dongs.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": dongs}), "utf-8")
    return file


OURS = dong("1129066000", "길음1동", "성북구", 127.02)
THEIRS = dong("1130555500", "송천동", "강북구", 127.03)


async def test_dongs_of_the_neighbours_are_kept_too(tmp_path: Path) -> None:
    database = Database(url_in(tmp_path))
    catalogue = Catalogue()
    refresh = CatalogueRefresh(database, catalogue)
    report = await import_areas(database, city(tmp_path, OURS, THEIRS), "SB", clock=CLOCK)
    assert report == AreasReport(file="dongs.geojson", dongs=2, districts=2, own=1)
    assert await refresh.look(), "a running node reads them anew"
    assert {area.name for area in catalogue.dongs.areas} == {"길음1동", "송천동"}
    found = catalogue.dongs.dong_of(Point(lat=37.605, lon=127.035))
    assert found is not None
    assert found.district == "GB"
    await database.close()


async def test_a_broken_file_leaves_what_was_known(tmp_path: Path) -> None:
    database = Database(url_in(tmp_path))
    await import_areas(database, city(tmp_path, OURS), "SB", clock=CLOCK)
    with pytest.raises(AreasUnreadable, match="feature 0"):
        await import_areas(database, city(tmp_path, {"type": "Feature"}), "SB", clock=CLOCK)
    catalogue = Catalogue()
    async with database.read() as connection:
        await catalogue.load(connection)
    assert [area.name for area in catalogue.dongs.areas] == ["길음1동"]
    await database.close()


def run(tmp_path: Path, file: Path) -> tuple[int, str]:
    done = CliRunner().invoke(imports, ["areas", str(file), "--data-dir", str(tmp_path / "node")])
    return done.exit_code, done.stdout


def test_the_command_says_how_many_are_ours(tmp_path: Path) -> None:
    status, said = run(tmp_path, city(tmp_path, OURS, THEIRS))
    assert (status, json.loads(said)["own"]) == (0, 1)

    async def kept() -> int:
        settings = NodeSettings(data_dir=str(tmp_path / "node"))
        database = Database(settings.database)
        catalogue = Catalogue()
        async with database.read() as connection:
            await catalogue.load(connection)
        await database.close()
        return len(catalogue.dongs.areas)

    assert asyncio.run(kept()) == 2


def test_a_file_of_elsewhere_ends_with_no(tmp_path: Path) -> None:
    assert run(tmp_path, city(tmp_path, THEIRS))[0] == 1
