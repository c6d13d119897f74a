"""A hub and two districts as `bongsu run` starts them: pictures across two hops; cut, killed, flooded and revoked, each goes
on alone, and afterwards every row is there once, in order, on both sides."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from click.testing import CliRunner

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.city import BenchCity, city
from bongsu.bench.federation.load import Load, under_load
from bongsu.bench.federation.proof import prove, quiet
from bongsu.cli.main import cli
from bongsu.federation.catalogue.wire import TOPIC_CHANGED
from bongsu.kernel.nats_bus import flushed
from tests.journeys.city import (
    HUB,
    changed,
    feed,
    frame,
    intruder,
    is_up,
    lent,
    said_by,
    state_of,
    ticket_of,
    until,
    until_lent,
    until_link,
    watch,
)
from tests.journeys.node import LIGHT

OURS, THEIRS = "SEONGBUK", "GANGBUK"
ROOM = "room-KNPA.SEOUL.JONGAM"
# its people are named in this process, its centres are processes of their own
SOONER = LIGHT | {"BONGSU_FEDERATION_FLOOD_S": "2"}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running() -> AsyncIterator[BenchCity]:
    def heard(_line: str) -> None:
        """Progress is for people."""

    with pytest.MonkeyPatch.context() as here:
        for name, value in SOONER.items():
            here.setenv(name, value)
        async with city({OURS: 120, THEIRS: 120}, heard) as made:
            await made.link(OURS, THEIRS)
            await made.until_up()
            yield made


async def test_a_call_near_the_border_shows_the_neighbours_picture_and_ends_on_both_sides(
    running: BenchCity,
) -> None:
    ours, theirs = running[OURS], running[THEIRS]
    await ours.open("BORDER-1")
    grant_id, at_owner = await until_lent(ours, "BORDER-1")
    query = "SELECT camera_id FROM grant_cameras WHERE grant_id = ? ORDER BY rank"
    camera = str(ours.rows(query, grant_id)[0][0])
    assert camera.startswith("GB-")
    async with feed(ours, ROOM) as screen:
        viewer = await watch(ours, await ticket_of(screen, grant_id, camera))
        await viewer.fragments(2, within_s=20)
        assert viewer.decoded()
        await ours.close("BORDER-1")
        assert (await viewer.text("ended", within_s=10))["reason"] == "closed"
        await viewer.leave()
    await until(lambda: state_of(theirs, at_owner) == "closed")
    assert state_of(ours, grant_id) == "closed"
    for centre, grant in ((ours, grant_id), (theirs, at_owner)):
        query = "SELECT ended_at IS NOT NULL FROM provision_ledger WHERE grant_id = ?"
        assert centre.rows(query, grant) == [(1,)], "one row of the ledger, with its end"
    watched = (
        "SELECT kind, count(*) FROM trail WHERE camera_id = ? AND kind LIKE 'watch_%' GROUP BY 1"
    )
    for centre in (ours, running.hub, theirs):
        await until(lambda at=centre: len(at.rows(watched, camera)) == 2)  # type: ignore[misc]  # bound now
        assert len({number for _, number in centre.rows(watched, camera)}) == 1, centre.code


async def test_the_hubs_own_room_is_shown_a_districts_cameras(running: BenchCity) -> None:
    await running.hub.open("CITY-1")
    query = (
        "SELECT count(*) FROM grants g JOIN incidents i USING (incident_id) "
        "WHERE i.ext_incident_no = 'CITY-1' AND g.owner = ? AND g.state = 'active'"
    )
    await until(lambda: running.hub.number(query, THEIRS) > 0)
    await running.hub.close("CITY-1")
    await until(lambda: running.hub.number(query, THEIRS) == 0)


async def test_nothing_of_a_call_but_what_is_asked_reaches_another_centre(
    running: BenchCity,
) -> None:
    """Neither the caller's number nor the summary stands in the neighbour's or the hub's books."""
    ours = running[OURS]
    await ours.open("PERSONAL-7")
    await until_lent(ours, "PERSONAL-7")
    await ours.close("PERSONAL-7")
    for other in (running[THEIRS], running.hub):
        folder = other.settings.folder
        for file in (folder / "node.db", folder / "node.db-wal"):
            assert b"PERSONAL-7" not in file.read_bytes(), f"{other.code}: {file.name}"


def must_verify(centre: BenchCentre) -> None:
    line = ["audit", "verify", "--data-dir", str(centre.settings.folder)]
    said = CliRunner().invoke(cli, line, catch_exceptions=False)
    assert said.exit_code == 0, said.output


async def must_agree(loads: list[Load]) -> None:
    """Every call, message, grant and ledger row once and in order, and both trails whole."""
    one, other = (load.centre for load in loads)
    await quiet(one, other)
    proof = prove(loads)
    assert (proof.lost, proof.doubled, proof.out_of_order) == (0, 0, 0), proof
    assert proof.messages
    for centre in (one, other):
        await asyncio.to_thread(must_verify, centre)


async def more(loads: list[Load], calls: int) -> None:
    """Until both districts have taken so many further calls."""
    before = [len(one.taken) for one in loads]
    await until(
        lambda: all(len(one.taken) >= was + calls for one, was in zip(loads, before, strict=True))
    )


async def test_each_district_goes_on_alone_while_the_line_is_cut_and_nothing_is_lost(
    running: BenchCity,
) -> None:
    ours, theirs = running[OURS], running[THEIRS]
    async with under_load(ours, theirs, every_s=0.3) as loads:
        await more(loads, 2)
        for line in running.lines.values():
            line.cut()
        await until_link(ours, THEIRS, lambda one: one["state"] == "down" and one["reason_ko"])
        await until_link(running.hub, OURS, lambda one: one["state"] == "down")
        await more(loads, 4)
        assert (await ours.link(THEIRS))["waiting"] > 0, "the page says what waits"
        for line in running.lines.values():
            line.heal()
        await until_link(ours, THEIRS, is_up)
        await more(loads, 2)
    await must_agree(loads)


async def test_a_silent_line_loses_nothing_either(running: BenchCity) -> None:
    ours, theirs = running[OURS], running[THEIRS]
    async with under_load(ours, theirs, every_s=0.3) as loads:
        running.lines[OURS].swallow()
        await until_link(theirs, OURS, lambda one: one["state"] == "down")
        await more(loads, 2)
        running.lines[OURS].heal()
        await until_link(theirs, OURS, is_up)
        await more(loads, 2)
    await must_agree(loads)


async def test_kill_9_of_the_hub(running: BenchCity) -> None:
    ours, theirs = running[OURS], running[THEIRS]
    async with under_load(ours, theirs, every_s=0.3) as loads:
        await more(loads, 2)
        running.hub.kill_all()
        await more(loads, 3)
        await until_link(ours, HUB, is_up)
        await until_link(ours, THEIRS, is_up)
        await more(loads, 2)
    assert not any(load.repeated for load in loads), "no district felt it"
    await must_agree(loads)
    await asyncio.to_thread(must_verify, running.hub)


async def test_kill_9_of_a_districts_node_in_the_middle_of_writing(running: BenchCity) -> None:
    ours, theirs = running[OURS], running[THEIRS]
    async with under_load(ours, theirs, every_s=0.2) as loads:
        await more(loads, 3)
        ours.kill("node")
        await more(loads, 3)
        theirs.kill_all()
        await more(loads, 3)
        await until_link(ours, THEIRS, is_up)
    await must_agree(loads)


async def test_a_district_that_listens_to_everything_hears_nothing_of_others(
    running: BenchCity,
) -> None:
    """Of a call of the hub's that is shown cameras of both, it hears only its own part."""
    heard: list[bytes] = []

    async def hear(message: Any) -> None:  # Any: nats-py's message
        heard.append(message.data)

    query = "SELECT owner_grant_id FROM grants WHERE owner = ? AND state = 'active'"
    async with intruder(running[THEIRS]) as client:
        await client.subscribe(">", cb=hear)
        await flushed(client)
        await running.hub.open("SECRET-1")
        await until(lambda: all(running.hub.rows(query, one) for one in (OURS, THEIRS)))
        [[its_own]] = running.hub.rows(query, THEIRS)
        [[anothers]] = running.hub.rows(query, OURS)
        await running.hub.close("SECRET-1")
        await until(lambda: not running.hub.rows(query, THEIRS))
    assert any(str(its_own).encode() in one for one in heard), "it does listen"
    assert not any(str(anothers).encode() in one for one in heard)


async def test_each_bad_frame_over_the_real_line_is_counted_with_a_reason(
    running: BenchCity,
) -> None:
    """All at once: a hub tells how often it refused every five seconds."""
    bad = (
        ("events", frame(b"x", clock_ms=-60_000)),
        ("events", frame(b"x", protocol=9)),
        ("events", b"\x93" * 2000),
        ("Not", frame(b"x")),
        ("catalogue_changed", b"\xc1" * 500_000),
    )
    hub, before = running.hub, (await running.hub.link(THEIRS))["refused"]
    async with intruder(running[THEIRS]) as client:
        for topic, one in bad:
            await client.publish(f"out.{HUB}.{topic}", one, reply="nowhere")
        await client.flush()
        found = await until_link(hub, THEIRS, lambda one: one["refused"] >= before + len(bad))
    assert found["refused_last"]
    assert (await hub.link(OURS))["state"] == "up"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff" * 100,
        b"\x91" * 5000,
        changed(2**60, 0, []),
        changed(5, 4, ["x" * 100_000] * 3),
        changed(5, 4, [None] * 1000),
    ],
    ids=["nothing", "noise", "nested", "huge number", "huge records", "too many"],
)
async def test_malformed_and_enormous_catalogue_words_change_nothing(
    running: BenchCity, body: bytes
) -> None:
    """Whatever a district says of its cameras, the hub goes on and holds what it held."""
    held = "SELECT count(*) FROM peer_cameras WHERE owner = ?"
    before = running.hub.number(held, THEIRS)
    await said_by(running[THEIRS], TOPIC_CHANGED, body)
    assert (await until_link(running.hub, THEIRS, is_up))["catalogue"]["agrees"]
    assert running.hub.number(held, THEIRS) == before


async def test_a_peer_that_floods_is_named_and_the_others_are_served(running: BenchCity) -> None:
    hub, ours = running.hub, running[OURS]
    flood = frame(b"flood")
    async with intruder(running[THEIRS]) as client:
        ending = asyncio.Event()

        async def pour() -> None:
            while not ending.is_set():
                for _ in range(200):
                    await client.publish(f"out.{HUB}.events", flood, reply="nowhere")
                await client.flush()

        pouring = asyncio.create_task(pour())
        try:
            found = await until_link(hub, THEIRS, lambda one: one["reason"] == "flood")
            assert found["reason_ko"]
            assert found["reason_en"]
            assert (await hub.link(OURS))["state"] == "up"
            await ours.open("CALM-1")
            await ours.close("CALM-1")
        finally:
            ending.set()
            await pouring
    await until_link(hub, THEIRS, is_up)


async def join_asked(hub: BenchCentre, body: object) -> tuple[int, str]:
    url = f"{hub.origin}/link/v1/peers/join"
    async with hub.session.post(url, json=body) as answer:
        return answer.status, (await answer.json())["code"]


async def test_who_has_no_good_token_is_not_let_in(running: BenchCity) -> None:
    status, code = await join_asked(running.hub, {"invitation_id": "inv_x", "peer": "GURO"})
    assert (status, bool(code)) == (400, True)
    async with running.hub.session.get(f"{running.hub.origin}/health") as answer:
        assert answer.status == 200


async def test_a_revoked_district_is_cut_off_forgotten_and_comes_back_by_a_new_token(
    running: BenchCity,
) -> None:
    hub, ours, theirs = running.hub, running[OURS], running[THEIRS]
    await hub.post(f"/api/peers/{THEIRS}/revoke", {"reason": "여정 시험"}, name="head")
    revoked = await until_link(hub, THEIRS, lambda one: one["state"] == "revoked")
    assert revoked["revoked_why"] == "여정 시험"
    await until_link(theirs, HUB, lambda one: one["state"] != "up")
    held = "SELECT count(*) FROM peer_cameras WHERE owner = ?"
    for centre in (hub, ours):
        await until(lambda at=centre: at.number(held, THEIRS) == 0)  # type: ignore[misc]  # bound now
    for centre in (ours, theirs):
        await centre.open("ALONE-1")
        await centre.close("ALONE-1")
    assert not lent(ours, "ALONE-1"), "nobody is asked who is linked no more"
    await until_link(ours, HUB, is_up)
