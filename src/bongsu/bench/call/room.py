"""The real room page: map, incident, five tiles that open by themselves."""

from time import time

from bongsu.bench.call.calls import Partner, camera_ids
from bongsu.bench.call.chromium import Chromium
from bongsu.bench.call.sizes import Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.figures import Beside, Readings, percentile, reading


async def measure_room(stand: Stand, browser: Chromium, partner: Partner, sizes: Sizes) -> Readings:
    """From each tile's request to its first picture; beside, from the message to the first and the last of five."""
    took, first_ms, all_ms = [], [], []
    async with browser.room(stand.origin, "room", stand.district.passwords["room"]) as room:
        for _ in range(sizes.rooms):
            await room.forget()
            number = partner.number()
            began_s = time()
            cameras = camera_ids(await partner.call(number))
            times = await room.pictures(cameras)
            took += [one["tookMs"] for one in times]
            shown_ms = [(one["atS"] - began_s) * 1000 for one in times]
            first_ms.append(min(shown_ms))
            all_ms.append(max(shown_ms))
            await partner.close(number)
    beside: Beside = {
        "incidents": sizes.rooms,
        "message_to_first_tile_p50": round(percentile(first_ms, 50), 1),
        "message_to_last_tile_p50": round(percentile(all_ms, 50), 1),
    }
    return {
        f"room_first_picture_p{percent}": reading(took, percent, beside) for percent in (50, 95)
    }
