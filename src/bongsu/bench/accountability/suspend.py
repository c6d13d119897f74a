"""협약 정지: from the head's second press to the last picture on the last of all viewers."""

import asyncio
from contextlib import AsyncExitStack
from time import perf_counter

from bongsu.bench.call.calls import Partner, feed_of
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Watcher, watching
from bongsu.bench.figures import Readings, reading
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08

_AGREEMENT = f"/api/agreements/{SEONGBUK_2023_08.agreement_id}"
_WHY = {"reason": "목적 외 이용 의심"}


async def measure_suspension(stand: Stand, *, suspensions: int) -> Readings:
    """Every tile of a call has a viewer; the figure is the latest of them all."""
    took, viewers, partner = list[float](), 0, Partner(stand)
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(feed_of(stand.room))
        for _ in range(suspensions):
            number = partner.number()
            await partner.call(number)
            tickets = (await feed.until_opened(number)).tickets
            viewers = len(tickets)
            took.append(await _suspend(stand, tickets))
            await stand.head.post(f"{_AGREEMENT}/resume", json=_WHY)
            await partner.close(number)
    return {"suspend_to_last_picture_p95": reading(took, 95, {"viewers": viewers})}


async def _suspend(stand: Stand, tickets: list[dict[str, str]]) -> float:
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(watching(stand, one)) for one in tickets]
        await asyncio.gather(*(viewer.picture() for viewer in opened))
        began_s = perf_counter()
        await stand.head.post(f"{_AGREEMENT}/suspend", json=_WHY)
        last_s = await asyncio.gather(*(_last_of(viewer) for viewer in opened))
    return (max(last_s) - began_s) * 1000


async def _last_of(viewer: Watcher) -> float:
    """Until the later of the last picture and the word `ended`."""
    ended_s = await viewer.word("ended")
    return max(ended_s, viewer.picture_at_s or 0.0)
