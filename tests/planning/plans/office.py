"""The planning office of a whole node in memory: it computes here or in a real child, one block near a known scene."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any  # Any: JSON

import msgspec

from bongsu.planning.config import Fund, Limits, Mix, PlanConfig, Solve
from bongsu.planning.inputs.values import Dong, Inputs, Place, Source, StandingCamera
from bongsu.planning.plans.desk import PlanDesk
from bongsu.planning.requests.for_planning import for_planning
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.words import FundKind
from bongsu.planning.worker.call import Calls
from bongsu.planning.worker.call_here import CallHere
from tests.web.house import House

# a block of 길음1동 beside the scene of `tests/web/house.py`
SOUTH, WEST = 37.6085, 127.0180
_NORTH_DEG, _EAST_DEG = 1 / 110_990, 1 / (111_320 * math.cos(math.radians(SOUTH)))
BLOCK_M = 300.0
PLANNER, HEAD = "SITE_PLANNER", "CENTRE_HEAD"


def spot(east_m: float, north_m: float) -> tuple[float, float]:
    """lat, lon."""
    return SOUTH + north_m * _NORTH_DEG, WEST + east_m * _EAST_DEG


def block(house: House) -> Inputs:
    """One dong, its lamps, and the cameras that stand in the node's registry around it."""
    corners = [(0.0, 0.0), (BLOCK_M, 0.0), (BLOCK_M, BLOCK_M), (0.0, BLOCK_M)]
    ring = tuple((lon, lat) for lat, lon in (spot(*corner) for corner in corners))
    lamps = [(40, 30), (120, 210), (200, 90), (260, 250), (30, 270)]
    return Inputs(
        dongs=(Dong("1129066000", "길음1동", (ring,)),),
        cameras=tuple(
            StandingCamera(row.camera_id, row.lat, row.lon, row.kind.value, row.bearing_deg)
            for row in house.catalogue.rows.values()
        ),
        places=tuple(Place("light", *spot(*at), code=f"L{n}") for n, at in enumerate(lamps)),
        sources=(Source("cameras", "등록부", len(house.catalogue.rows)),),
    )


CONFIG = PlanConfig(
    name="2027년 성북구 설치 계획",
    district="SB",
    year=2027,
    mixes=(Mix(ptz=1, fixed=1),),
    funds=(Fund(code="구비", kind=FundKind.DISTRICT, won=60_000_000),),
    limits=Limits(sites_max=2),
    solve=Solve(gap=0.1, time_limit_s=20.0),
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who asks what of it."""

    house: House
    desk: PlanDesk

    async def ask(self, who: str, path: str, body: object = None, expects: int = 200) -> Any:
        answer = await self.house.ask(who, f"/api/planning/{path}", body)
        assert answer.status_code == expects, answer.text
        return answer.json()

    async def draw(self, config: PlanConfig = CONFIG, **more: object) -> Any:
        """The run, once it is over."""
        asked = {"kind": "draw", "config": msgspec.to_builtins(config), **more}
        run = await self.ask(PLANNER, "runs", asked, 201)
        await self.desk.runs.idle()
        return await self.ask(PLANNER, f"runs/{run['run_id']}")

    async def chosen(self, config: PlanConfig = CONFIG) -> list[Any]:
        """Sites of a plan that the head has chosen."""
        run = await self.draw(config)
        version = f"plans/{run['plan_id']}/versions/{run['version']}"
        await self.ask(HEAD, f"{version}/choose", {"reason": "점수와 예산에 맞음"})
        return list((await self.ask(PLANNER, "sites"))["sites"])

    async def step(self, site: Any, state: str, expects: int = 200, **more: object) -> Any:
        """Today, if nothing else is said."""
        on = {} if more else {"on": self.today}
        path = f"sites/{site['planned_site_id']}/step"
        return await self.ask(PLANNER, path, {"state": state, **on, **more}, expects)

    async def walk_to_sign(self, site: Any) -> None:
        """Every step before acceptance; the hearing runs its days."""
        await self.step(site, "field_survey")
        await self.step(site, "hearing")
        await self.wait_days(CONFIG.hearing_days)
        for state in ("budgeted", "design", "installed", "signed"):
            await self.step(site, state)

    async def wait_days(self, days: int) -> None:
        self.house.clock.advance(days * 86_400)
        for who in (PLANNER, HEAD, "OPERATOR"):
            await self.house.sign_in(who)

    @property
    def today(self) -> str:
        return self.house.clock.now().date().isoformat()


@asynccontextmanager
async def office_in(house: House, calls: Calls | None = None) -> AsyncIterator[Office]:
    async def gather(_config: PlanConfig) -> Inputs:
        async with house.database.read() as connection:
            wishes = await for_planning(connection)
        return msgspec.structs.replace(block(house), requests=wishes)

    desk = PlanDesk(
        house.database, house.clock, ("SB",), gather, calls or CallHere(), PlanningSettings()
    )
    house.app.state.plan_desk = desk
    await desk.runs.start()
    try:
        yield Office(house, desk)
    finally:
        await desk.runs.stop()
