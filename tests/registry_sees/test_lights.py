"""Counting security lights near a place."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.kernel.geometry import distance_m
from bongsu.registry.sees import Lights

from .places import at, metres

places = st.tuples(metres, metres)


def count(standing: list[tuple[float, float]], within_m: float = 25.0) -> int:
    here = at(0, 0)
    lamps = Lights.of([at(*place) for place in standing])
    [found] = lamps.count_within(np.array([here.lat]), np.array([here.lon]), within_m)
    return int(found)


def test_only_lights_within_the_distance_count() -> None:
    assert count([(0, 24), (24, 0), (0, 26), (18, 18)]) == 2


def test_no_light_at_all_is_counted_as_none() -> None:
    assert count([]) == 0


@given(st.lists(places, max_size=20), st.floats(1, 80))
@settings(max_examples=60)
def test_the_tree_counts_what_measuring_each_light_counts(
    standing: list[tuple[float, float]], within_m: float
) -> None:
    away = [distance_m(at(0, 0), at(*place)) for place in standing]
    # Where the two planes differ by a hair, neither is wrong.
    sure = [metres for metres in away if abs(metres - within_m) > 0.01]
    unsure = len(away) - len(sure)
    found = count(standing, within_m)
    plain = sum(metres < within_m for metres in sure)
    assert plain <= found <= plain + unsure


def test_several_places_are_counted_at_once() -> None:
    lamps = Lights.of([at(0, 0), at(5, 0), at(200, 0)])
    asked = [at(0, 0), at(200, 0), at(500, 0)]
    lat, lon = np.array([p.lat for p in asked]), np.array([p.lon for p in asked])
    assert lamps.count_within(lat, lon, 25.0).tolist() == [2, 1, 0]
