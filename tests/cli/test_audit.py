"""`bongsu audit`: keys, witnesses, export and verification, with a node's folder and with nothing but a file."""

import asyncio
import json
import sqlite3
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.audit.downloads import ReasonMissing
from bongsu.audit.tree import TreeKeeper
from bongsu.cli.main import cli
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure
from bongsu.kernel.migrate import upgrade
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.settings import NodeSettings

WHY = ("--reason", "사건 2026-1 법원 제출")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["audit", *arguments])


async def sign(settings: NodeSettings) -> None:
    await upgrade(settings.database)
    database = Database(settings.database)
    keeper = TreeKeeper(database, SystemClock(), audit_key_of(settings))
    await keeper.start()
    await keeper.stop()
    await database.close()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A node that has run: tables, key, a row of the trail, a checkpoint."""
    settings = NodeSettings(data_dir=str(tmp_path / "node"))
    settings.folder.mkdir()
    asyncio.run(sign(settings))
    keys = json.loads(run("key", "--json", "--data-dir", settings.data_dir).output)
    added = run("watch", keys["log"], "--data-dir", settings.data_dir)
    assert json.loads(added.output) == {"origin": "bongsu.seongbuk/trail/1"}
    asyncio.run(sign(settings))
    return settings.data_dir


def test_the_key_is_the_nodes_own_and_stays(folder: str) -> None:
    first, second = (run("key", "--data-dir", folder).output for _ in range(2))
    assert first == second
    assert first.startswith("log      bongsu.seongbuk/trail/1+")
    assert "\nwitness  bongsu.seongbuk/witness/1+" in first
    mode = (Path(folder) / "keys" / "audit.pem").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_an_export_leaves_for_a_reason_that_stays_in_the_trail(folder: str, tmp_path: Path) -> None:
    run("key", "--data-dir", folder)
    out = tmp_path / "trail.txt"
    for reason in ("", "x", "aaaa aaaa"):
        refused = CliRunner().invoke(
            cli, ["audit", "export", "--reason", reason, "--data-dir", folder, "--out", str(out)]
        )
        assert isinstance(refused.exception, ReasonMissing), reason
    assert not out.exists()
    assert run("export", *WHY, "--data-dir", folder, "--out", str(out)).exit_code == 0
    with sqlite3.connect(Path(folder) / "node.db") as connection:
        (body,) = connection.execute("SELECT body FROM trail WHERE kind = 'download'").fetchone()
    kept = json.loads(body)
    assert kept["reason"] == WHY[1]
    assert kept["sha256"] == sha256(out.read_bytes()).hexdigest()


def test_an_export_is_verified_with_the_key_alone(folder: str, tmp_path: Path) -> None:
    key = json.loads(run("key", "--json", "--data-dir", folder).output)["log"]
    out = str(tmp_path / "trail.txt")
    assert run("export", *WHY, "--data-dir", folder, "--out", out).exit_code == 0
    said = run("verify", out, "--key", key)
    assert (said.exit_code, said.output) == (0, "1 rows as signed by bongsu.seongbuk/trail/1\n")
    one = str(tmp_path / "row.tlog-proof")
    assert run("export", *WHY, "--data-dir", folder, "--out", one, "--row", "1").exit_code == 0
    assert run("verify", one, "--key", key).output.startswith("row 1 as signed by")
    data = Path(out).read_bytes()
    Path(out).write_bytes(data[:-5])
    said = run("verify", out, "--key", key, "--json")
    assert said.exit_code == 1
    assert json.loads(said.output)["why"] == "row 1 is torn: the file ends in it"


def test_a_node_is_verified_with_what_others_have_kept(folder: str, tmp_path: Path) -> None:
    said = run("verify", "--data-dir", folder)
    assert said.output == "1 rows, each as it was written; 1 signed, 0 witnessed\n"
    out = tmp_path / "trail.txt"
    run("export", *WHY, "--data-dir", folder, "--out", str(out))
    note = out.read_text().split("\n", 1)[1].split("\n{")[0].rstrip("\n") + "\n"
    kept = tmp_path / "checkpoint"
    kept.write_text(note)
    assert run("verify", "--data-dir", folder, "--checkpoint", str(kept)).exit_code == 0
    kept.write_text(note.replace("\n1\n", "\n2\n"))
    said = run("verify", "--data-dir", folder, "--checkpoint", str(kept))
    assert said.exit_code == 1
    assert "does not fit" in said.output


def test_witnesses_are_added_listed_and_removed(folder: str) -> None:
    keys = json.loads(run("key", "--json", "--data-dir", folder).output)
    more = ("--data-dir", folder)
    url = "https://gangbuk.example/witness"
    assert run("witness", "add", "gangbuk", url, keys["witness"], *more).exit_code == 0
    listed = json.loads(run("witness", "list", *more).output)
    assert (listed["name"], listed["url"]) == ("gangbuk", url)
    assert run("witness", "remove", "gangbuk", *more).exit_code == 0
    assert run("witness", "list", *more).output == ""
    assert run("unwatch", "bongsu.seongbuk/trail/1", *more).exit_code == 0
    for wrong in (
        ("witness", "remove", "gangbuk"),
        ("witness", "add", "x", url, keys["log"]),
        ("witness", "add", "x", "ftp://x", keys["witness"]),
        ("watch", keys["witness"]),
        ("watch", "nonsense"),
        ("unwatch", "bongsu.seongbuk/trail/1"),
    ):
        assert isinstance(run(*wrong, *more).exception, Failure), wrong
    assert run("verify", "--data-dir", folder).exit_code == 0


def test_a_file_is_not_verified_without_a_key(folder: str, tmp_path: Path) -> None:
    out = str(tmp_path / "trail.txt")
    run("export", *WHY, "--data-dir", folder, "--out", out)
    assert run("verify", out).exit_code == 2


def test_a_database_of_the_first_release_is_verified_as_it_is(tmp_path: Path) -> None:
    settings = NodeSettings(data_dir=str(tmp_path))
    asyncio.run(upgrade(settings.database, "0001"))
    said = run("verify", "--data-dir", str(tmp_path))
    assert said.output == "0 rows, each as it was written; 0 signed, 0 witnessed\n"
