"""Where a running node answers: on both loopback addresses, and with the console at every deep link."""

import os
import socket

from tests.journeys.client import District
from tests.journeys.node import Node, is_open


async def test_both_loopback_addresses_answer(district: District, node: Node) -> None:
    hosts = ["127.0.0.1", "localhost"]
    if is_open(node.port, "::1"):
        hosts.append("[::1]")
    else:
        assert not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6")
    for host in hosts:
        for port in (node.port, node.media_port):
            async with district.session.get(f"http://{host}:{port}/health") as answer:
                assert answer.status == 200, f"{host}:{port}"


async def test_the_console_is_served_and_its_deep_links_too(district: District, node: Node) -> None:
    for path in ("/", "/room", "/watch", "/vehicle", "/sign-in"):
        async with district.session.get(f"http://127.0.0.1:{node.port}{path}") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/html"
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    async with district.session.get(f"http://127.0.0.1:{node.port}/api/nothing") as answer:
        assert answer.status == 404
        assert answer.content_type == "application/problem+json"
