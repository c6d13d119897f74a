"""`bongsu plan siting` as an office calls it: exit codes, one object on standard output, faults by their field."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from bongsu.cli.plan.siting import siting
from bongsu.planning.plans.drawn import DrawnPlan
from tests.planning.little_town import town

CONFIG = """
name = "2027년 성북구"
district = "SB"
year = 2027
[files]
dongs = "dongs.geojson"
[[mixes]]
ptz = 1
fixed = 1
[[funds]]
code = "구비"
kind = "district"
won = 60_000_000
[limits]
sites_max = 2
[solve]
gap = 0.2
time_limit_s = 20
"""


def dongs() -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"adm_code": f"11290{one.code[5:]}", "name_ko": one.name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in one.polygons]},
        }
        for one in town()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def run(folder: Path, *options: str, config: str = CONFIG) -> Result:
    (folder / "plan.toml").write_text(config, encoding="utf-8")
    (folder / "dongs.geojson").write_text(dongs(), encoding="utf-8")
    arguments = ["--config", str(folder / "plan.toml"), *options]
    return CliRunner().invoke(siting, arguments, standalone_mode=False)


def test_the_whole_plan_is_one_object(tmp_path: Path) -> None:
    ran = run(tmp_path, "--json", "--geojson", str(tmp_path / "sites.geojson"))
    assert ran.exit_code == 0, ran.stderr
    plan = msgspec.json.decode(ran.stdout, type=DrawnPlan)
    assert 0 < len(plan.sites) <= 2
    assert plan.gap <= 0.2
    sites = json.loads((tmp_path / "sites.geojson").read_text(encoding="utf-8"))
    assert [one["id"] for one in sites["features"]] == [one.candidate_id for one in plan.sites]
    assert "search" in ran.stderr


def test_people_read_sites_money_and_how_good_it_is(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert ran.exit_code == 0
    for words in ("sites, ", "gap ", "구비: ", "rank_list: ", "own_pole"):
        assert words in ran.stdout


def test_the_answer_may_be_no(tmp_path: Path) -> None:
    ran = run(tmp_path, "--json", config=CONFIG.replace("sites_max = 2", "sites_min = 9"))
    assert ran.exit_code == 1
    refused = json.loads(ran.stdout)
    assert "sites" in refused["field"]
    assert refused["told"][0]["ko"]
    assert refused["told"][0]["en"] in ran.stderr


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ("won = 60_000_000", "won = -1", "funds[0].won"),
        ("ptz = 1", "ptz = 1.5", "mixes[0].ptz"),
        ("[solve]", "[solves]", "solves"),
        ('district = "SB"', "", "district"),
        ('district = "SB"', 'district = "ZZ"', "district"),
        ('kind = "district"', 'kind = "gold"', "funds[0].kind"),
        ("[limits]", "[prices]\nptz = 0\n[limits]", "prices.ptz"),
        ("year = 2027", "year = = 2027", "config"),
        ('dongs = "dongs.geojson"', 'dongs = "none.geojson"', "files.dongs"),
        ("sites_max = 2", "sites_min = 3\nsites_max = 2", "limits.sites"),
    ],
)
def test_a_fault_is_wrong_use_and_names_its_field(
    tmp_path: Path, was: str, now: str, field: str
) -> None:
    assert was in CONFIG
    ran = run(tmp_path, "--json", config=CONFIG.replace(was, now))
    assert ran.exit_code == 2, ran.output
    assert json.loads(ran.stdout)["field"] == field
    assert f"[{field}]" in ran.stderr
    assert "Traceback" not in ran.output


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        siting, ["--config", str(tmp_path / "none.toml"), "--json"], standalone_mode=False
    )
    assert ran.exit_code == 2
    assert json.loads(ran.stdout)["field"] == "config"


def test_a_geojson_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    ran = run(tmp_path, "--geojson", str(tmp_path / "no" / "folder.geojson"))
    assert ran.exit_code != 0
    assert "--geojson" in str(ran.exception)
