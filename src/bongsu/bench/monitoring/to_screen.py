"""From somebody's first step into a picture to the alarm on an operator's screen: by key pictures, and looked at closely."""

import asyncio
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from time import monotonic

import msgspec

from bongsu.bench.call.stand import Say
from bongsu.bench.feed import hearing
from bongsu.bench.figures import Beside, Reading, Readings, reading
from bongsu.bench.monitoring.costs import CLOSE_SHARE
from bongsu.bench.monitoring.sizes import Sizes
from bongsu.bench.monitoring.stand import LiveStand
from bongsu.bench.monitoring.walker import APPEARS_S, LASTS_S, ZONE
from bongsu.monitoring.schedule.escalation import OPERATOR
from bongsu.simulate.street.coded import KEY_EVERY_S

_LATEST_S = 4.5


@dataclass(slots=True)
class Way:
    """One way of looking. `asked`: appearances; `late_ms`: of those that led to an alarm."""

    asked: int = 0
    late_ms: list[float] = field(default_factory=list)

    def reading(self, **beside: float) -> Reading:
        p50 = {"p50": round(statistics.median(self.late_ms), 1)} if self.late_ms else {}
        said: Beside = {"asked": self.asked, **p50, **beside}
        return reading(self.late_ms, 95, said)


async def to_screen(stand: LiveStand, walkers: Sequence[str], sizes: Sizes, say: Say) -> Readings:
    """A closer look at a twentieth of the stand's cameras is asked for beforehand, of those with a walker; each of these
    tells one appearance a round.

    What counts is how a camera is looked at when somebody is about to appear: where the workers have no room for a closer
    look, it is one of those looked at by key pictures, and `refused` says how often.
    """
    await stand.watch([one for one in stand.cameras if one not in walkers], on=False)
    close = walkers[: max(1, round(CLOSE_SHARE * len(stand.cameras)))]
    ways, refused = {True: Way(), False: Way()}, 0
    for number in range(sizes.rounds):
        for camera in walkers:
            await _ask_for_intruders(stand, camera, number)
            await stand.attend(camera, 5 if camera in close else 0)
        closely, late_ms = await _one_round(stand, walkers, sizes)
        refused += sum(camera not in closely for camera in close)
        for camera in walkers:
            way = ways[camera in closely]
            way.asked += 1
            way.late_ms += [late_ms[camera]] if camera in late_ms else []
    told = sum(len(way.late_ms) for way in ways.values())
    say(f"{told} alarms of {sizes.rounds * len(walkers)} appearances")
    by_key = replace(ways[False].reading(), target=KEY_EVERY_S * 1000 + 2000)
    return {
        "event_to_screen_p95": by_key,
        "event_to_screen_escalated_p95": ways[True].reading(refused=refused),
    }


async def _one_round(
    stand: LiveStand, walkers: Sequence[str], sizes: Sizes
) -> tuple[set[str], dict[str, float]]:
    """Which cameras were looked at closely as an operator asked; and from the first step into the picture to the alarm on
    the operator's screen, in ms, by camera."""
    async with _alarms(stand) as heard:
        await asyncio.sleep(sizes.settles_s)
        closely = await _looked_at_closely(stand)
        began_s = monotonic()
        await asyncio.sleep(LASTS_S + _LATEST_S)
    found = {}
    for camera in walkers:
        appears_s = _appears(stand, camera, began_s)
        at_s = next((at for at in heard.get(camera, ()) if at >= appears_s), None)
        if at_s is not None:
            found[camera] = (at_s - appears_s) * 1000
    return closely, found


async def _looked_at_closely(stand: LiveStand) -> set[str]:
    seen = await stand.seen()
    return {camera for camera, one in seen.items() if one["escalated_for"] == OPERATOR}


async def _ask_for_intruders(stand: LiveStand, camera: str, number: int) -> None:
    """By a rule of its own in each round: alarms of one rule are merged."""
    seen = await stand.seen()
    rule = {
        "rule_id": f"walker-{number}",
        "kind": "intrusion",
        "points": [list(point) for point in ZONE],
    }
    await stand.rules(camera, [rule], seen[camera]["rules_version"])


def _appears(stand: LiveStand, camera: str, after_s: float) -> float:
    """When somebody next stepped into this camera's picture after that moment (monotonic clock)."""
    simulated = stand.simulator.camera(stand.cameras.index(camera) + 1)
    assert simulated is not None
    stream = simulated.streams["main"]
    began_s = after_s - stream.position_s(after_s)
    return next_appearance(began_s, stream.loop.duration_s, after_s)


def next_appearance(began_s: float, lasts_s: float, after_s: float) -> float:
    """Of a loop that began then and lasts so long; all on one clock."""
    return after_s + (APPEARS_S - (after_s - began_s)) % lasts_s


@asynccontextmanager
async def _alarms(stand: LiveStand) -> AsyncIterator[dict[str, list[float]]]:
    """When an operator's screen heard of an alarm of each camera, on the monotonic clock."""
    heard: dict[str, list[float]] = {}

    def hear(text: str) -> None:
        said = msgspec.json.decode(text)
        if said["kind"] == "alarm" and said["alarm"]["state"] == "shown":
            heard.setdefault(said["alarm"]["camera_id"], []).append(monotonic())

    async with hearing(stand.operator, hear):
        yield heard
