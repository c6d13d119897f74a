"""Made street instances: the same by seed, of a city's shape."""

import numpy as np
import pytest

from bongsu.bench.planning.streets import BLOCK_M, as_text, street_instance
from bongsu.planning.mclp.covers import covers


def test_the_same_seed_makes_the_same_streets() -> None:
    assert as_text(street_instance(5, 80), "x") == as_text(street_instance(5, 80), "x")
    assert as_text(street_instance(5, 80), "x") != as_text(street_instance(6, 80), "x")


@pytest.mark.parametrize("points", [1, 2, 50, 1_000])
def test_there_are_as_many_points_as_asked_for(points: int) -> None:
    streets = street_instance(1, points)
    assert len(streets.lat) == len(streets.lon) == len(streets.demand) == points
    assert streets.demand.min() >= 1


def test_points_lie_as_dense_as_blocks() -> None:
    streets = street_instance(1, 2_713)
    within_400_m = covers(streets.lat, streets.lon, 400.0).nnz / 2_713
    expected = np.pi * 400.0**2 / (BLOCK_M[0] * BLOCK_M[1])
    assert 0.6 * expected < within_400_m < 1.2 * expected


def test_people_are_skewed_or_uniform() -> None:
    people = street_instance(1, 1_000).demand
    alike = street_instance(1, 1_000, uniform_demand=True).demand
    assert people.mean() > 1.2 * np.median(people)
    assert (alike.min() >= 1, alike.max() <= 100) == (True, True)
