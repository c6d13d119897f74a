"""The first picture of another district's camera: how much each hop adds when the camera's own district pulls it already."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import perf_counter, time
from typing import Any  # Any: JSON

import aiohttp
import msgspec

from bongsu.bench.call.plain import Asked, Opening
from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.city import BenchCity
from bongsu.bench.federation.waiting import until
from bongsu.bench.figures import Beside, Reading, Readings, percentile
from bongsu.bench.processes import child
from bongsu.kernel.ids import new_secret
from bongsu.kernel.keys import load_or_create_key
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.media.wire import Kind

OWNER, NEAR, FAR = "GANGBUK", "SEOUL", "SEONGBUK"
# `bongsu run` with it: a pull that nobody watches ends soon, so that a hop can be cold again
QUICKLY_COLD = {"BONGSU_MEDIA_LINGER_S": "0.5"}
_LENT = (
    "SELECT g.grant_id, g.incident_id, c.camera_id FROM grants g JOIN grant_cameras c USING (grant_id) "
    "WHERE g.owner = ? AND g.state = 'active' AND g.organisation LIKE 'KNPA.%' ORDER BY c.rank"
)
_SESSION = "SELECT session_id FROM sessions LIMIT 1"
_URL = "SELECT main_url FROM camera_streams WHERE camera_id = ?"
_WITHIN_S = 30.0
_COLD_AGAIN_S = 45.0


@dataclass(frozen=True, slots=True)
class Lent:
    """One camera of the owner's, as a centre may show it."""

    grant_id: str
    incident_id: str
    camera_id: str


async def measure_hops(city: BenchCity, openings: int) -> Readings:
    """None, one (the hub) and two (the neighbour, through the hub); the relays cold, then everything warm."""
    owner, far, near = city[OWNER], city[FAR], city[NEAR]
    for one in (far, near):
        # a ticket is some signed-in session's
        await one.cookie("operator")
        await one.open("HOPS-1")
    try:
        shown = {one.code: await _lent(one) for one in (far, near)}
        cameras = sorted({one.camera_id for lent in shown.values() for one in lent})
        async with AsyncExitStack() as stack:
            for camera_id in cameras:
                await stack.enter_async_context(_watched_at_home(owner, camera_id))
            own = [
                await _open_own(owner, cameras[number % len(cameras)]) for number in range(openings)
            ]
            cold = {one.code: await _cold(one, shown[one.code], openings) for one in (near, far)}
            warm = {one.code: await _warm(one, shown[one.code][0], openings) for one in (near, far)}
        plain = await _plain(owner, cameras[: min(4, openings)])
    finally:
        for one in (far, near):
            await one.close("HOPS-1")
    return {"hop_added_p95": _reading(own, cold, warm, plain)}


def _reading(
    own: Sequence[float],
    cold: dict[str, list[float]],
    warm: dict[str, list[float]],
    plain: float | None,
) -> Reading:
    """The larger of what one hop adds and half of what two add."""
    home = percentile(own, 95)
    one_hop = percentile(cold[NEAR], 95) - home
    two_hops = (percentile(cold[FAR], 95) - home) / 2
    beside: Beside = {
        "no_hop_p95": round(home, 1),
        "one_hop_p95": round(percentile(cold[NEAR], 95), 1),
        "two_hops_p95": round(percentile(cold[FAR], 95), 1),
        "one_hop_all_warm_p95": round(percentile(warm[NEAR], 95), 1),
        "two_hops_all_warm_p95": round(percentile(warm[FAR], 95), 1),
        "plain_open_p95": plain,
        "repeats": len(own),
    }
    return Reading(round(max(one_hop, two_hops), 1), beside)


async def _lent(centre: BenchCentre) -> list[Lent]:
    await until(lambda: bool(centre.rows(_LENT, OWNER)), _WITHIN_S)
    return [Lent(*row) for row in centre.rows(_LENT, OWNER)]


async def _cold(centre: BenchCentre, lent: Sequence[Lent], openings: int) -> list[float]:
    """Each camera is opened when this centre and those between have let go of it; the first time does not count."""
    await _until_cold(centre)
    await open_ms(centre, _ticket(centre, lent[0]))
    took = []
    for number in range(openings):
        await _until_cold(centre)
        took.append(await open_ms(centre, _ticket(centre, lent[number % len(lent)])))
    return took


async def _warm(centre: BenchCentre, one: Lent, openings: int) -> list[float]:
    async with watching(centre, _ticket(centre, one)):
        return [await open_ms(centre, _ticket(centre, one)) for _ in range(openings)]


async def _until_cold(centre: BenchCentre) -> None:
    """The hub is on the way, and lets go a little later than who asks it."""
    async with asyncio.timeout(_COLD_AGAIN_S):
        # another process's state: nothing tells us of it, so it is asked
        while await pulls(centre):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def pulls(centre: BenchCentre) -> int:
    url = f"http://127.0.0.1:{centre.settings.media_port}/health"
    async with centre.session.get(url) as answer:
        return int(msgspec.json.decode(await answer.read())["pulls"])


def _ticket(centre: BenchCentre, one: Lent) -> str:
    """Signed as the node does, so that asking for it does not warm the pull."""
    now = time()
    signer = TicketSigner(load_or_create_key(centre.settings.ticket_key))
    [session, *_] = centre.rows(_SESSION)
    return signer.mint(
        Ticket(
            camera=one.camera_id,
            grant=one.grant_id,
            incident=one.incident_id,
            session=str(session[0]),
            viewer="bench",
            person="per_bench",
            organisation=centre.code,
            process=MediaSettings().process,
            jti=new_secret(),
            exp=now + 30,
            ends=now + 400,
        )
    )


@asynccontextmanager
async def watching(centre: BenchCentre, ticket: str) -> AsyncIterator[float]:
    """From the connection to the first live picture, in ms; goes on watching for as long as the block lasts."""
    began_s = perf_counter()
    url = f"ws://127.0.0.1:{centre.settings.media_port}/live"
    origin = f"http://localhost:{centre.settings.port}"
    async with centre.session.ws_connect(url, origin=origin, max_msg_size=0) as socket:
        await socket.send_json({"ticket": ticket, "stream": "main"})
        async with asyncio.timeout(_WITHIN_S):
            await _first_picture(socket)
        took_ms = (perf_counter() - began_s) * 1000
        draining = asyncio.create_task(_drain(socket), name="bench viewer")
        try:
            yield took_ms
        finally:
            draining.cancel()
            await asyncio.gather(draining, return_exceptions=True)


async def _first_picture(socket: aiohttp.ClientWebSocketResponse) -> None:
    said = ""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            said = message.data
        elif message.type is aiohttp.WSMsgType.BINARY and message.data[0] == Kind.FRAGMENT:
            return
    raise TimeoutError(f"the viewing ended before a picture came: {said}")


async def _drain(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


async def open_ms(centre: BenchCentre, ticket: str) -> float:
    async with watching(centre, ticket) as took_ms:
        return took_ms


async def _open_own(owner: BenchCentre, camera_id: str) -> float:
    return await open_ms(owner, await _own_ticket(owner, camera_id))


@asynccontextmanager
async def _watched_at_home(owner: BenchCentre, camera_id: str) -> AsyncIterator[None]:
    async with watching(owner, await _own_ticket(owner, camera_id)):
        yield


async def _own_ticket(owner: BenchCentre, camera_id: str) -> str:
    """Own monitoring."""
    said: dict[str, Any] = await owner.post(f"/api/cameras/{camera_id}/watch")
    return str(said["ticket"])


async def _plain(owner: BenchCentre, cameras: Sequence[str]) -> float | None:
    """FFmpeg straight from the camera, tuned, without any centre between."""
    openings = [Opening(owner.rows(_URL, camera_id)[0][0], tuned=True) for camera_id in cameras]
    async with child("bongsu.bench.call.plain") as ffmpeg:
        answer = await ffmpeg.ask(Asked(openings, at_once=1), within_s=60)
    known = [ms for ms in msgspec.convert(answer, list[float | None]) if ms is not None]
    return round(percentile(known, 95), 1) if known else None
