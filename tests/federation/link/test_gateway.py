"""The gateway and its heartbeat over a wire in memory: what passes, and what is refused and why."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest

from bongsu.federation.bus_line import BusLine
from bongsu.federation.line import PeerRefused, PeerUnreachable
from bongsu.federation.link.frames import Answer, Frame, Hello, read, write
from bongsu.federation.link.gateway import HELLO, Gateway
from bongsu.federation.link.heartbeat import Heartbeat
from bongsu.federation.link.memory_wire import MemoryAir, MemoryWire
from bongsu.federation.link.messages import LINK_STATE
from bongsu.federation.link.owned_tasks import OwnedTasks
from bongsu.federation.link.peer import Peer
from bongsu.federation.link.rules import PROTOCOL
from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.link.wire import NotLinked
from bongsu.kernel.memory_bus import MemoryBus
from tests.federation.link.centre import ShiftedClock, States

NORTH, SOUTH, WEST = "GANGBUK", "SEONGBUK", "GURO"
SMALL = LinkSettings(
    messages_per_s=50, bytes_per_s=100_000, at_once=4, flood_refusals=20, flood_s=0.3
)


class Node:
    """One centre: bus, line, gateway, heartbeat."""

    def __init__(self, air: MemoryAir, code: str, *peers: str) -> None:
        self.code, self._peers = code, peers
        self.bus, self.clock, self.states = MemoryBus(), ShiftedClock(), States()
        self.line = BusLine(self.bus)
        self.tasks = OwnedTasks()
        self.wire = air.wire(code)
        self.gateway = Gateway(self.bus, self.wire, SMALL, self.clock, "0.3.0", self._tell)
        self.heartbeat = Heartbeat(self.bus, self.wire, self.gateway, self.clock)
        self.heard: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self.line.answer("events", self._hear)

    async def _hear(self, peer: str, body: bytes) -> bytes:
        self.heard.put_nowait((peer, body))
        return body

    def _tell(self, peer: Peer) -> None:
        self.tasks.spawn("tell", self.heartbeat.tell(peer))

    async def start(self) -> None:
        await self.bus.subscribe(LINK_STATE, self.states.hear)
        await self.line.start()
        await self.gateway.start()
        await self.gateway.hear(self._peers)
        for peer in self.gateway.peers.values():
            self.tasks.spawn("beat", self.heartbeat.follow(peer))

    async def stop(self) -> None:
        await self.tasks.stop()
        await self.gateway.stop()
        await self.line.stop()

    def frame(self, body: bytes = b"x", ahead_ms: int = 0) -> bytes:
        clock_ms = self.gateway.wall_ms() + ahead_ms
        return write(Frame(clock_ms=clock_ms, within_ms=1000, body=body))


@pytest.fixture
def air() -> MemoryAir:
    return MemoryAir()


@pytest.fixture
async def pair(air: MemoryAir) -> AsyncIterator[tuple[Node, Node]]:
    nodes = (Node(air, NORTH, SOUTH, WEST), Node(air, SOUTH, NORTH))
    for node in nodes:
        await node.start()
    await nodes[0].states.until(SOUTH, "up")
    await nodes[1].states.until(NORTH, "up")
    yield nodes
    for node in nodes:
        await node.stop()


async def raw(air: MemoryAir, code: str, topic: str, data: bytes) -> Answer:
    """What a peer with this code gets that writes its frames itself."""
    return read(Answer, await MemoryWire(air, code).ask(NORTH, topic, data, 5))


async def test_the_state_of_a_link_says_release_protocol_and_times(
    pair: tuple[Node, Node],
) -> None:
    state = pair[0].states.last(SOUTH)
    assert state is not None
    assert (state.release, state.protocol, state.refused) == ("0.3.0", PROTOCOL, 0)
    assert state.rtt_ms is not None
    assert state.skew_ms is not None
    assert abs(state.skew_ms) < 5000


@pytest.mark.parametrize("minutes", [1, -1])
async def test_clocks_a_minute_apart_refuse_each_other_until_set_right(
    pair: tuple[Node, Node], minutes: int
) -> None:
    north, south = pair
    south.clock.ahead = timedelta(minutes=minutes)
    with pytest.raises(PeerRefused, match="clock_skew"):
        await south.line.ask(NORTH, "events", b"x", 5)
    for node, peer in ((north, SOUTH), (south, NORTH)):
        assert (await node.states.until(peer, "refused")).reason == "clock_skew"
        with pytest.raises(PeerRefused, match="clock_skew"):
            await node.line.ask(peer, "events", b"x", 5)
    assert north.heard.empty()
    south.clock.ahead = timedelta()
    await north.states.until(SOUTH, "up")
    await south.states.until(NORTH, "up")
    assert await south.line.ask(NORTH, "events", b"x", 5) == b"x"


async def test_a_peer_of_another_protocol_is_refused_by_name(
    pair: tuple[Node, Node], air: MemoryAir
) -> None:
    north, _ = pair

    async def newer(topic: str, data: bytes, respond: object) -> None:
        assert topic == HELLO
        assert callable(respond)
        clock_ms = read(Hello, data).clock_ms
        await respond(write(Hello(protocol=2, clock_ms=clock_ms, release="9.0.0")))

    await air.wire(WEST).hear(NORTH, newer)
    state = await north.states.until(WEST, "refused")
    assert (state.reason, state.protocol, state.release) == ("other_protocol", 2, "9.0.0")
    with pytest.raises(PeerRefused, match="other_protocol"):
        await north.line.ask(WEST, "events", b"x", 5)
    answer = await raw(air, WEST, "events", msgspec.msgpack.encode({"p": 2, "new": True}))
    assert "protocol 2" in answer.problem


@pytest.mark.parametrize("data", [b"", b"\xc1", b"GET / HTTP/1.1", b"\x91" * 5000, bytes(99_000)])
async def test_nonsense_is_refused_and_counted(
    pair: tuple[Node, Node], air: MemoryAir, data: bytes
) -> None:
    answer = await raw(air, SOUTH, "events", data)
    assert answer.problem
    bounds = pair[0].gateway.peers[SOUTH].bounds
    assert bounds.refused == 1
    assert bounds.refused_last == answer.problem
    assert await pair[1].line.ask(NORTH, "events", b"x", 5) == b"x"


async def test_a_topic_that_is_none_is_refused(pair: tuple[Node, Node], air: MemoryAir) -> None:
    for topic in ("EVENTS", ">", "a b", "x" * 40, ""):
        assert (await raw(air, SOUTH, topic, pair[1].frame())).field == "topic"
        with pytest.raises(PeerRefused):
            await pair[1].line.ask(NORTH, topic, b"", 5)


async def test_a_frame_with_a_wrong_clock_is_refused_before_any_heartbeat(
    pair: tuple[Node, Node], air: MemoryAir
) -> None:
    answer = await raw(air, SOUTH, "events", pair[1].frame(ahead_ms=60_000))
    assert "clock_skew" in answer.problem
    assert pair[0].heard.empty()


async def test_a_flood_is_cut_off_told_and_forgiven_and_slows_nobody_else(
    air: MemoryAir,
) -> None:
    nodes = [Node(air, NORTH, SOUTH, WEST), Node(air, SOUTH, NORTH), Node(air, WEST, NORTH)]
    for node in nodes:
        await node.start()
    north, south, west = nodes
    try:
        for peer in (SOUTH, WEST):
            await north.states.until(peer, "up")
        await west.states.until(NORTH, "up")
        flood = [raw(air, SOUTH, "events", south.frame()) for _ in range(500)]
        results = await asyncio.gather(*flood, return_exceptions=True)
        refused = [one for one in results if isinstance(one, BaseException) or one.problem]
        assert len(refused) >= 400
        state = await north.states.until(SOUTH, "refused", "flood")
        assert state.refused >= SMALL.flood_refusals
        assert state.refused_last
        assert await west.line.ask(NORTH, "events", b"calm", 5) == b"calm"
        assert north.states.last(WEST).state == "up"  # type: ignore[union-attr]  # it was told
        await north.states.until(SOUTH, "up")
        assert await south_again(south) == b"sorry"
    finally:
        for node in nodes:
            await node.stop()


async def south_again(south: Node) -> bytes:
    """Once its own heartbeat knows too that it is heard again."""
    async with asyncio.timeout(10):
        while True:
            try:
                return await south.line.ask(NORTH, "events", b"sorry", 5)
            except (PeerRefused, PeerUnreachable):
                await asyncio.sleep(0.05)


async def test_a_peer_with_a_slow_node_over_there_keeps_few_messages_under_way(
    pair: tuple[Node, Node], air: MemoryAir
) -> None:
    north, south = pair
    gate = asyncio.Event()

    async def slow(_peer: str, body: bytes) -> bytes:
        await gate.wait()
        return body

    north.line.answer("slow", slow)
    asked = [asyncio.create_task(raw(air, SOUTH, "slow", south.frame())) for _ in range(6)]
    refused: list[Answer] = []
    async with asyncio.timeout(5):
        while len(refused) < 2:
            await asyncio.sleep(0)
            refused = [task.result() for task in asked if task.done()]
    assert {answer.problem for answer in refused} == {"too many messages under way"}
    hello = await air.wire(SOUTH).ask(NORTH, HELLO, south.gateway.hello(), 5)
    assert read(Hello, hello).release == "0.3.0", "it is still known to live"
    gate.set()
    answers = await asyncio.gather(*asked)
    assert sum(not answer.problem for answer in answers) == SMALL.at_once


async def test_a_lost_message_is_known_at_the_next_heartbeat(
    pair: tuple[Node, Node], air: MemoryAir
) -> None:
    """The line swallowed it and was whole again before anybody noticed: nobody waits for the time limit."""
    north, south = pair
    air.mute.add(NORTH)
    asking = asyncio.create_task(south.line.ask(NORTH, "events", b"x", 60))
    async with asyncio.timeout(5):
        while not south.gateway.peers[NORTH].asked():
            await asyncio.sleep(0.01)
    air.mute.clear()
    with pytest.raises(PeerUnreachable, match="lost"):
        await asyncio.wait_for(asking, 10)
    assert north.heard.empty()


async def test_a_slow_answer_is_not_taken_for_a_lost_one(pair: tuple[Node, Node]) -> None:
    north, south = pair
    gate = asyncio.Event()

    async def slow(_peer: str, body: bytes) -> bytes:
        await gate.wait()
        return body

    north.line.answer("slow", slow)
    asking = asyncio.create_task(south.line.ask(NORTH, "slow", b"x", 60))
    peer = south.gateway.peers[NORTH]
    async with asyncio.timeout(10):
        while not peer.asked():
            await asyncio.sleep(0.01)
    for _ in range(3):
        peer.link = await south.heartbeat.beat(peer)
    assert not asking.done()
    gate.set()
    assert await asking == b"x"


async def test_a_revoked_peer_is_heard_no_more_at_once(
    pair: tuple[Node, Node], air: MemoryAir
) -> None:
    north, south = pair
    await north.gateway.keep(())
    with pytest.raises(NotLinked):
        await air.wire(SOUTH).ask(NORTH, "events", south.frame(), 1)
    with pytest.raises(PeerUnreachable, match="not linked"):
        await north.line.ask(SOUTH, "events", b"x", 1)
