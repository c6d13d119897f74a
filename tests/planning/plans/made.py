"""A little plan: two dongs, a few lamps and cameras, a request, one purse or two."""

from datetime import date

import msgspec

from bongsu.planning.config import Fund, Limits, Mix, PlanConfig, Solve
from bongsu.planning.inputs.values import Inputs, Place, Request, Source, StandingCamera
from bongsu.planning.words import FundKind, Origin
from tests.planning.little_town import place, town

DISTRICT = Fund(code="구비", kind=FundKind.DISTRICT, won=60_000_000)
CITY = Fund(code="시비", kind=FundKind.CITY, won=40_000_000)
CONFIG = PlanConfig(
    name="가나구 설치 계획",
    district="SB",
    year=2027,
    deadline=date(2027, 10, 31),
    mixes=(Mix(ptz=1, fixed=1), Mix(ptz=0, fixed=2)),
    funds=(DISTRICT, CITY),
    limits=Limits(sites_max=3),
    # proof of the very best is the solver's own test
    solve=Solve(gap=0.1, time_limit_s=20.0),
)


def changed(**values: object) -> PlanConfig:
    return msgspec.structs.replace(CONFIG, **values)


def little_inputs() -> Inputs:
    """No two cells alike, so that there is one best plan."""
    lamps = [
        (20, 30),
        (90, 40),
        (150, 220),
        (210, 60),
        (340, 130),
        (420, 250),
        (480, 90),
        (560, 20),
    ]
    return Inputs(
        dongs=town(),
        cameras=(_camera("SB-0001-1", 60, 60), _camera("SB-0001-2", 420, 180)),
        places=tuple(Place("light", *place(*spot), code=f"L{n}") for n, spot in enumerate(lamps)),
        requests=(
            Request("req_1", Origin.COMPLAINT, *place(240, 240), count=4),
            Request("req_2", Origin.POLICE, *place(520, 220)),
        ),
        sources=(Source("cameras", "전국CCTV표준데이터", 2),),
    )


def _camera(camera_id: str, east: float, north: float) -> StandingCamera:
    return StandingCamera(camera_id, *place(east, north), "ptz")
