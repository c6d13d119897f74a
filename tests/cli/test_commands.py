"""What every command promises: quick help, one JSON object on standard output, exit codes 0, 1 and 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.main import COMMANDS, cli
from tests.shared_folder import ROOT

HEADINGS = (
    "관리기관명,소재지도로명주소,소재지지번주소,설치목적구분,카메라대수,카메라화소수,촬영방면정보,"
    "보관일수,설치년월,관리기관전화번호,위도,경도,데이터기준일자"
)
ROW = (
    "서울특별시 성북구청,서울특별시 성북구 보문로 168,,생활방범,2,200,360도,"
    "30,2019-05,02-2241-0000,37.5891,127.0182,2020-04-01"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bongsu", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A file as districts publish it: CP949, header cells with blanks."""
    file = tmp_path / "서울특별시_성북구_CCTV_20200401.csv"
    file.write_bytes(f"{HEADINGS.replace('위도', '위도 ')}\r\n{ROW}\r\n".encode("cp949"))
    return file


def test_help_lists_every_command_and_loads_none() -> None:
    said = run("--help")
    assert said.returncode == 0
    for name in COMMANDS:
        assert name in said.stdout
    loaded = "import sys, bongsu.cli.main; print(sorted(m for m in sys.modules if m in %r))"
    heavy = ("numpy", "scipy", "av", "litestar", "sqlalchemy", "shapely", "aiohttp")
    line = [sys.executable, "-c", loaded % (heavy,)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    said = CliRunner().invoke(cli, [name, "--help"])
    assert said.exit_code == 0, said.output
    assert "Usage" in said.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("run", "--only", "nobody"),
        ("run", "--port", "many"),
        ("import", "cameras"),
        ("registry", "count", "--as-of", "yesterday"),
        ("audit", "verify", "--data-dir", "/nowhere-at-all"),
        ("people", "add", "somebody"),
    ],
)
def test_wrong_use_is_exit_code_2_and_one_complaint(arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.strip()
    assert "Traceback" not in said.stderr


def test_cameras_are_imported_without_a_node_and_twice_changes_nothing(
    tmp_path: Path, published: Path
) -> None:
    folder = str(tmp_path / "node")
    arguments = ("import", "cameras", str(published), "--json", "--data-dir", folder)
    first, second = run(*arguments), run(*arguments)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    report, again = json.loads(first.stdout), json.loads(second.stdout)
    assert (report["rows"], report["sites"], report["cameras"]) == (1, 1, 2)
    assert set(report) >= {"flags", "quarantined", "missing_columns", "unchanged"}
    assert not report["unchanged"]
    assert again["unchanged"]
    counted = json.loads(run("registry", "count", "--data-dir", folder).stdout)
    assert (counted["sites"], counted["cameras"]) == (1, 2)


def test_counts_are_as_of_a_day(tmp_path: Path, published: Path) -> None:
    folder = str(tmp_path / "node")
    assert run("import", "cameras", str(published), "--data-dir", folder).returncode == 0
    before = run("registry", "count", "--data-dir", folder, "--as-of", "2019-04-30")
    assert json.loads(before.stdout)["cameras"] == 0
    later = run("registry", "count", "--data-dir", folder, "--as-of", "2020-04-01")
    assert json.loads(later.stdout)["cameras"] == 2


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    said = run("import", "cameras", str(tmp_path / "none.csv"), "--data-dir", str(tmp_path / "n"))
    assert said.returncode in {1, 2}
    assert "Traceback" not in said.stderr
    assert "none.csv" in said.stderr


def test_people_and_partners_are_added_and_their_secret_is_shown_once(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path / "node"))
    organisation = ("SEONGBUK", "--name-ko", "성북구", "--name-en", "Seongbuk", "--kind", "centre")
    assert run("people", "add-organisation", *organisation, *folder).returncode == 0
    person = ("lead", "--display-name", "관제팀장", "--role", "SHIFT_LEAD")
    added = run("people", "add", *person, "--organisation", "SEONGBUK", *folder)
    assert len(json.loads(added.stdout)["password"]) >= 10, added.stderr
    again = run("people", "add", *person, "--organisation", "SEONGBUK", *folder)
    assert again.returncode == 2
    partner = ("city-112", "--organisation", "SEONGBUK", "--system", "112")
    made = run("people", "add-partner", *partner, "--service", "P112_DISPATCH", *folder)
    assert json.loads(made.stdout)["token"], made.stderr
    kept = b"".join(path.read_bytes() for path in (tmp_path / "node").glob("node.db*"))
    for secret in (json.loads(added.stdout)["password"], json.loads(made.stdout)["token"]):
        assert secret.encode() not in kept


def test_the_description_of_the_api_is_one_json_object() -> None:
    said = run("openapi")
    described = json.loads(said.stdout)
    assert described["openapi"].startswith("3.1")
    assert "/link/v1/incidents" in described["paths"]
    assert {"IncidentMessage", "TicketMessage", "Wish"} <= set(described["components"]["schemas"])
    assert (ROOT / "console" / "src").is_dir()
