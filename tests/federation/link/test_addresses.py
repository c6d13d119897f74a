"""The hub's address, as an operator writes it into an invitation: a name, IPv4 or IPv6, and the line stands."""

import socket
from pathlib import Path

import pytest

from bongsu.federation.link.messages import LinkPlan, PeerPlan
from bongsu.federation.link.server import LinkServer
from bongsu.federation.link.server_text import KeyFiles
from bongsu.federation.peers.certificates import certificate_pem, new_key, read_link
from bongsu.federation.peers.link_keys import LinkKeys
from bongsu.kernel.clock import SystemClock
from tests.federation.link.centre import HUB, Centre
from tests.ports import free_port

DISTRICT = "GANGBUK"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def keyed(folder: Path, address: str, port: int) -> tuple[Centre, Centre]:
    """A hub and a district with the keys that inviting and joining make, for this address."""
    now = SystemClock().now()
    link = f"{address}:{port}"
    hub, district = Centre(HUB, folder / "hub"), Centre(DISTRICT, folder / "district")
    hub.server = hub.part._server = LinkServer(folder / "hub" / "link", KeyFiles(hub.keys), link)
    hub_keys, district_keys = LinkKeys(hub.keys), LinkKeys(district.keys)
    hub_keys.make_hub(HUB, [read_link(link)[0]], now)
    key = new_key()
    issued = hub_keys.issue(DISTRICT, key.public_key(), now)
    ca = certificate_pem(hub_keys.ca())
    district_keys.put_joined(ca, certificate_pem(issued), key, district.nkey)
    hub.plan = LinkPlan(
        code=HUB, kind="hub", peers=(PeerPlan(code=DISTRICT, nkey=district.nkey.public),)
    )
    district.plan = LinkPlan(
        code=DISTRICT, kind="district", hub_url=link, hub_code=HUB, peers=(PeerPlan(code=HUB),)
    )
    return hub, district


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "[::1]"])
async def test_the_line_stands_at_a_name_and_at_addresses(tmp_path: Path, address: str) -> None:
    if "::" in address and not has_ipv6():
        pytest.skip("NO IPV6: this machine has none")
    hub, district = keyed(tmp_path, address, free_port())

    async def answered(peer: str, _body: bytes) -> bytes:
        return peer.encode()

    hub.line.answer("events", answered)
    try:
        await hub.start()
        await district.start()
        await district.states.until(HUB, "up")
        assert await district.line.ask(HUB, "events", b"x", 5) == DISTRICT.encode()
    finally:
        await district.stop()
        await hub.stop()
