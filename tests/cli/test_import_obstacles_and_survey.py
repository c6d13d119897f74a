"""`bongsu import obstacles` and `bongsu import survey`: what they say, and the exit code when something was refused."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.cli.imports import imports
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.registry.load_areas import load_areas
from bongsu.registry.synthetic import register_synthetic, synthetic_cameras
from bongsu.roles.settings import NodeSettings

MADE = synthetic_cameras(5, seed=1, areas=load_areas(None))
FIRST, SECOND = MADE.cameras[0].camera_id, MADE.cameras[1].camera_id
RING = [[127.0, 37.5], [127.001, 37.5], [127.001, 37.501], [127.0, 37.5]]
WHOLE = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    async def fill() -> None:
        settings = NodeSettings(data_dir=str(tmp_path / "node"))
        settings.folder.mkdir()
        await upgrade(settings.database)
        database = Database(settings.database)
        await register_synthetic(database, MADE)
        await database.close()

    asyncio.run(fill())
    return tmp_path / "node"


def run(data_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(imports, [*arguments, "--data-dir", str(data_dir)])


def sheet(data_dir: Path, *rows: str) -> str:
    path = data_dir / "survey.csv"
    path.write_text("\n".join(["camera_id,bearing_deg", *rows, ""]), encoding="utf-8-sig")
    return str(path)


def outlines(data_dir: Path, *features: object) -> str:
    path = data_dir / "buildings.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(path)


def test_a_good_survey_is_answered_as_one_json_object(data_dir: Path) -> None:
    done = run(data_dir, "survey", sheet(data_dir, f"{FIRST},90"), "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["applied"], report["accounted"]) == (0, 1, True)


def test_refused_rows_are_named_and_the_exit_code_says_so(data_dir: Path) -> None:
    done = run(data_dir, "survey", sheet(data_dir, f"{FIRST},90", f"{SECOND},400", "XX-1-1,5"))
    assert done.exit_code == 1
    assert "applied: 1" in done.stderr
    assert f"row 2 ({SECOND}): bearing_not_0_to_360" in done.stderr
    assert "row 3 (XX-1-1): camera_unknown" in done.stderr


def test_strict_holds_the_good_rows_back(data_dir: Path) -> None:
    path = sheet(data_dir, f"{FIRST},90", f"{SECOND},400")
    report = json.loads(run(data_dir, "survey", path, "--strict", "--json").stdout)
    assert (report["applied"], report["files"][0]["held_back"]) == (0, 1)


def test_outlines_are_answered_file_by_file(data_dir: Path) -> None:
    done = run(data_dir, "obstacles", outlines(data_dir, WHOLE), "--json")
    (report,) = json.loads(done.stdout)
    assert (done.exit_code, report["stored"], report["unchanged"]) == (0, 1, False)
    again = run(data_dir, "obstacles", outlines(data_dir, WHOLE))
    assert "nothing has changed" in again.stderr


@pytest.mark.parametrize(
    ("features", "said"),
    [((WHOLE, None), "feature 1: not_a_feature"), ((), "no outline in it")],
)
def test_broken_outlines_are_named_and_the_exit_code_says_so(
    data_dir: Path, features: tuple[object, ...], said: str
) -> None:
    done = run(data_dir, "obstacles", outlines(data_dir, *features))
    assert done.exit_code == 1
    assert said in done.stderr
