"""`bongsu peer` beside a node on PostgreSQL speaks to the node's own database, and makes no other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.cli.main import cli


def peer(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["peer", *arguments], catch_exceptions=False)


def test_invitations_lie_on_the_server(
    tmp_path: Path, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BONGSU_NODE_CENTRE", "SEOUL")
    monkeypatch.setenv("BONGSU_NODE_DATABASE_URL", server_url)
    at = ("--data-dir", str(tmp_path / "hub"))
    assert "nobody" in peer("list", *at).output
    made = peer(
        "invite", "GANGBUK", "--url", "https://hub.example", "--link", "[2001:db8::1]:8603", *at
    )
    assert json.loads(made.stdout)["peer"] == "GANGBUK"
    found = json.loads(peer("list", "--json", *at).stdout)
    assert [one["link"] for one in found["invited"]] == ["[2001:db8::1]:8603"]
    assert not (tmp_path / "hub" / "node.db").exists()
    assert (tmp_path / "hub" / "keys" / "link" / "ca.key").exists()
