"""One node whose books are a PostgreSQL server: a call from beginning to ledger and proof, and the server's restart."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import rmtree

import msgspec
import pytest

from tests.databases import may_stand_up
from tests.journeys.client import District, Json
from tests.journeys.node import LEAN, Node, running_node
from tests.journeys.places import DONGSEON, GIREUM1
from tests.journeys.test_two_centres import bongsu
from tests.kernel.postgresql import PostgreSql, programs

PASSWORD = "geheim-geheim"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSql]:
    found = programs()
    if found is None or not may_stand_up():
        pytest.skip("NO POSTGRESQL: a node on PostgreSQL was not tested")
    folder = Path(tempfile.mkdtemp(prefix="bongsu-postgresql-"))
    cluster = PostgreSql(found, folder)
    cluster.start()
    cluster.create("bongsu")
    yield cluster
    cluster.stop()
    rmtree(folder)


@pytest.fixture(scope="module")
def node(server: PostgreSql) -> Iterator[Node]:
    url = f"postgresql://bongsu:{PASSWORD}@/bongsu?host={server.folder}"
    yield from running_node(LEAN, lambda _port: {"BONGSU_NODE_DATABASE_URL": url})


@pytest.fixture
async def district(node: Node) -> AsyncIterator[District]:
    district = District(node)
    yield district
    await district.leave()


@pytest.fixture
def beside(node: Node, server: PostgreSql, monkeypatch: pytest.MonkeyPatch) -> Node:
    """For commands: the URL as an operator's shell has it."""
    url = f"postgresql://bongsu@/bongsu?host={server.folder}"
    monkeypatch.setenv("BONGSU_NODE_DATABASE_URL", url)
    return node


def has_tiles(view: Json) -> bool:
    return len(view["tiles"]) >= 5


async def test_a_call_is_lent_closed_kept_in_the_ledger_and_proved(
    district: District, beside: Node
) -> None:
    assert not (beside.folder / "node.db").exists()
    room, by_room = await district.feed("seongbuk-room"), await district.person("seongbuk-room")
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM1)
    assert answer["status"] == "GRANTED"
    await room.incident(call.number, has_tiles)
    assert await by_room.post(f"/api/incidents/{answer['incident_id']}/close") == 204
    grant = await room.lending(call.number, "closed")
    auditor = await district.person("auditor")
    status, body = await auditor.get("/api/ledger?limit=100")
    assert status == 200
    assert grant["grant_id"] in body.decode()
    status, body = await auditor.get(f"/api/audit?limit=500&incident_id={answer['incident_id']}")
    kinds = [row["kind"] for row in msgspec.json.decode(body)["rows"]]
    assert {"open_incident", "lend", "close_incident"} <= set(kinds)
    said = await asyncio.to_thread(
        bongsu, "audit", "verify", "--json", "--data-dir", str(beside.folder)
    )
    verdict = json.loads(said)
    assert verdict["ok"], verdict
    assert verdict["rows"] > len(kinds)


async def test_commands_beside_the_node_wait_for_it_and_are_heard(
    district: District, beside: Node
) -> None:
    counted = await asyncio.to_thread(bongsu, "registry", "count", "--data-dir", str(beside.folder))
    assert json.loads(counted)
    await asyncio.to_thread(
        bongsu,
        *("people", "add-organisation", "TEST.BESIDE", "--kind", "police"),
        *("--name-ko", "시험", "--name-en", "Test", "--data-dir", str(beside.folder)),
    )
    head = await district.person("head")
    status, body = await head.get("/api/organisations")
    assert (status, b"TEST.BESIDE" in body) == (200, True)


async def test_a_backup_is_a_node_again_on_sqlite_and_goes_back_by_a_copy(
    beside: Node, server: PostgreSql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, again = tmp_path / "node.backup", tmp_path / "again"
    await asyncio.to_thread(bongsu, "backup", "--out", str(file), "--data-dir", str(beside.folder))
    monkeypatch.delenv("BONGSU_NODE_DATABASE_URL")
    await asyncio.to_thread(bongsu, "restore", str(file), "--data-dir", str(again))
    assert (again / "node.db").is_file()
    said = await asyncio.to_thread(bongsu, "audit", "verify", "--json", "--data-dir", str(again))
    assert json.loads(said)["ok"], said
    server.create("moved")
    url = f"postgresql://bongsu@/moved?host={server.folder}"
    moved = await asyncio.to_thread(
        bongsu, "database", "copy", "--to", url, "--data-dir", str(again)
    )
    assert json.loads(moved)["trail_rows"] == json.loads(said)["rows"]


def test_no_file_of_the_node_holds_the_password(node: Node) -> None:
    started = (node.folder / "started.json").read_text()
    assert "postgresql://bongsu@/bongsu" in started
    holding = [
        path
        for path in [*node.folder.rglob("*"), *node.folder.parent.glob("*.log")]
        if path.is_file() and PASSWORD.encode() in path.read_bytes()
    ]
    assert holding == []


async def test_calls_are_answered_again_when_the_server_comes_back(
    district: District, server: PostgreSql
) -> None:
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    await asyncio.to_thread(server.stop)
    status, said = await call.send("CLOSE")
    assert (status, said["code"][:9]) == (503, "database_")
    await asyncio.to_thread(server.start_again)
    assert (await call.send("CLOSE"))[0] == 200
    _, answer = await district.police.call("ROBBERY", "C0", DONGSEON)
    assert answer["status"] == "GRANTED"
