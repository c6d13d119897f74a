"""Invented hydrants and water-level sensors for the demo, labelled 가상, and what the sensors say while it runs."""

import asyncio
import csv
import io
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import aiohttp
import structlog

from bongsu.demo.accounts import Credentials
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, distance_m, moved
from bongsu.registry.store import all_positions
from bongsu.services.disaster.scenes import KMA, SENSOR_ID, SENSOR_PATH, SENSORS, ahead, malformed
from bongsu.services.disaster.sensors.read import import_sensors
from bongsu.services.disaster.sensors.store import every_sensor
from bongsu.services.fire119.hydrants.read import import_hydrants
from bongsu.services.shared.scenes import Said, Spot, Stage
from bongsu.simulate.partner import Line, NotAnswered

log = structlog.get_logger()
INVENTED = "(가상)"
_EVERY_S = 300.0
_APART_M = 130.0
_BESIDE_M = 14.0
# every so many is no good: a list without any would not be believed
_OUT_OF_ORDER = 17
# id, name, place, warning and alarm level; along the streams as they really run
GAUGES = (
    (SENSOR_ID, "정릉천 길음교", 37.6021, 127.0219, 150.0, 250.0),
    ("JN-02", "정릉천 정릉교", 37.6093, 127.0106, 120.0, 200.0),
    ("JN-03", "정릉천 종암교", 37.5957, 127.0318, 160.0, 260.0),
    ("SB-01", "성북천 삼선교", 37.5887, 127.0072, 110.0, 190.0),
    ("SB-02", "성북천 보문교", 37.5838, 127.0160, 120.0, 210.0),
    ("WI-01", "우이천 석관교", 37.6142, 127.0605, 180.0, 300.0),
)
# one that was registered and never spoke
NEVER_HEARD = "SB-02"


def hydrants_beside(places: Iterable[Point]) -> list[tuple[str, Point, str, bool]]:
    """Id, place, kind, usable: beside poles, none nearer to another than 130 m; the same poles give the same list."""
    kept: list[Point] = []
    cells: dict[tuple[int, int], list[Point]] = {}
    for number, pole in enumerate(places):
        at = moved(pole, *_aside(number))
        cell = (round(at.lat / 0.0012), round(at.lon / 0.0015))
        near = [
            one
            for row in (-1, 0, 1)
            for column in (-1, 0, 1)
            for one in cells.get((cell[0] + row, cell[1] + column), ())
        ]
        if all(distance_m(at, one) >= _APART_M for one in near):
            cells.setdefault(cell, []).append(at)
            kept.append(at)
    return [
        (
            f"HY-{number:04d}",
            at,
            "지하식" if number % 3 == 0 else "지상식",
            number % _OUT_OF_ORDER != 0,
        )
        for number, at in enumerate(kept, 1)
    ]


def _aside(number: int) -> tuple[float, float]:
    turn = number * 2.4
    return _BESIDE_M * math.sin(turn), _BESIDE_M * math.cos(turn)


def _sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def sensors_sheet() -> bytes:
    """As an office would hand it in."""
    head = ("sensor_id", "name", "lat", "lon", "warn_cm", "alarm_cm")
    return _sheet(head, ((one[0], f"{one[1]} {INVENTED}", *one[2:]) for one in GAUGES))


def hydrants_sheet(places: Iterable[Point]) -> bytes:
    """As an office would hand it in."""
    head = ("hydrant_id", "kind", "lat", "lon", "address", "usable")
    found = hydrants_beside(places)
    return _sheet(
        head,
        (
            (name, kind, f"{at.lat:.6f}", f"{at.lon:.6f}", INVENTED, "" if usable else "고장")
            for name, at, kind, usable in found
        ),
    )


async def seed_water(
    database: Database, folder: Path, clock: Clock, say: Callable[[str], None]
) -> None:
    """By the same import as a centre's own lists. A second time changes nothing."""
    async with database.read() as connection:
        if await every_sensor(connection):
            return
        poles = [Point(one.lat, one.lon) for one in await all_positions(connection)]
    say("water: making up hydrants and water-level sensors")
    hydrants, sensors = folder / "invented-hydrants.csv", folder / "invented-sensors.csv"
    await asyncio.to_thread(hydrants.write_bytes, hydrants_sheet(poles))
    await asyncio.to_thread(sensors.write_bytes, sensors_sheet())
    await import_hydrants(database, hydrants, clock)
    await import_sensors(database, sensors, clock)


def levels_at(now: datetime, *, is_first: bool) -> Said:
    """A calm day. The sensor of the scene speaks once, so that the scene has it to itself."""
    readings = [
        {
            "sensor_id": name,
            "level_cm": round(warn * (0.35 + 0.15 * math.sin(now.timestamp() / 900 + at)), 1),
            "at": now.isoformat(),
        }
        for at, (name, _, _, _, warn, _) in enumerate(GAUGES)
        if name != NEVER_HEARD and (is_first or name != SENSOR_ID)
    ]
    return Said(0.0, {"readings": readings}, SENSOR_PATH)


class WaterPart:
    """A part: says the sensors' levels every five minutes, and at the start two alerts that open nothing."""

    name = "water levels"

    def __init__(self, origin: str, credentials: Callable[[], Credentials], clock: Clock) -> None:
        self._origin = origin
        self._credentials = credentials
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._say(), name=self.name)

    async def _say(self) -> None:
        async with aiohttp.ClientSession() as session:
            await self._warn(session)
            is_first = True
            while True:
                await self._tell(session, SENSORS, levels_at(self._clock.now(), is_first=is_first))
                is_first = False
                await asyncio.sleep(_EVERY_S)

    async def _warn(self, session: aiohttp.ClientSession) -> None:
        _, _, lat, lon, _, _ = GAUGES[0]
        stage = Stage(self._clock.now(), Spot(lat, lon))
        for said in (*ahead(stage), *malformed(stage)):
            await self._tell(session, KMA, said)

    async def _tell(self, session: aiohttp.ClientSession, partner: str, said: Said) -> None:
        tokens = {one.name: one.token for one in self._credentials().partners}
        line = Line(session, self._origin, tokens)
        try:
            heard = await line.say(said, partner)
        except NotAnswered as problem:
            log.warning("node not reached", problem=problem.detail)
        else:
            log.info("water said", partner=partner, path=said.path, status=heard.status)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
