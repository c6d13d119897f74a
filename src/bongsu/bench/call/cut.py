"""제공 중단: from the operator's key to the last picture that a viewer gets, and to a cleared tile."""

import asyncio
from contextlib import AsyncExitStack
from time import perf_counter, time

from bongsu.bench.call.calls import Partner, feed_of
from bongsu.bench.call.chromium import Chromium
from bongsu.bench.call.sizes import Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import watching
from bongsu.bench.figures import Beside, Readings, percentile, reading


async def measure_cut(
    stand: Stand, browser: Chromium | None, partner: Partner, sizes: Sizes
) -> Readings:
    """Until the later of the last picture and the word `ended`; the browser watches the next camera."""
    took, cleared = [], []
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(feed_of(stand.room))
        tile = await stack.enter_async_context(browser.tile(stand.origin)) if browser else None
        for _ in range(sizes.withdrawals):
            number = partner.number()
            await partner.call(number)
            tickets = (await feed.until_opened(number)).tickets
            async with watching(stand, tickets[0]) as viewer:
                shown = [tile.open(tickets[1])] if tile else []
                await asyncio.gather(viewer.picture(), *shown)
                began_s, began_at_s = perf_counter(), time()
                ended = asyncio.create_task(tile.ended_at()) if tile else None
                await stand.operator.post(f"/api/grants/{tickets[0]['grant_id']}/withdraw")
                last_s = max(await viewer.word("ended"), viewer.picture_at_s or 0.0)
                took.append((last_s - began_s) * 1000)
                if ended:
                    cleared.append((await ended - began_at_s) * 1000)
            await partner.close(number)
    beside: Beside = {"tile_cleared_p95": round(percentile(cleared, 95), 1)} if cleared else {}
    return {"withdraw_to_last_picture_p95": reading(took, 95, beside)}
