"""From the partner's message to the incident and its tickets on the room's feed."""

from time import perf_counter

from bongsu.bench.call.calls import Partner, feed_of
from bongsu.bench.call.sizes import Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.figures import Readings, percentile, reading


async def measure_messages(stand: Stand, partner: Partner, sizes: Sizes) -> Readings:
    """One incident at a time, each closed before the next."""
    took, answered = [], []
    async with feed_of(stand.room) as feed:
        for _ in range(sizes.messages):
            number = partner.number()
            began_s = perf_counter()
            await partner.call(number)
            answered.append((perf_counter() - began_s) * 1000)
            opened = await feed.until_opened(number)
            took.append((opened.at_s - began_s) * 1000)
            await partner.close(number)
    beside = {
        "cameras": stand.district.registered,
        "answered_p95": round(percentile(answered, 95), 2),
    }
    return {
        f"message_to_feed_p{percent}": reading(took, percent, beside) for percent in (50, 95, 99)
    }
