"""A day of the linked services in a quarter of an hour: each plays its scene in turn, never more than three at once."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp
import structlog

from bongsu.kernel.clock import Clock
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Scene, Spot, Stage
from bongsu.simulate.partner import Line, NoCredential, NotAnswered

log = structlog.get_logger()
DAY_S = 900.0
# the last one begins early enough to be seen before the day begins again
_BEGINS_WITHIN_S = 780.0
_FIRST_S = 15.0
AT_ONCE = 3
# what shows most of a service, where that is not the scene `happy`
_BEST = {"MILITARY": "terror", "ESCORT": "deviation"}
_ORDER = ("SOS_APP", "ANKLET", "DISASTER", "MISSING", "LONE_WOMAN", "MILITARY", "BELL", "ESCORT")
_SHOWN = frozenset({"granted", "asks", "own", "told", "key"})

PLACES = {
    "길음역 8번 출구": Spot(37.6035, 127.0252, "서울특별시 성북구 동소문로 248"),
    "성북구청": Spot(37.5894, 127.0167, "서울특별시 성북구 보문로 168"),
    "정릉시장": Spot(37.6079, 127.0139, "서울특별시 성북구 보국문로11길 18"),
    "월곡역": Spot(37.6019, 127.0415, "서울특별시 성북구 월곡로 72"),
    "석관동 주민센터": Spot(37.6068, 127.0599, "서울특별시 성북구 화랑로32길 87"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One scene of the day."""

    after_s: float
    scene: Scene
    spot: Spot


def day(scenes: Iterable[Scene]) -> tuple[Turn, ...]:
    """One scene of each service, evenly over the day; a service that is new today comes last."""
    best: dict[str, Scene] = {}
    for scene in scenes:
        if scene.expects not in _SHOWN:
            continue
        wanted = _BEST.get(scene.service, "happy")
        if scene.service not in best or scene.name == wanted:
            best[scene.service] = scene
    order = sorted(best, key=lambda code: (_ORDER.index(code) if code in _ORDER else 99, code))
    step_s = (_BEGINS_WITHIN_S - _FIRST_S) / max(1, len(order) - 1)
    spots = tuple(PLACES.values())
    return tuple(
        Turn(_FIRST_S + step_s * place, best[code], spots[place % len(spots)])
        for place, code in enumerate(order)
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can speak at the demo, and what they know. `doors`: where simulated doors are told what to answer; `cameras`: by
    place, the nearest first."""

    origin: str
    tokens: Mapping[str, str]
    clock: Clock
    doors: Mapping[str, str] = field(default_factory=dict)
    cameras: Mapping[Spot, tuple[str, ...]] = field(default_factory=dict)

    def line(self, session: aiohttp.ClientSession) -> Line:
        return Line(session, self.origin, self.tokens, self.doors)

    def stage(self, spot: Spot) -> Stage:
        return Stage(self.clock.now(), spot, cameras=self.cameras.get(spot, ()))


class Player:
    """Says scenes as the partners whose credentials it holds."""

    def __init__(self, session: aiohttp.ClientSession, cast: Cast, at_once: int = AT_ONCE) -> None:
        self._line = cast.line(session)
        self._cast = cast
        self._room = asyncio.Semaphore(at_once)

    async def day(self, turns: Sequence[Turn], lasts_s: float = DAY_S) -> None:
        """Day after day, until cancelled."""
        while True:
            async with asyncio.TaskGroup() as group:
                for turn in turns:
                    group.create_task(self._turn(turn))
                group.create_task(asyncio.sleep(lasts_s))

    async def _turn(self, turn: Turn) -> None:
        await asyncio.sleep(turn.after_s)
        async with self._room:
            await self._play(turn.scene, turn.spot)

    async def _play(self, scene: Scene, spot: Spot) -> None:
        try:
            async for heard in self._line.play(scene, self._cast.stage(spot)):
                if not heard.is_taken and scene.expects in _SHOWN:
                    log.warning("scene not taken", service=scene.service, status=heard.status)
        except (NotAnswered, NoCredential) as problem:
            log.warning("scene not played", service=scene.service, problem=problem.detail)


class DayPart:
    """A part: plays the day beside the node."""

    name = "linked services' day"

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._play(), name=self.name)

    async def _play(self) -> None:
        async with aiohttp.ClientSession() as session:
            await Player(session, self._cast).day(day(find_services().scenes))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
