"""What an engine is told of its way: where it leads through a running disaster, and nothing where it does not."""

from typing import Any  # Any: fields of an incident

import msgspec
import pytest

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Incident, IncidentState, Place, Responder
from bongsu.incidents.service import Fact, Reader
from bongsu.kernel.geometry import Point, moved
from bongsu.services.fire119.way import Ways
from bongsu.services.shared.running_areas import RunningArea, RunningAreas
from tests.web.house import NOW

SCENE = Point(37.608, 127.020)
CALL = Incident(
    incident_id="inc_1",
    partner="seoul-119",
    sender_org="NFA.SEOUL",
    ext_incident_no="119-1",
    service="F119_DISPATCH",
    category="FIRE",
    code="",
    exercise=False,
    state=IncidentState.OPEN,
    summary="",
    reported_at=NOW,
    received_at=NOW,
    place=Place(lat=SCENE.lat, lon=SCENE.lon),
)


def call(**changed: Any) -> Incident:
    return msgspec.structs.replace(CALL, **changed)


def engine(east_m: float, north_m: float = 0.0, name: str = "성북펌프1") -> Responder:
    at = moved(SCENE, east_m, north_m)
    return Responder(unit_id=name, kind="ENGINE", lat=at.lat, lon=at.lon)


def flood(
    east_m: float,
    north_m: float = 0.0,
    half_m: float = 100.0,
    drill_id: str | None = None,
    kind: tuple[str, str] = ("침수·홍수", "Flood"),
) -> RunningArea:
    """A square, its middle so far from the scene."""
    middle = moved(SCENE, east_m, north_m)
    ring = tuple(
        (at.lat, at.lon)
        for at in (
            moved(middle, east * half_m, north * half_m)
            for east, north in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        )
    )
    return RunningArea("inc_f", Area(ring), *kind, drill_id=drill_id)


def told(incident: Incident, *areas: RunningArea, reader: Reader = Reader.LEAD) -> list[Fact]:
    ways = Ways()
    ways.areas = RunningAreas()
    ways.areas.replace(areas)
    return list(ways.facts()(incident, reader))


def labels(facts: list[Fact]) -> list[str]:
    return [one.label_ko for one in facts]


def test_a_scene_in_a_flood_is_told() -> None:
    (one,) = told(call(), flood(0.0))
    assert (one.label_ko, one.label_en) == ("현장", "Scene")
    assert one.value_ko == "침수·홍수 구역 경유"
    assert one.value_en == "through an area of flood"
    assert one.urgent


def test_a_flood_beside_the_scene_is_not() -> None:
    assert told(call(), flood(300.0)) == []


def test_a_way_through_it_is_told_by_the_unit_that_drives_it() -> None:
    both = call(responders=(engine(800.0), engine(-800.0, name="종암펌프2")))
    (one,) = told(both, flood(400.0))
    assert (one.label_ko, one.label_en) == ("성북펌프1 경로", "Way of 성북펌프1")


@pytest.mark.parametrize("half_m", [5.0, 50.0, 300.0])
def test_however_narrow_it_is_the_way_crosses_it(half_m: float) -> None:
    assert labels(told(call(responders=(engine(800.0),)), flood(400.0, half_m=half_m)))


def test_what_lies_behind_the_engine_is_not_on_its_way() -> None:
    assert told(call(responders=(engine(400.0),)), flood(800.0)) == []


def test_where_an_engine_stands_in_it_it_is_on_its_way() -> None:
    assert labels(told(call(responders=(engine(800.0),)), flood(800.0))) == ["성북펌프1 경로"]


def test_scene_and_way_are_told_apart() -> None:
    said = told(call(responders=(engine(800.0),)), flood(0.0))
    assert labels(said) == ["현장", "성북펌프1 경로"]


def test_two_floods_of_one_kind_are_told_once() -> None:
    assert labels(told(call(), flood(0.0), flood(20.0))) == ["현장"]


def test_each_of_them_stands_on_the_map_longitude_first() -> None:
    near, far = flood(0.0), flood(20.0)
    (one,) = told(call(), near, far)
    assert one.rings == tuple(
        tuple((lon, lat) for lat, lon in area.area.ring) for area in (near, far)
    )


def test_two_kinds_are_told_both() -> None:
    fire = flood(10.0, kind=("산불", "Wildfire"))
    assert [one.value_ko for one in told(call(), flood(0.0), fire)] == [
        "침수·홍수 구역 경유",
        "산불 구역 경유",
    ]


def test_a_unit_that_nobody_has_located_has_no_way() -> None:
    lost = Responder(unit_id="성북펌프1", kind="ENGINE")
    assert told(call(responders=(lost,)), flood(400.0)) == []


@pytest.mark.parametrize("reader", sorted(set(Reader) - {Reader.LEAD, Reader.VEHICLE}))
def test_only_who_leads_and_who_drives_is_told(reader: Reader) -> None:
    assert told(call(), flood(0.0), reader=reader) == []


def test_the_engine_is_told_what_its_room_is_told() -> None:
    assert told(call(), flood(0.0), reader=Reader.VEHICLE) == told(call(), flood(0.0))


def test_a_call_that_is_over_has_no_way() -> None:
    assert told(call(state=IncidentState.CLOSED), flood(0.0)) == []


def test_a_call_without_a_place_has_no_way() -> None:
    assert told(call(place=None, responders=(engine(0.0),)), flood(0.0)) == []


@pytest.mark.parametrize(
    ("of_the_call", "of_the_flood", "is_told"),
    [
        (None, None, True),
        ("d", "d", True),
        (None, "d", False),
        ("d", None, False),
        ("d", "e", False),
    ],
)
def test_an_exercise_is_told_of_floods_of_its_own(
    of_the_call: str | None, of_the_flood: str | None, is_told: bool
) -> None:
    said = told(call(drill_id=of_the_call), flood(0.0, drill_id=of_the_flood))
    assert bool(said) is is_told


def test_before_the_node_stands_nothing_is_known() -> None:
    assert Ways().facts()(call(), Reader.LEAD) == ()
