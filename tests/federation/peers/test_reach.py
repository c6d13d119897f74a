"""A linked centre names the addresses of its media processes; none of them leads our own into our own machine."""

import msgspec
import pytest

from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.about import AboutTold
from bongsu.federation.peers.hear_about import AboutAnswers
from bongsu.federation.peers.invite import invite
from bongsu.federation.peers.reach import is_loopback, reachable
from tests.federation.peers.centres import URL, CentreInTest, speaking


def may(url: str, *, is_one_machine: bool = False) -> bool:
    return bool(reachable({"media-1": url}, is_one_machine=is_one_machine))


@pytest.mark.parametrize(
    "url",
    [
        "wss://10.0.0.2:8602/peer",
        "wss://192.168.3.4:8612/peer",
        "wss://media.gangbuk.example/peer",
        "wss://media.gangbuk.example:443/peer",
        "wss://[fd00::2]:8602/peer",
        "wss://gangbuk:8602/peer",
    ],
)
def test_a_centres_own_network_and_names_are_taken(url: str) -> None:
    assert may(url)


@pytest.mark.parametrize(
    "url",
    [
        "wss://169.254.169.254:8602/peer",
        "wss://[fe80::1]:8602/peer",
        "wss://0.0.0.0:8602/peer",
        "wss://[::]:8602/peer",
        "wss://224.0.0.1:8602/peer",
        "wss://255.255.255.255:8602/peer",
        "wss://127.1:8602/peer",
        "wss://0x7f000001:8602/peer",
        "wss://2130706433:8602/peer",
        "wss://10.0.0.2:22/peer",
        "wss://10.0.0.2:99999/peer",
        "wss://:8602/peer",
        "wss://...:8602/peer",
    ],
)
def test_special_addresses_disguised_ones_and_other_services_doors_are_never(url: str) -> None:
    assert not may(url)
    assert not may(url, is_one_machine=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.8.8.8",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "a.LOCALHOST",
        "localhost.",
    ],
)
def test_this_machine_only_where_the_link_is_on_it(host: str) -> None:
    url = f"wss://{host}:8602/peer"
    assert not may(url)
    assert may(url, is_one_machine=True)
    assert is_loopback(host.strip("[]"))


ON_ONE_MACHINE, APART = "127.0.0.1:8603", "hub.seoul.example:8603"
HERE, THERE = {"media-1": "wss://127.0.0.1:8602/peer"}, {"media-2": "wss://10.0.0.2:8602/peer"}


@pytest.mark.parametrize(("link", "taken"), [(APART, THERE), (ON_ONE_MACHINE, HERE | THERE)])
async def test_both_sides_keep_only_addresses_that_lead_away(
    seoul: CentreInTest, gangbuk: CentreInTest, link: str, taken: dict[str, str]
) -> None:
    """What else the centre says of itself counts: a district that never said where it is reached is no liar."""
    made = await invite(seoul.desk, "GANGBUK", url=URL, link=link, by="test")
    await gangbuk.joins(seoul, made.token)
    city = MemoryCity()
    hub, district = speaking(seoul, city), speaking(gangbuk, city)
    for said in (hub, district):
        said.media.update(HERE | THERE)
    for to, said in ((seoul, district), (gangbuk, hub)):
        body = msgspec.msgpack.encode(AboutTold(centres=(said.own.now(),)))
        await AboutAnswers(to.desk).answer(said.code, body)
        peer = await to.peer(said.code)
        assert (peer.media, bool(peer.ticket_key)) == (taken, True)
    assert await seoul.trail("refuse_peer") == []
