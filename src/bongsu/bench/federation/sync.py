"""Every district's catalogue reaches a hub that knows nothing yet: from the moment the lines stand to digests that agree."""

from time import perf_counter

from bongsu.bench.federation.city import BenchCity
from bongsu.bench.federation.waiting import until
from bongsu.bench.figures import Beside, Reading, Readings

_AGREED = "SELECT count(*) FROM peer_catalogues WHERE digest <> '' AND digest = own_digest"
_WITHIN_S = 60.0


async def measure_sync(city: BenchCity) -> Readings:
    """All districts are told to link while their lines are cut; then all are healed at once."""
    for line in city.lines.values():
        line.cut()
    await city.link(*city.lines)
    began_s = perf_counter()
    for line in city.lines.values():
        line.heal()
    districts = len(city.districts)
    held_s = await until(lambda: city.hub.number(_AGREED) == districts, _WITHIN_S)
    held = city.hub.number("SELECT count(*) FROM peer_cameras")
    first_s = await _first_line_s(city)
    took_s = round(held_s - began_s, 2)
    beside: Beside = {"cameras": held, "districts": districts, "from_first_line": first_s}
    wrong = sum(one.filled.cameras for one in city.districts) != held
    return {"sync_70000": Reading(took_s, beside, why="cameras are missing" if wrong else "")}


async def _first_line_s(city: BenchCity) -> float | None:
    """From the first catalogue that agreed to the last, as the hub's clock wrote them."""
    [[first, last]] = city.hub.rows(
        "SELECT julianday(min(checked_at)), julianday(max(checked_at)) FROM peer_catalogues"
    )
    return round((last - first) * 86_400, 2) if first else None
