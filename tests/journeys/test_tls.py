"""One district under TLS: its own certificate on both ports, and the reverse proxy's example before one port."""

import asyncio
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from bongsu.kernel.ids import new_id
from tests.journeys.client import CONSOLE, Call, Feed, Partner
from tests.journeys.node import LEAN, Node, free_pair, is_open, running_node
from tests.journeys.places import GIREUM1
from tests.kernel.authority import Authority
from tests.media.stand import LiveViewer, until
from tests.shared_folder import ROOT

NAME = "seongbuk.example"

EXAMPLE = ROOT / "docs" / "reverse-proxy.md"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def secured(authority: Authority) -> Iterator[Node]:
    certificate, key = authority.issue(NAME)

    def given(_port: int) -> dict[str, str]:
        return {"BONGSU_NODE_TLS_CERTIFICATE": str(certificate), "BONGSU_NODE_TLS_KEY": str(key)}

    yield from running_node(LEAN, given)


class HereResolver(aiohttp.abc.AbstractResolver):
    """Every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            aiohttp.abc.ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is kept."""


@pytest.fixture
async def session(authority: Authority) -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(
        ssl=authority.trusting(), resolver=HereResolver(), force_close=True
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=30),
    ) as session:
        yield session


async def sees_a_picture(session: aiohttp.ClientSession, node: Node, origin: str) -> list[str]:
    """Sign-in, feed, a call, and its live pictures, all as a browser at that origin does; answers where they were."""
    body = {"name": "seongbuk-room", "password": node.passwords["seongbuk-room"]}
    async with session.post(f"{origin}/api/sign-in", json=body, headers=CONSOLE) as answer:
        assert answer.status == 200, await answer.text()
        said = answer.headers["Set-Cookie"]
        assert said.startswith("__Host-bongsu_seongbuk=")
        assert "Secure" in said
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    headers = {"Cookie": said.partition(";")[0], "Origin": origin}
    live = origin.replace("https", "wss")
    feed = Feed(await session.ws_connect(f"{live}/api/feed", headers=headers, max_msg_size=0))
    await feed.first("hello")
    await opens_a_call(session, node, origin)
    await feed.until(lambda: len(feed.of("ticket")) >= 5)
    # of each media process one
    tickets = {ticket["url"]: ticket for ticket in feed.of("ticket")}
    for url, ticket in tickets.items():
        socket = await session.ws_connect(url, headers={"Origin": origin}, max_msg_size=0)
        viewer = LiveViewer(socket)
        await viewer.ws.send_json({"ticket": ticket["ticket"], "stream": "main"})
        await viewer.fragments(2, within_s=15)
        assert viewer.decoded()
        await viewer.leave()
    await feed.leave()
    return sorted(tickets)


async def opens_a_call(session: aiohttp.ClientSession, node: Node, origin: str) -> None:
    call = Call(Partner(node, session, "seoul-112", "KNPA.SEOUL"), new_id("tls"), "P112_DISPATCH")
    message = call.message(
        "NEW",
        incident={"category": "ROBBERY", "code": "C0", "summary_ko": "여정 시험"},
        location={
            "lat": GIREUM1[0],
            "lon": GIREUM1[1],
            "accuracy_m": 12.0,
            "method": "GPS",
            "address_road": "서울특별시 성북구",
        },
    )
    bearer = {"Authorization": f"Bearer {node.tokens['seoul-112']}"}
    url = f"{origin}/link/v1/incidents"
    async with session.post(url, json=message, headers=bearer) as answer:
        assert answer.status == 201, await answer.text()


async def test_sign_in_feed_and_a_live_picture_under_the_nodes_own_certificate(
    secured: Node, session: aiohttp.ClientSession
) -> None:
    urls = await sees_a_picture(session, secured, f"https://{NAME}:{secured.port}")
    assert urls == [f"wss://{NAME}:{secured.media_port}/live"]


@pytest.mark.parametrize("port_after", [0, 1])
async def test_a_client_without_tls_gets_no_answer(secured: Node, port_after: int) -> None:
    async with aiohttp.ClientSession() as plain:
        with pytest.raises(aiohttp.ClientConnectionError):
            await plain.get(f"http://127.0.0.1:{secured.port + port_after}/health")


async def test_another_host_name_is_refused_by_the_client(
    secured: Node, session: aiohttp.ClientSession
) -> None:
    for port in (secured.port, secured.media_port):
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.get(f"https://elsewhere.example:{port}/health")


async def test_pages_may_connect_to_the_media_process_by_tls_only(
    secured: Node, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"https://{NAME}:{secured.port}/health") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert f"wss://*:{secured.media_port}" in policy
    assert "ws://" not in policy.replace("wss://", "")


async def test_a_page_of_another_origin_opens_no_picture(
    secured: Node, session: aiohttp.ClientSession
) -> None:
    for origin in (f"http://{NAME}:{secured.port}", "https://elsewhere.example"):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(
                f"wss://{NAME}:{secured.media_port}/live", headers={"Origin": origin}
            )


async def test_a_new_certificate_is_served_without_a_restart(
    secured: Node, session: aiohttp.ClientSession, authority: Authority
) -> None:
    certificate, _ = authority.issue(NAME, "renewed.example")
    assert secured.process.process
    secured.process.process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(20):
        for port in (secured.port, secured.media_port):
            while True:
                try:
                    async with session.get(f"https://renewed.example:{port}/health") as answer:
                        assert answer.status == 200
                        break
                except aiohttp.ClientConnectorCertificateError:
                    await asyncio.sleep(0.05)
    assert certificate.exists()


def example(folder: Path, port: int, node_port: int, files: tuple[Path, Path]) -> str:
    """The very text of docs/reverse-proxy.md, with this test's ports and certificate."""
    found = re.search(r"```nginx\n(.*?)```", EXAMPLE.read_text(), re.DOTALL)
    assert found
    text = found.group(1)
    for written, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        (
            "# ssl_certificate …; ssl_certificate_key …;",
            f"ssl_certificate {files[0]}; ssl_certificate_key {files[1]};",
        ),
        ("127.0.0.1:8600", f"127.0.0.1:{node_port}"),
        ("127.0.0.1:8601", f"127.0.0.1:{node_port + 1}"),
        ("127.0.0.1:8611", f"127.0.0.1:{node_port + 11}"),
    ):
        assert written in text, f"{written} is no longer in the example"
        text = text.replace(written, here)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}{text}}}\n"
    )


def find_nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@pytest.fixture
def proxied(authority: Authority, tmp_path: Path) -> Iterator[tuple[Node, str]]:
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("NO NGINX: the reverse proxy's example was not tested")
    front = free_pair()
    origin = f"https://{NAME}:{front}"

    def given(_port: int) -> dict[str, str]:
        return {
            "BONGSU_NODE_PUBLIC_ORIGIN": origin,
            "BONGSU_NODE_MEDIA_PUBLIC_URL": f"{origin.replace('https', 'wss')}/media/{{process}}/live",
            "BONGSU_NODE_MEDIA_PROCESSES": "2",
            "BONGSU_NODE_TRUSTED_PROXIES": "127.0.0.1",
        }

    for node in running_node(LEAN, given):
        settings = tmp_path / "nginx.conf"
        files = authority.issue(NAME, file="front")
        settings.write_text(example(tmp_path, front, node.port, files))
        process = subprocess.Popen(
            [nginx, "-e", "stderr", "-p", str(tmp_path), "-c", str(settings)]
        )
        try:
            yield node, origin
        finally:
            process.terminate()
            process.wait(10)


async def test_the_reverse_proxys_example_carries_everything_through_one_port(
    proxied: tuple[Node, str], session: aiohttp.ClientSession
) -> None:
    node, origin = proxied
    await until(lambda: is_open(int(origin.rpartition(":")[2])), within_s=10)
    urls = await sees_a_picture(session, node, origin)
    live = origin.replace("https", "wss")
    assert urls == [f"{live}/media/media-1/live", f"{live}/media/media-2/live"]
