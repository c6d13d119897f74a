"""Who covers whom: the fast way says what the formula says for every pair."""

import math

import numpy as np
import pytest

from bongsu.planning.mclp import covers as under_test
from bongsu.planning.mclp.covers import EARTH_M, TooDense, covers, distance_m
from tests.planning.mclp.small import plain_covers, town

ONE, OTHER = np.array([0]), np.array([1])


def dense(lat: list[float], lon: list[float], radius_m: float) -> list[list[int]]:
    rows: list[list[int]] = covers(np.array(lat), np.array(lon), radius_m).toarray().tolist()
    return rows


@pytest.mark.parametrize("radius_m", [0.0, 1.0, 57.3, 250.0, 900.0, 5_000.0, 4e7])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_fast_way_equals_the_formula_for_every_pair(seed: int, radius_m: float) -> None:
    points = town(seed, 60)
    found = covers(points[0], points[1], radius_m).toarray().astype(bool)
    assert (found == plain_covers(points, radius_m)).all()


def test_the_formula_is_the_law_of_cosines_on_the_instances_sphere() -> None:
    lat, lon = np.array([40.7140465, 40.7110969]), np.array([-73.9861951, -73.9857358])
    phi, lam = [math.radians(one) for one in lat], [math.radians(one) for one in lon]
    turned = math.cos(phi[0]) * math.cos(phi[1]) * math.cos(lam[0] - lam[1])
    apart = 6_378_100 * math.acos(math.sin(phi[0]) * math.sin(phi[1]) + turned)
    assert distance_m(lat, lon, ONE, OTHER)[0] == pytest.approx(apart, abs=1e-6)


def test_the_distance_at_the_edge_is_within_and_a_millimetre_less_is_not() -> None:
    lat, lon = np.array([40.70, 40.7036]), np.array([-73.95, -73.95])
    apart = float(distance_m(lat, lon, ONE, OTHER)[0])
    assert covers(lat, lon, apart).nnz == 4
    assert covers(lat, lon, apart - 1e-3).nnz == 2


def test_a_point_covers_itself_and_its_like_at_any_radius() -> None:
    # acos(sin² + cos²) may say 0.1 m for equal coordinates
    lat, lon = [40.7123064, 40.7123064, 10.1], [-73.985895, -73.985895, 20.2]
    assert dense(lat, lon, 0.0) == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_covering_is_mutual() -> None:
    found = covers(*town(5, 80)[:2], 300.0).toarray()
    assert (found == found.T).all()


def test_poles_and_the_date_line_are_no_edges() -> None:
    assert dense([89.9999, 89.9999], [0.0, 180.0], 50.0) == [[1, 1], [1, 1]]
    assert dense([0.0, 0.0], [179.9999, -179.9999], 50.0) == [[1, 1], [1, 1]]


def test_the_other_side_of_the_earth_is_half_its_girth_away() -> None:
    lat, lon = np.array([0.0, 0.0]), np.array([0.0, 180.0])
    assert distance_m(lat, lon, ONE, OTHER)[0] == pytest.approx(EARTH_M * math.pi)
    assert covers(lat, lon, EARTH_M * math.pi + 1.0).nnz == 4


def test_a_radius_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "MOST_PAIRS", 100)
    with pytest.raises(TooDense, match="3,600 pairs") as raised:
        covers(*town(1, 60)[:2], 5_000.0)
    assert raised.value.field == "radius"
