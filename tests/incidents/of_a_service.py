"""A centre with one made-up service beside the real ones: each value that a service may set, alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Window
from bongsu.incidents.message import Call
from bongsu.incidents.service import LinkedService, OwnView
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.camera import Purpose
from bongsu.sharing.agreement import Clause
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.jurisdiction import Competent, Jurisdiction, Outside
from tests.incidents.stage import NOW, Stage, signed_book, stage_on

CODE = "BEEHIVE"
MADE_UP = {"SWARM": ("벌떼", "Swarm"), "NEST": ("벌집", "Nest")}
OWN = OwnView(frozenset({Purpose.CRIME_PREVENTION}), max_cameras=5)


def competent(shares: Mapping[str, float] | None) -> Jurisdiction:
    return Competent(POLICE_SEONGBUK) if shares else Outside()


def clause(**more: object) -> Clause:
    values: dict[str, object] = {
        "number": "9.1",
        "service": CODE,
        "recipients": frozenset({POLICE_SEONGBUK}),
        "categories": frozenset(MADE_UP),
        "by_itself": frozenset({""}),
        "with_approval": frozenset(),
        "purposes": frozenset({Purpose.CRIME_PREVENTION}),
        "legal_bases": frozenset({"PIPA18-2-3"}),
        "radius_m": 300.0,
        "max_cameras": 9,
        "ttl_s": 1800,
        "renewals": 1,
        "to_vehicles": False,
        **more,
    }
    return Clause(**values)  # type: ignore[arg-type]  # checked by name


def stage_with(database: Database, one: Clause | None = None, **of_service: object) -> Stage:
    """The centre knows the made-up service; the agreement has a clause for it."""
    service = LinkedService(
        CODE,
        "BEES",
        "벌집 제거",
        "Bees",
        MADE_UP,
        frozenset(),
        competent,
        **of_service,  # type: ignore[arg-type]  # checked by name
    )
    text = replace(SEONGBUK_2023_08, clauses=(*SEONGBUK_2023_08.clauses, one or clause()))
    stage = stage_on(database, book=signed_book(text))
    services = {**stage.desk.centre.services, CODE: service}
    centre = replace(stage.desk.centre, services=services)
    return replace(stage, desk=replace(stage.desk, centre=centre))


def call(stage: Stage, category: str = "SWARM", **more: object) -> Call:
    said: dict[str, object] = {"service": CODE, "partner": "bees", "summary": "", **more}
    return stage.call(category, "", **said)


def window(begins_in_s: float, lasts_s: float) -> Window:
    starts = NOW + timedelta(seconds=begins_in_s)
    return Window(starts=starts, ends=starts + timedelta(seconds=lasts_s))


def square(side_m: float = 400.0) -> Area:
    origin = Point(37.6, 127.01)
    corners = ((0, 0), (side_m, 0), (side_m, side_m), (0, side_m))
    return Area(tuple((one.lat, one.lon) for one in (moved(origin, *pair) for pair in corners)))
