"""A second media process on a machine of its own: no shared file, the bus by TLS; killed, its cameras come back here."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bongsu.kernel.bus_users import token_for
from bongsu.kernel.ids import new_secret
from bongsu.simulate.control import SimulatorControl
from tests.journeys.client import Call, District, Feed, Json
from tests.journeys.node import CONTROL, LEAN, Node, Process, free_pair, running_node
from tests.journeys.places import DONGSEON, GIREUM1
from tests.kernel.authority import Authority
from tests.media.stand import LiveViewer, until

BUS_NAME = "bus.seongbuk.example"


@dataclass
class Apart:
    """The first machine's node, and what the second machine was given: three files and some words."""

    node: Node
    folder: Path
    port: int
    words: tuple[str, ...]
    log: Path
    second: Process | None = None

    def start(self) -> Process:
        self.second = Process(
            ["run", "--only", "media", *self.words],
            self.folder,
            {"BONGSU_NODE_PUBLIC_ORIGIN": self.node.origin},
        )
        self.second.start()
        self.second.ready()
        return self.second

    def kill(self) -> None:
        assert self.second
        self.second.stop(signal.SIGKILL)

    def holds(self) -> set[str]:
        """Every file of the second machine, the three it was given apart."""
        return {
            str(one.relative_to(self.folder)) for one in self.folder.rglob("*") if one.is_file()
        }


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    authority = Authority(first)
    certificate, key = authority.issue(BUS_NAME, file="bus")
    token = new_secret()
    for place, its_token in ((first, token), (second, token_for(token, "media"))):
        file = place / "bus.token"
        file.touch(mode=0o600)
        file.write_text(its_token)
    (second / "ca.pem").write_bytes(authority.file.read_bytes())
    bus_port, media_port = free_pair(), free_pair()
    live = f"ws://localhost:{media_port}"

    def given(_port: int) -> dict[str, str]:
        return {
            "BONGSU_NODE_BUS_CERTIFICATE": str(certificate),
            "BONGSU_NODE_BUS_KEY": str(key),
            "BONGSU_NODE_BUS_TOKEN_FILE": str(first / "bus.token"),
            "BONGSU_NODE_BUS_PORT": str(bus_port),
            "BONGSU_NODE_MEDIA_SOURCES": live,
        }

    words = {
        "--data-dir": str(second / "data"),
        "--process": "media-2",
        "--media-port": str(media_port),
        "--media-public-url": f"{live}/live",
        "--bus-url": f"tls://127.0.0.1:{bus_port}",
        "--bus-name": BUS_NAME,
        "--bus-ca": str(second / "ca.pem"),
        "--bus-token-file": str(second / "bus.token"),
    }
    for node in running_node(LEAN, given):
        flat = tuple(word for pair in words.items() for word in pair)
        there = Apart(node, second / "data", media_port, flat, second)
        there.start()
        try:
            yield there
        finally:
            assert there.second
            there.second.stop()


@pytest.fixture
async def district(apart: Apart) -> AsyncIterator[District]:
    district = District(apart.node)
    yield district
    await district.leave()


async def watch(district: District, ticket: Json) -> LiveViewer:
    """At the address that stands in the ticket."""
    headers = {"Origin": district.node.origin}
    socket = await district.session.ws_connect(ticket["url"], headers=headers, max_msg_size=0)
    viewer = LiveViewer(socket)
    district._viewers.append(viewer)
    await socket.send_json({"ticket": ticket["ticket"], "stream": "main"})
    return viewer


def said_of_the_second(node: Node) -> list[str]:
    return [line for line in node.process.told().splitlines() if "process=media-2" in line]


def knows_the_second(node: Node) -> bool:
    """What the node said of it last: a starved machine's processes are lost and found again."""
    said = said_of_the_second(node)
    return bool(said) and "is there" in said[-1]


def port_of(ticket: Json) -> int:
    return urlsplit(ticket["url"]).port or 0


async def five_tiles(feed: Feed, number: str) -> list[Json]:
    """The newest ticket of each tile of an incident's first five."""
    view = await feed.incident(number, lambda view: len(view["tiles"]) >= 5)
    grant_id = view["tiles"][0]["grant_id"]
    await feed.until(lambda: len({one["camera_id"] for one in feed.tickets(grant_id)}) >= 5)
    return list({one["camera_id"]: one for one in feed.tickets(grant_id)}.values())


async def called(
    apart: Apart, district: District, room: Feed, place: tuple[float, float] = GIREUM1
) -> tuple[Call, list[Json]]:
    """A call and its first five tiles, given while both processes were there all the time."""
    while True:
        await until(lambda: knows_the_second(apart.node))
        before = said_of_the_second(apart.node)
        call, _ = await district.police.call("ROBBERY", "C0", place)
        tickets = await five_tiles(room, call.number)
        if said_of_the_second(apart.node) == before:
            return call, tickets


async def pulls(node: Node, camera_id: str) -> int:
    port, number = node.simulated(camera_id)
    return await SimulatorControl(port, CONTROL).pulls(number)


async def test_cameras_are_pulled_by_one_process_each_and_by_both_together(
    apart: Apart, district: District
) -> None:
    room = await district.feed("seongbuk-room")
    _, tickets = await called(apart, district, room)
    assert {port_of(one) for one in tickets} == {apart.node.media_port, apart.port}
    viewers = [await watch(district, one) for one in tickets]
    grant_id = tickets[0]["grant_id"]
    again = [await room.ticket(grant_id, one["camera_id"]) for one in tickets]
    assert [port_of(one) for one in again] == [port_of(one) for one in tickets]
    viewers += [await watch(district, one) for one in again]
    for viewer in viewers:
        await viewer.fragments(2, within_s=20)
    for ticket in tickets:
        assert await pulls(apart.node, ticket["camera_id"]) == 1


async def test_the_second_machine_holds_its_journal_and_nothing_of_the_node(apart: Apart) -> None:
    assert apart.holds() <= {"media/media-2.journal", "started.json"}
    assert not list(apart.folder.rglob("*.pem"))


async def test_a_killed_processs_viewers_go_on_at_the_other_and_its_journal_is_finished_later(
    apart: Apart, district: District
) -> None:
    room = await district.feed("seongbuk-room")
    call, tickets = await called(apart, district, room)
    grant_id = tickets[0]["grant_id"]
    viewers = {one["camera_id"]: await watch(district, one) for one in tickets}
    for viewer in viewers.values():
        await viewer.fragments(2, within_s=20)
    lost = [one["camera_id"] for one in tickets if port_of(one) == apart.port]
    kept = [one["camera_id"] for one in tickets if port_of(one) != apart.port]
    assert lost, "some are at the second machine"
    before = len(room.messages)
    apart.kill()

    def moved() -> dict[str, Json] | None:
        new = [one for one in room.messages[before:] if one["kind"] == "ticket"]
        found = {one["camera_id"]: one for one in new}
        return found if set(lost) <= found.keys() else None

    found = await room.until(moved, within_s=15)
    assert set(found) == set(lost), "nobody asked, and nobody else's tile was disturbed"
    for camera_id in lost:
        await viewers[camera_id].closed(10)
        assert port_of(found[camera_id]) == apart.node.media_port
        viewer = await watch(district, found[camera_id])
        await viewer.fragments(2, within_s=20)
        assert viewer.decoded()
        assert await pulls(apart.node, camera_id) == 1
    for camera_id in kept:
        assert not viewers[camera_id].texts("ended")
    apart.start()
    await call.send("CLOSE")
    for camera_id in kept:
        assert (await viewers[camera_id].text("ended"))["reason"] == "closed"
    await until(lambda: both_ends(apart.node, grant_id), within_s=20)
    await asyncio.to_thread(verified, apart.node)


def both_ends(node: Node, grant_id: str) -> bool:
    """Every viewing of the lending stands in the trail with its end."""
    query = "SELECT kind, count(*) FROM trail WHERE grant_id = ? AND kind LIKE 'watch_%' GROUP BY 1"
    counts = {str(kind): number for kind, number in node.rows(query, grant_id)}
    return bool(counts) and counts.get("watch_started") == counts.get("watch_ended")


def verified(node: Node) -> None:
    line = [sys.executable, "-m", "bongsu", "audit", "verify", "--data-dir", str(node.folder)]
    said = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


async def test_a_second_process_of_the_same_name_ends_with_a_clear_line(apart: Apart) -> None:
    words = list(apart.words)
    words[words.index("--data-dir") + 1] = str(apart.log / "third")
    words[words.index("--media-port") + 1] = str(free_pair())
    third = Process(
        ["run", "--only", "media", *words],
        apart.log / "third",
        {"BONGSU_NODE_PUBLIC_ORIGIN": apart.node.origin},
    )
    third.start()
    assert third.process
    code = await asyncio.to_thread(third.process.wait, 40)
    assert code != 0
    assert "another media process is called media-2" in third.told()
    assert "Traceback" not in third.told()


async def test_a_process_that_stood_still_shows_pictures_again(
    apart: Apart, district: District
) -> None:
    room = await district.feed("seongbuk-room")
    _, tickets = await called(apart, district, room, DONGSEON)
    far = next(one for one in tickets if port_of(one) == apart.port)
    viewer = await watch(district, far)
    await viewer.fragments(2, within_s=20)
    assert apart.second
    assert apart.second.process
    before = len(room.messages)
    os.kill(apart.second.process.pid, signal.SIGSTOP)

    def moved() -> Json | None:
        return next(
            (
                one
                for one in room.messages[before:]
                if one["kind"] == "ticket" and one["camera_id"] == far["camera_id"]
            ),
            None,
        )

    try:
        ticket = await room.until(moved, within_s=15)
        assert port_of(ticket) == apart.node.media_port
        at_first = await watch(district, ticket)
        await at_first.fragments(2, within_s=20)
    finally:
        os.kill(apart.second.process.pid, signal.SIGCONT)
    assert (await viewer.text("ended", within_s=20))["reason"] == "moved"
    before_s = len(at_first.messages)
    await until(lambda: len(at_first.messages) > before_s + 3, within_s=10)

    async with asyncio.timeout(20):
        while await pulls(apart.node, far["camera_id"]) != 1:
            await asyncio.sleep(0.1)
