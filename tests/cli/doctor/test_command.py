"""`bongsu doctor` on real folders: a default install passes, the demo fails exactly where it is laxer."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.called import Call
from tests.cli.test_commands import run
from tests.journeys.node import LEAN, Process, free_pair, running_node

# what a demo is laxer in, on purpose: its passwords are known, and it has no tablets and no telephones to sign in with
DEMO_FAILS = {"no-demo-credentials", "second-factor", "device-keys", "no-weak-settings"}


def doctor(folder: Path, *arguments: str) -> tuple[int, dict[str, dict[str, str]], str]:
    said = run("doctor", "--data-dir", str(folder), "--hardening", "--json", *arguments)
    answer = json.loads(said.stdout)
    return said.returncode, {one["id"]: one for one in answer["controls"]}, said.stderr


def asked(call: Call, folder: Path) -> tuple[int, dict[str, dict[str, str]], str]:
    """In this process, which has everything loaded."""
    said = call("doctor", "--data-dir", str(folder), "--hardening", "--json")
    answer = json.loads(said.out)
    return said.code, {one["id"]: one for one in answer["controls"]}, said.err


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As docs say: the first person, before `bongsu run`."""
    folder = tmp_path_factory.mktemp("prepared") / "node"
    organisation = ("SEONGBUK", "--name-ko", "성북구", "--name-en", "Seongbuk", "--kind", "centre")
    at = ("--data-dir", str(folder))
    assert run("people", "add-organisation", *organisation, *at).returncode == 0
    person = ("head", "--display-name", "센터장", "--role", "CENTRE_HEAD")
    assert run("people", "add", *person, "--organisation", "SEONGBUK", *at).returncode == 0
    return folder


@pytest.fixture
def installed(prepared: Path, tmp_path: Path) -> Path:
    """A copy with the same modes, as those are what is looked at."""
    folder = tmp_path / "node"
    shutil.copytree(prepared, folder)
    return folder


def failing(found: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: one["said"] for name, one in found.items() if one["outcome"] == "fail"}


def test_a_default_install_passes_before_its_first_start_and_while_it_runs(
    installed: Path,
) -> None:
    code, found, told = doctor(installed)
    assert (code, failing(found)) == (0, {}), told
    process = Process(
        ["run", "--data-dir", str(installed), "--port", str(free_pair())], installed, is_light=False
    )
    process.start()
    try:
        process.ready()
        code, found, told = doctor(installed)
    finally:
        process.stop()
    assert (code, failing(found)) == (0, {}), told
    for control in ("core-dumps-off", "bus-private", "trail-verifies", "database-durable"):
        assert found[control]["outcome"] == "pass", found[control]
    assert found["more-than-one-account"]["outcome"] == "warn"
    assert found["backed-up"]["outcome"] == "warn"


def test_a_laxer_setting_of_the_last_start_is_found_without_the_environment(
    installed: Path,
) -> None:
    given = {"BONGSU_IDENTITY_SESSION_HOURS": "100", "BONGSU_MEDIA_ALLOW_NO_ORIGIN": "true"}
    process = Process(
        ["run", "--data-dir", str(installed), "--port", str(free_pair())],
        installed,
        given,
        is_light=False,
    )
    process.start()
    try:
        process.ready()
    finally:
        process.stop()
    code, found, _ = doctor(installed)
    assert code == 1
    assert set(failing(found)) == {"session-length", "no-weak-settings"}
    said = found["no-weak-settings"]["said"]
    assert "BONGSU_IDENTITY_SESSION_HOURS=100" in said
    assert "BONGSU_MEDIA_ALLOW_NO_ORIGIN" in said


def test_the_demo_fails_exactly_where_it_is_laxer() -> None:
    for node in running_node(LEAN, is_light=False):
        code, found, told = doctor(node.folder)
        assert code == 1, told
        assert set(failing(found)) == DEMO_FAILS, failing(found)
        assert found["no-demo-credentials"]["do"]
        assert found["agreements-alive"]["outcome"] == "pass", found["agreements-alive"]


def test_plain_doctor_asks_the_basic_controls_only_in_words(installed: Path, call: Call) -> None:
    said = call("doctor", "--data-dir", str(installed))
    assert said.code == 0, said.out
    assert "trail-verifies: " in said.out
    assert "password-hashes" not in said.out
    assert "→ bongsu backup --out FILE" in said.out


def test_an_open_folder_fails_with_the_command_that_mends_it(installed: Path, call: Call) -> None:
    (installed / "node.db").chmod(0o644)
    code, found, _ = asked(call, installed)
    assert (code, set(failing(found))) == (1, {"folder-private"})
    assert found["folder-private"]["do"] == f"chmod -R go= {installed}"
    for path in (installed, *installed.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o077)
    assert asked(call, installed)[0] == 0


def test_a_damaged_database_is_said_and_nothing_breaks(installed: Path, call: Call) -> None:
    with (installed / "node.db").open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(40_000))
    code, found, told = asked(call, installed)
    assert code == 1
    assert "database-whole" in failing(found)
    assert "Traceback" not in told


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path, call: Call) -> None:
    said = call("doctor", "--data-dir", str(tmp_path / "none"))
    assert (said.code, said.out) == (2, "")
