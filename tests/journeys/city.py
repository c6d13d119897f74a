"""What journeys through a city ask of its centres, and what a malicious district may say at its own link server."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec
from nats.aio.client import Client

from bongsu.bench.federation.centre import BenchCentre
from bongsu.federation.link.frames import Frame, write
from bongsu.federation.link.messages import SEND, LinkMessage, LinkReply
from bongsu.kernel.clock import SystemClock
from tests.media.stand import LiveViewer

HUB = "SEOUL"
WITHIN_S = 40.0
Json = dict[str, Any]  # what crosses the wire carries no types here


async def until(holds: Callable[[], bool], within_s: float = WITHIN_S) -> None:
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.05)


async def until_link(centre: BenchCentre, peer: str, holds: Callable[[Json], object]) -> Json:
    """Until the page of links says so of that centre."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            try:
                found = await centre.link(peer)
            except (aiohttp.ClientError, StopIteration):
                found = None
            if found is not None and holds(found):
                return found
            await asyncio.sleep(0.1)


def is_up(link: Json) -> bool:
    return bool(link["state"] == "up")


def lent(centre: BenchCentre, call: str) -> list[tuple[Any, ...]]:
    """The other district's lending of this call: number, state, the owner's own number."""
    return centre.rows(
        "SELECT g.grant_id, g.state, g.owner_grant_id FROM grants g JOIN incidents i USING (incident_id) "
        "WHERE i.ext_incident_no = ? AND g.owner IS NOT NULL",
        call,
    )


async def until_lent(centre: BenchCentre, call: str) -> tuple[str, str]:
    await until(lambda: any(row[1] == "active" for row in lent(centre, call)))
    [[grant_id, _, theirs]] = lent(centre, call)
    return grant_id, theirs


def state_of(centre: BenchCentre, grant_id: str) -> str:
    return str(centre.rows("SELECT state FROM grants WHERE grant_id = ?", grant_id)[0][0])


@asynccontextmanager
async def feed(centre: BenchCentre, name: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    headers = {"Cookie": await centre.cookie(name)}
    url = f"{centre.origin}/api/feed"
    async with centre.session.ws_connect(url, headers=headers, max_msg_size=0) as socket:
        yield socket


async def ticket_of(socket: aiohttp.ClientWebSocketResponse, grant_id: str, camera: str) -> Json:
    """Asked for on the feed, as a tile does."""
    await socket.send_json({"want": "ticket", "grant_id": grant_id, "camera_id": camera})
    async with asyncio.timeout(WITHIN_S):
        while True:
            said: Json = await socket.receive_json()
            if said["kind"] == "ticket" and said["camera_id"] == camera:
                return said


async def watch(centre: BenchCentre, ticket: Json) -> LiveViewer:
    url = f"ws://127.0.0.1:{centre.settings.media_port}/live"
    origin = f"http://localhost:{centre.settings.port}"
    viewer = LiveViewer(await centre.session.ws_connect(url, origin=origin, max_msg_size=0))
    await viewer.ws.send_json({"ticket": ticket["ticket"], "stream": "main"})
    return viewer


@asynccontextmanager
async def intruder(district: BenchCentre) -> AsyncIterator[Client]:
    """At that district's own link server, with everything that its gateway may do."""
    folder = district.settings.folder / "link"
    settings = json.loads((folder / "nats.conf").read_text())
    [ports] = folder.glob("nats-server_*.ports")
    [user] = settings["accounts"]["OWN"]["users"]
    client = Client()
    await client.connect(
        json.loads(ports.read_text())["nats"][0], user=user["user"], password=user["password"]
    )
    try:
        yield client
    finally:
        await client.close()


def frame(body: bytes, *, clock_ms: int = 0, protocol: int = 1) -> bytes:
    now_ms = int(SystemClock().now().timestamp() * 1000)
    return write(Frame(protocol=protocol, clock_ms=now_ms + clock_ms, within_ms=1000, body=body))


async def said_by(district: BenchCentre, topic: str, body: bytes) -> LinkReply:
    """As that district's node would say it to the hub."""
    bus = district.bus()
    await bus.start()
    try:
        message = LinkMessage(peer=HUB, topic=topic, body=body, within_s=5)
        answer = await bus.request(SEND, msgspec.msgpack.encode(message), 6)
        return msgspec.msgpack.decode(answer, type=LinkReply)
    finally:
        await bus.stop()


def changed(version: int, after: int, records: list[object]) -> bytes:
    return msgspec.msgpack.encode(
        {
            "version": version,
            "after": after,
            "scope": "all",
            "is_whole": True,
            "changes": [[f"GB-9{number:03}-1", one] for number, one in enumerate(records)],
        }
    )
