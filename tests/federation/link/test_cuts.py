"""Cuts, kills and revocations: the line says so, comes back by itself, and what was revoked does not."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from bongsu.federation.line import PeerUnreachable
from bongsu.federation.link.messages import LinkPlan
from bongsu.simulate.line import SimulatedLine
from tests.federation.link.centre import HUB, Centre, City
from tests.kernel.test_nats_server import gone_within, lives

NORTH, SOUTH = "GANGBUK", "SEONGBUK"


async def echo(peer: str, body: bytes) -> bytes:
    return peer.encode() + b":" + body


@pytest.fixture
async def wired(tmp_path: Path) -> AsyncIterator[tuple[City, SimulatedLine]]:
    """SEONGBUK finds its hub through a cable."""
    city = City(tmp_path, SOUTH, NORTH)
    cable = SimulatedLine(city.hub.port)
    await cable.start()
    for centre in city.centres:
        centre.line.answer("events", echo)
    try:
        await city.start(**{SOUTH: cable.port})
        await city.linked()
        yield city, cable
    finally:
        await city.stop()
        await cable.stop()


async def flows(city: City) -> None:
    """Everybody answers everybody."""
    for centre in city.centres:
        for other in city.centres:
            if other is not centre:
                answer = await centre.line.ask(other.code, "events", b"x", 5)
                assert answer == centre.code.encode() + b":x"


async def flows_again(city: City) -> None:
    """It may be over before a heartbeat has noticed, so no state is waited for."""
    async with asyncio.timeout(15):
        while True:
            with contextlib.suppress(PeerUnreachable):
                return await flows(city)
            await asyncio.sleep(0.02)


async def test_a_cut_line_is_told_on_every_side_and_a_healed_one_too(
    wired: tuple[City, SimulatedLine],
) -> None:
    city, cable = wired
    south = city.districts[SOUTH]
    cable.cut()
    for peer in (HUB, NORTH):
        await south.states.until(peer, "down")
    await city.hub.states.until(SOUTH, "down")
    await city.districts[NORTH].states.until(SOUTH, "down")
    with pytest.raises(PeerUnreachable):
        await south.line.ask(HUB, "events", b"x", 5)
    assert await city.hub.line.ask(NORTH, "events", b"x", 5) == b"SEOUL:x", "the others go on"
    cable.heal()
    await city.linked()
    await flows(city)


async def test_a_line_that_swallows_everything_is_noticed_and_comes_back(
    wired: tuple[City, SimulatedLine],
) -> None:
    """No reset, no end of stream: as when a cable is pulled."""
    city, cable = wired
    south = city.districts[SOUTH]
    cable.swallow()
    down = await south.states.until(HUB, "down")
    assert down.reason in ("no_answer", "not_linked")
    await city.hub.states.until(SOUTH, "down")
    cable.heal()
    await city.linked()
    await flows(city)


async def test_a_question_under_way_when_the_line_is_cut_ends(
    wired: tuple[City, SimulatedLine],
) -> None:
    city, cable = wired
    asked = asyncio.Event()

    async def never(_peer: str, _body: bytes) -> bytes:
        asked.set()
        await asyncio.Event().wait()
        return b""

    city.hub.line.answer("ticket", never)
    asking = asyncio.create_task(city.districts[SOUTH].line.ask(HUB, "ticket", b"", 1.0))
    await asyncio.wait_for(asked.wait(), 5)
    cable.cut()
    with pytest.raises(PeerUnreachable):
        await asking


async def test_a_killed_hub_server_comes_back_and_everybody_with_it(
    wired: tuple[City, SimulatedLine],
) -> None:
    city, _ = wired
    before = city.hub.pid
    os.kill(before, signal.SIGKILL)
    await flows_again(city)
    assert city.hub.pid != before
    assert not lives(before)


async def test_a_killed_server_of_a_district_comes_back(wired: tuple[City, SimulatedLine]) -> None:
    city, _ = wired
    before = city.districts[NORTH].pid
    os.kill(before, signal.SIGKILL)
    await flows_again(city)
    assert city.districts[NORTH].pid != before


async def test_a_federation_process_that_starts_anew_is_linked_again(
    wired: tuple[City, SimulatedLine],
) -> None:
    city, _ = wired
    await city.hub.part.stop()
    await city.districts[NORTH].states.until(HUB, "down")
    await city.hub.part.start()
    await flows_again(city)


def connected(centre: Centre, port: int) -> bool:
    """Whether a process of this centre's link server holds a connection to this port (Linux)."""
    held = {
        os.readlink(f"/proc/{centre.pid}/fd/{number}")
        for number in os.listdir(f"/proc/{centre.pid}/fd")
    }
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    open_rows = (row for row in rows if row[3] == "01" and int(row[2].split(":")[1], 16) == port)
    return any(f"socket:[{row[9]}]" in held for row in open_rows)


async def test_a_revoked_district_is_gone_at_once_and_cannot_come_back(city: City) -> None:
    """Its connection is really ended, it may not even say hello, and what it asks is heard by nobody."""
    heard: list[str] = []

    async def note(peer: str, _body: bytes) -> bytes:
        heard.append(peer)
        return b""

    for centre in city.centres:
        centre.line.answer("events", note)
    revoked = city.districts[SOUTH]
    assert connected(revoked, city.hub.port)
    await city.hub.follow(city.hub_plan(NORTH))
    assert SOUTH not in city.hub.part.gateway.peers or await no_longer(city.hub, SOUTH)
    for peer in (HUB, NORTH):
        await revoked.states.until(peer, "down")
    await until_said(city.hub, "authentication error", "Authorization Violation")
    assert not connected(revoked, city.hub.port)
    for peer in (HUB, NORTH):
        with pytest.raises(PeerUnreachable):
            await revoked.line.ask(peer, "events", b"", 1)
    await city.hub.states.until(NORTH, "up")
    await city.districts[NORTH].states.until(HUB, "up")
    await city.districts[NORTH].line.ask(HUB, "events", b"", 5)
    assert heard == [NORTH]


async def no_longer(centre: Centre, code: str) -> bool:
    async with asyncio.timeout(1):
        while code in centre.part.gateway.peers:
            await asyncio.sleep(0)
    return True


async def until_said(centre: Centre, *words: str) -> None:
    async with asyncio.timeout(15):
        while not any(word in centre.server_log for word in words):
            await asyncio.sleep(0.02)


async def test_a_district_that_is_invited_again_is_linked_again(city: City) -> None:
    await city.hub.follow(city.hub_plan(NORTH))
    await city.districts[SOUTH].states.until(HUB, "down")
    await city.hub.follow(city.hub_plan(NORTH, SOUTH))
    await city.districts[SOUTH].states.until(HUB, "up")
    await city.hub.states.until(SOUTH, "up")


async def test_a_lost_word_of_a_revocation_is_made_good(city: City) -> None:
    """The plan is asked for again by itself: nobody told `peers_changed`."""
    city.hub.plan = city.hub_plan(NORTH)
    await city.districts[SOUTH].states.until(HUB, "down")
    await no_longer(city.hub, SOUTH)


async def test_a_district_that_leaves_ends_its_server(city: City) -> None:
    south = city.districts[SOUTH]
    number = south.pid
    await south.follow(LinkPlan(code=SOUTH, kind="alone"))
    assert await asyncio.to_thread(gone_within, number, 5)
    with pytest.raises(PeerUnreachable, match="not linked"):
        await south.line.ask(HUB, "events", b"", 1)
    await south.follow(city.district_plan(SOUTH))
    await south.states.until(HUB, "up")


async def test_another_neighbour_in_the_plan_cuts_no_line(city: City) -> None:
    """What a district may say through the hub is no setting of its own server."""
    south = city.districts[SOUTH]
    number = south.pid
    plan = city.district_plan(SOUTH)
    await south.follow(msgspec.structs.replace(plan, peers=plan.peers[:1]))
    await no_longer(south, NORTH)
    assert south.pid == number
    assert (await south.states.until(HUB, "up")).state == "up"


async def test_a_renewed_certificate_is_taken_by_a_new_server(city: City) -> None:
    south = city.districts[SOUTH]
    number = south.pid
    south.certify(city.authority)
    await south.follow(south.plan)
    assert await asyncio.to_thread(gone_within, number, 5)
    await city.hub.states.until(SOUTH, "up")
    await south.states.until(HUB, "up")
