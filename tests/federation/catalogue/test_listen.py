"""What the rest of the node says reaches catalogue and exchange: lines, peers and agreements that come and go."""

from collections.abc import AsyncIterator
from dataclasses import replace

import msgspec
import pytest

from bongsu.federation.catalogue.listen import LineListening
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.mailroom import Handler, Mailroom
from bongsu.federation.exchange.post import post
from bongsu.federation.exchange.store import peers_with_mail
from bongsu.federation.link.messages import LinkState, State
from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.store import put_peer
from bongsu.kernel.memory_bus import MemoryBus
from tests.federation.catalogue.city import NOON, Centre, until

PEER = Peer(
    code="SEONGBUK", name_ko="성북구", name_en="Seongbuk", kind=PeerKind.DISTRICT,
    route=Route.DIRECT, joined_at=NOON,
)  # fmt: skip


class Node:
    """The hub's parts that listen."""

    def __init__(self, hub: Centre) -> None:
        self.bus = MemoryBus()
        self.states = LinkStates(hub.clock)
        self.courier = Courier(hub.database, hub.line, hub.clock)
        self.listening = LineListening(
            hub.database, self.bus, self.states, self.courier, hub.follow, hub.push
        )

    def say(self, state: State) -> None:
        self.states.hear(LinkState(peer="SEONGBUK", state=state, since=NOON))


@pytest.fixture
async def node(hub: Centre) -> AsyncIterator[Node]:
    async with hub.database.work() as work:
        await put_peer(work.connection, PEER)
    node = Node(hub)
    await node.courier.start()
    await node.listening.start()
    yield node
    await node.listening.stop()
    await node.courier.stop()


async def test_a_line_that_comes_up_is_used_at_once(
    city: MemoryCity, node: Node, hub: Centre, seongbuk: Centre
) -> None:
    heard = list[bytes]()

    async def hear(_work: object, _peer: str, body: bytes, _at: object) -> None:
        heard.append(body)

    handlers: dict[str, Handler] = {"linked": hear}
    Mailroom(seongbuk.database, seongbuk.line, seongbuk.clock, handlers)
    city.cut.add("SEONGBUK")
    async with hub.database.work() as work:
        await post(work, "SEONGBUK", "linked", PeersChanged(peer="x", why="y"))
    city.cut.clear()
    node.say("up")
    await hub.has_caught_up(seongbuk)
    await until(lambda: len(heard) == 1)


async def test_while_a_line_is_down_nobody_is_asked_and_all_stays(
    city: MemoryCity, node: Node, hub: Centre, seongbuk: Centre
) -> None:
    node.say("up")
    await hub.has_caught_up(seongbuk)
    node.say("down")
    city.cut.add("SEONGBUK")
    await seongbuk.set_state("dead", "SB-0001-1")
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (300, 0)}
    assert hub.catalogue.state_of("SB-0001-1").state == "unknown"
    city.cut.clear()
    node.say("up")
    await hub.has_caught_up(seongbuk)
    assert hub.catalogue.state_of("SB-0001-1").state == "dead"


async def test_who_is_revoked_is_deleted_and_hears_nothing_more(
    node: Node, hub: Centre, seongbuk: Centre
) -> None:
    node.say("up")
    await hub.has_caught_up(seongbuk)
    async with hub.database.work() as work:
        await put_peer(work.connection, replace(PEER, revoked_at=NOON))
    changed = PeersChanged(peer="SEONGBUK", why="revoked")
    await node.bus.publish("bongsu.federation.peers_changed", msgspec.json.encode(changed))
    assert await hub.stored("SEONGBUK") == {}
    assert hub.catalogue.counts_by_owner() == {}
    async with hub.database.read() as connection:
        assert await peers_with_mail(connection) == []


async def test_who_was_revoked_while_we_were_down_is_deleted_at_the_start(
    hub: Centre, seongbuk: Centre
) -> None:
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)
    hub.follow.down("SEONGBUK")
    node = Node(hub)
    await node.listening.start()
    await until(lambda: hub.catalogue.counts_by_owner() == {})
    await node.listening.stop()


async def test_an_agreement_that_changes_is_told_to_whoever_listens(
    node: Node, hub: Centre, seongbuk: Centre
) -> None:
    node.say("up")
    await hub.has_caught_up(seongbuk)
    listening = LineListening(
        seongbuk.database,
        node.bus,
        LinkStates(hub.clock),
        node.courier,
        seongbuk.follow,
        seongbuk.push,
    )
    await listening.start()
    seongbuk.scopes["SEOUL"] = None
    await node.bus.publish("bongsu.sharing.agreement_changed", b"{}")
    await until(lambda: hub.catalogue.counts_by_owner() == {})
    await listening.stop()
