"""Afterwards everything can be proved: each viewing stands in the trail, and a changed row is found by name."""

import asyncio
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.client import District, Json
from tests.journeys.node import Node
from tests.journeys.places import DONGSEON
from tests.journeys.test_decisions import trail


async def verify(folder: Path) -> tuple[int, dict[str, Any], str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bongsu", "audit", "verify", "--json", "--data-dir", str(folder)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(30):
        said, complained = await process.communicate()
    assert process.returncode is not None
    return process.returncode, json.loads(said or b"{}"), complained.decode()


async def seen_call(district: District) -> tuple[str, str]:
    """A call whose best tile was watched in the room and cut; its incident and camera."""
    room, operator = await district.feed("seongbuk-room"), await district.person("operator")
    call, answer = await district.police.call("ROBBERY", "C0", DONGSEON)
    tile: Json = (await room.incident(call.number, lambda v: v["tiles"]))["tiles"][0]
    viewer = await district.watch(await room.ticket(tile["grant_id"]))
    await viewer.fragments(1, within_s=10)
    assert await operator.post(f"/api/grants/{tile['grant_id']}/withdraw") == 204
    await viewer.closed()
    await call.send("CLOSE")
    return answer["incident_id"], tile["camera_id"]


async def test_every_step_of_a_call_stands_in_the_trail(district: District) -> None:
    incident_id, camera_id = await seen_call(district)
    auditor = await district.person("auditor")
    query = f"incident_id={incident_id}"
    async with asyncio.timeout(10):
        while not [r for r in await trail(auditor, query) if r["kind"] == "watch_ended"]:
            await asyncio.sleep(0.1)
    rows = await trail(auditor, query)
    kinds = [row["kind"] for row in rows]
    assert {"open_incident", "lend", "watch_started", "withdraw"} <= set(kinds)
    assert {"watch_ended", "close_incident"} <= set(kinds)
    assert kinds.index("lend") < kinds.index("watch_started") < kinds.index("withdraw")
    started = next(row for row in rows if row["kind"] == "watch_started")
    ended = next(row for row in rows if row["kind"] == "watch_ended")
    assert started["camera_id"] == ended["camera_id"] == camera_id
    assert started["organisation"] == "KNPA.SEOUL.SEONGBUK"
    assert ended["body"]["journal"]["reason"] == "withdrawn"
    assert "ticket" not in json.dumps(rows).replace("ticket_", "")


async def test_the_running_nodes_trail_is_proved(district: District, node: Node) -> None:
    await seen_call(district)
    code, verdict, complaint = await verify(node.folder)
    assert (code, verdict["ok"]) == (0, True), (verdict, complaint)
    assert verdict["rows"] > 5
    assert verdict["head_file"]
    assert verdict["journal_breaks"] == 0


async def test_a_changed_row_is_found_and_named(
    district: District, node: Node, tmp_path: Path
) -> None:
    await seen_call(district)
    copy_of(node.folder / "node.db", tmp_path / "node.db")
    assert (await verify(tmp_path))[0] == 0
    with sqlite3.connect(tmp_path / "node.db") as connection:
        query = "SELECT max(sequence) FROM trail WHERE kind = 'watch_started'"
        victim = connection.execute(query).fetchone()[0]
        connection.execute("DROP TRIGGER trail_is_not_updated")
        connection.execute("UPDATE trail SET actor = 'nobody' WHERE sequence = ?", (victim,))
    code, verdict, _ = await verify(tmp_path)
    assert code == 1
    assert verdict["first_bad_sequence"] == victim
    assert verdict["why"]


async def test_the_trail_lets_no_row_be_changed_or_deleted(node: Node, tmp_path: Path) -> None:
    copy_of(node.folder / "node.db", tmp_path / "node.db")
    with sqlite3.connect(tmp_path / "node.db") as connection:
        for harm in ("UPDATE trail SET actor = 'nobody'", "DELETE FROM trail"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(harm)


async def test_a_folder_without_a_node_is_wrong_use(tmp_path: Path) -> None:
    code, verdict, complaint = await verify(tmp_path)
    assert (code, verdict) == (2, {})
    assert complaint


def copy_of(running: Path, target: Path) -> None:
    """A consistent copy while the node goes on writing."""
    with (
        sqlite3.connect(f"file:{running}?mode=ro", uri=True) as source,
        sqlite3.connect(target) as copy,
    ):
        source.backup(copy)


async def test_logs_name_no_ticket_no_password_and_no_camera_credential(
    district: District, node: Node
) -> None:
    await seen_call(district)
    said = node.process.told()
    assert "여정 시험" not in said
    for secret in (*node.passwords.values(), *node.tokens.values(), "rtsp://"):
        assert secret not in said
    assert "eyJ" not in said, "the beginning of every ticket"
