"""A linked system of a station at a running district: told of a call, shown a picture, cut when it leaves."""

import asyncio
import json
import subprocess
import sys

from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.client.guide import PICTURE, run
from tests.journeys.client import District
from tests.journeys.node import Node
from tests.journeys.places import GIREUM1

NAME = "wall-of-seongbuk"


def added(node: Node) -> str:
    """As an operator types it beside the running node."""
    rights = [word for right in ("catalogue", "feed", "tickets") for word in ("--right", right)]
    said = ["people", "add-partner", NAME, "--organisation", POLICE_SEONGBUK, "--system", "other"]
    command = [sys.executable, "-m", "bongsu", *said, *rights, "--data-dir", str(node.folder)]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
    token: str = json.loads(answer.stdout)["token"]
    return token


def watches(node: Node) -> list[str]:
    """What the trail says of this system's viewings."""
    asked = "SELECT kind FROM trail WHERE actor = ? AND kind LIKE 'watch%' ORDER BY sequence"
    return [str(row[0]) for row in node.rows(asked, f"system:{NAME}")]


async def test_a_wall_is_shown_what_is_lent_and_cut_when_it_leaves(district: District) -> None:
    node = district.node
    token = await asyncio.to_thread(added, node)
    operator = await district.feed("operator")
    await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    given = {"ORIGIN": node.origin, "TOKEN": token}
    async with asyncio.timeout(60):
        names = await run(PICTURE, given)
    movie = bytes(names["movie"])
    assert movie[4:8] == b"ftyp"
    assert b"moof" in movie

    def was_seen() -> bool:
        told = [one for message in operator.of("watching") for one in message["watchers"]]
        return any(one["viewer"] == f"system:{NAME}" for one in told)

    await operator.until(was_seen)
    # the journal comes to the trail in its own time; read beside the node
    for _ in range(75):
        if watches(node) == ["watch_started", "watch_ended"]:
            break
        await asyncio.sleep(0.2)
    assert watches(node) == ["watch_started", "watch_ended"]
