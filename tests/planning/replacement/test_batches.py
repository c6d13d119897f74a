"""A site in one visit, neighbours never together."""

from collections import Counter
from math import hypot

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point, offset_m
from bongsu.planning.replacement.batches import deal
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.fleet import fleet_of
from tests.planning.replacement.little_fleet import RULE, TODAY, camera


def dealt(cameras: list[FleetCamera], batches: int, neighbours_m: float = 50.0) -> list[int]:
    fleet = fleet_of(cameras, RULE, TODAY)
    chosen, worth = np.arange(len(cameras)), np.arange(len(cameras), 0, -1).astype(float)
    batch_of = deal(fleet, chosen, worth, neighbours_m, batches)
    return [batch_of[index] for index in range(len(cameras))]


def test_neighbours_go_in_different_batches() -> None:
    assert dealt([camera(1), camera(2, metres_north=40), camera(3, metres_north=400)], 2) == [
        1,
        2,
        1,
    ]


def test_cameras_of_one_site_go_in_one_visit() -> None:
    cameras = [camera(1, site_id="S"), camera(2, site_id="S"), camera(3, metres_north=20)]
    found = dealt(cameras, 2)
    assert found[0] == found[1] != found[2]


def test_a_row_of_neighbours_needs_two_batches_only() -> None:
    assert dealt([camera(n, metres_north=40 * n) for n in range(6)], 2) == [1, 2, 1, 2, 1, 2]


def test_where_three_stand_together_a_third_batch_is_added() -> None:
    assert sorted(dealt([camera(n, metres_north=10 * n) for n in range(3)], 1)) == [1, 2, 3]


def test_without_a_distance_nobody_is_a_neighbour() -> None:
    assert dealt([camera(n) for n in range(3)], 1, neighbours_m=0.0) == [1, 1, 1]


def test_batches_are_of_like_size() -> None:
    found = dealt([camera(n, metres_north=200 * n) for n in range(12)], 4)
    assert sorted(Counter(found).values()) == [3, 3, 3, 3]


def test_what_is_worth_most_goes_first() -> None:
    assert dealt([camera(n, metres_north=200 * n) for n in range(4)], 2) == [1, 1, 2, 2]


def test_a_camera_without_a_site_is_a_visit_of_its_own() -> None:
    assert dealt([camera(1, site_id=""), camera(2, site_id="", metres_north=10)], 2) == [1, 2]


def test_nothing_is_dealt_of_nothing() -> None:
    assert dealt([], 3) == []


@given(st.lists(st.integers(0, 600), min_size=1, max_size=25), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_no_batch_holds_two_neighbouring_sites(places: list[int], batches: int) -> None:
    cameras = [
        camera(n, metres_north=float(at), site_id=f"S{n % 7}") for n, at in enumerate(places)
    ]
    found = dealt(cameras, batches)
    for one, first in enumerate(cameras):
        for other, second in enumerate(cameras):
            if first.site_id != second.site_id and found[one] == found[other]:
                apart = hypot(*offset_m(Point(first.lat, first.lon), Point(second.lat, second.lon)))
                assert apart > 49.9
