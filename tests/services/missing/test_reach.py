"""How far somebody may have walked: 4 km/h, ways 1.3 times as long, rings of 250 m, at most 3 km."""

from datetime import timedelta

import pytest

from bongsu.incidents.incident import Incident, Place
from bongsu.kernel.geometry import Point, distance_m
from bongsu.services.missing.reach import CAP_M, RING_M, area, next_ring, reach_m
from tests.services.missing import made
from tests.web.house import NOW


def incident(minutes_ago: float | None = 0.0, accuracy_m: float = 0.0) -> Incident:
    seen = None if minutes_ago is None else (NOW - timedelta(minutes=minutes_ago)).isoformat()
    place = Place(lat=37.608, lon=127.02, accuracy_m=accuracy_m)
    return made.incident({"last_seen_at": seen}, place=place)


@pytest.mark.parametrize(
    ("minutes", "metres"),
    [(0, 250), (4, 250), (5, 500), (15, 1000), (30, 1750), (58, 3000), (600, 3000)],
)
def test_the_reach_at_a_walk(minutes: float, metres: float) -> None:
    assert reach_m(incident(minutes), NOW) == metres


def test_an_inaccurate_place_reaches_further() -> None:
    assert reach_m(incident(0, accuracy_m=300.0), NOW) == 500


def test_without_a_time_the_report_counts() -> None:
    assert reach_m(incident(None), NOW + timedelta(minutes=15)) == 1000


def test_the_area_is_round_and_ends_at_the_clauses_cap() -> None:
    one = incident(600)
    middle = Point(37.608, 127.02)
    for cap in (CAP_M, 1200.0):
        away = [distance_m(middle, Point(lat, lon)) for lat, lon in area(one, NOW, cap).ring]
        assert max(away) == pytest.approx(cap, rel=0.01)
        assert min(away) == pytest.approx(cap, rel=0.01)


def test_at_the_named_moment_there_is_one_more_ring_until_the_cap() -> None:
    one, at = incident(0), NOW
    for ring in range(1, int(CAP_M / RING_M)):
        assert reach_m(one, at) == ring * RING_M
        later = next_ring(one, at)
        assert later is not None
        assert reach_m(one, later - timedelta(seconds=2)) == ring * RING_M
        at = later
    assert next_ring(one, at) is None


def test_a_place_that_reaches_to_the_cap_grows_no_more() -> None:
    assert next_ring(incident(0, accuracy_m=5000.0), NOW) is None
