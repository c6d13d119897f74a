"""`bongsu plan replacement` as an analyst calls it: one object on standard output, exit codes, bad input by name."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.cli.plan.replacement import replacement
from bongsu.planning.failures import PlanRefused

CONFIG = """
name = "2024 교체"
district = "GR"
year = 2024
funds = []
[files]
fleet = "fleet.csv"
[replacement]
as_of = 2024-01-01
won = 5_100_000
"""
FLEET = """관리번호,위도,경도,설치연월,카메라화소수,활용건수
A,37.50,126.88,2009-05,41,1
B,37.49,126.87,2012,200,12
C,37.48,126.86,2014-02-01,200,0
D,37.50,126.85,2015,130,3
E,37.49,126.84,2022,200,40
F,126.84,37.49,2010,200,1
"""


def run(folder: Path, *options: str, config: str = CONFIG, fleet: str = FLEET) -> Result:
    (folder / "plan.toml").write_text(config, encoding="utf-8")
    (folder / "fleet.csv").write_text(fleet, encoding="utf-8")
    return CliRunner().invoke(
        replacement, ["--config", str(folder / "plan.toml"), *options], standalone_mode=False
    )


def test_one_object_on_standard_output(tmp_path: Path) -> None:
    ran = run(tmp_path, "--json")
    assert ran.exit_code == 0
    drawn = json.loads(ran.stdout)
    assert [row["camera_id"] for row in drawn["rows"] if row["ours"]] == ["B", "D", "A"]
    assert [row["camera_id"] for row in drawn["rows"] if row["oldest"]] == ["B", "A", "C"]
    assert drawn["ours"]["won"] == 5_100_000
    assert drawn["gain"] > 0
    assert not drawn["lifetime"]["fitted"]


def test_a_row_set_aside_is_named_on_standard_error_and_in_the_answer(tmp_path: Path) -> None:
    ran = run(tmp_path, "--json")
    assert "row 7 [lat]" in ran.stderr
    assert json.loads(ran.stdout)["bad_rows"][0]["row"] == 7


def test_people_read_a_line_a_camera(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert "ours: 3 cameras, 5,100,000 won" in ran.stdout
    assert "oldest first: 3 cameras" in ran.stdout
    assert "over_age,low_pixels" in ran.stdout


def test_when_nobody_may_go_the_answer_is_no(tmp_path: Path) -> None:
    ran = run(tmp_path, config=CONFIG + "life_years = 30\n")
    assert ran.exit_code == 1
    assert "No camera may be replaced" in ran.stderr


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (CONFIG.replace("won = 5_100_000", ""), "replacement.won"),
        (CONFIG.replace("fleet.csv", "other.csv"), "files.fleet"),
        (CONFIG.replace('fleet = "fleet.csv"', ""), "files.fleet"),
    ],
)
def test_bad_input_is_named(tmp_path: Path, config: str, field: str) -> None:
    ran = run(tmp_path, config=config)
    assert isinstance(ran.exception, PlanRefused)
    assert ran.exception.field == field


def test_a_price_of_nothing_is_named(tmp_path: Path) -> None:
    ran = run(tmp_path, config=CONFIG + "fixed = 0\n")
    assert isinstance(ran.exception, PlanRefused)
    assert "replacement.fixed" in str(ran.exception.field)
