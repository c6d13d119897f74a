"""`bongsu database copy`, `doctor` and the settings of a node whose books are on a server."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.cli.main import cli
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.copy_database import DatabaseNotEmpty
from bongsu.kernel.migrate import known_revisions
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import forget_database, settings_in, started_now, write_started
from tests.roles.backup.stand import NOW, stand


def bongsu(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    return (await stand(tmp_path / "node")).folder


def test_a_copy_is_proved_where_it_arrives_and_doctor_looks_there(
    folder: Path, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--data-dir", str(folder))
    copied = json.loads(bongsu("database", "copy", "--to", server_url, *at).stdout)
    before = json.loads(bongsu("audit", "verify", "--json", *at).stdout)
    assert copied["trail_rows"] == before["rows"] > 0
    with pytest.raises(DatabaseNotEmpty):
        bongsu("database", "copy", "--to", server_url, *at)
    (folder / "node.db").unlink()
    monkeypatch.setenv("BONGSU_NODE_DATABASE_URL", server_url)
    assert json.loads(bongsu("audit", "verify", "--json", *at).stdout)["rows"] == before["rows"]
    # the server of these tests writes to no disk, and is told so
    said = bongsu("doctor", "--hardening", *at, "--json").stdout
    assert "the server says {'fsync': 'off'}" in said
    assert f"tables {max(known_revisions())}" in said
    assert "no database yet" not in said


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("", ""),
        ("postgresql://a:geheim@db.example:5433/bongsu", "postgresql://a@db.example:5433/bongsu"),
        ("postgresql://a@/bongsu?host=/run&password=geheim", "postgresql://a@/bongsu"),
        ("postgresql://a:ge@heim@db/bongsu", "postgresql://a@db/bongsu"),
        ("sqlite+aiosqlite:///var/node/node.db", "sqlite+aiosqlite:///var/node/node.db"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert NodeSettings(database_url=url).database_shown == shown


async def test_a_start_writes_no_password_down_and_commands_find_the_server_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = NodeSettings(data_dir=str(tmp_path), database_url="postgresql://a:geheim@db/bongsu")
    write_started(tmp_path, started_now(NOW, node, IdentitySettings(), MediaSettings()))
    assert b"geheim" not in (tmp_path / "started.json").read_bytes()
    assert settings_in(str(tmp_path)).database_url == "postgresql://a@db/bongsu"
    monkeypatch.setenv("BONGSU_NODE_DATABASE_URL", "postgresql://a:geheim@db/bongsu")
    assert settings_in(str(tmp_path)).database_url == "postgresql://a:geheim@db/bongsu"
    monkeypatch.delenv("BONGSU_NODE_DATABASE_URL")
    forget_database(tmp_path)
    assert settings_in(str(tmp_path)).database_url == ""
