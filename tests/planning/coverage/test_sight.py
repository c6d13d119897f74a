"""Walls in the way, judged beside plain arithmetic that shares nothing with ours."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from bongsu.bench.planning.blocks import blocks, outlines, sight_pairs_cpu
from bongsu.bench.ray_truth import Outline, Place, TrueCamera, contains, sees
from bongsu.planning.coverage import sight
from bongsu.planning.coverage.covers import Covers
from bongsu.planning.coverage.sight import (
    ON_WALL_M,
    Outlines,
    line_of_sight,
    outlines_in_metres,
    outlines_of,
)
from tests.planning.quarter import EAST_M, NORTH_M, ring

# a house of 10 m by 10 m whose south-west corner is (10, 0)
HOUSE = np.array([[10.0, 0.0], [20.0, 0.0], [20.0, 10.0], [10.0, 10.0]])


def houses(*corners: np.typing.NDArray[np.float64]) -> Outlines:
    return outlines_in_metres(
        np.concatenate(corners), np.repeat(np.arange(len(corners)), [len(one) for one in corners])
    )


def sees_it(eye: Place, target: Place, *corners: np.typing.NDArray[np.float64]) -> bool:
    one = Covers(np.array([0, 1]), np.array([0]))
    return bool(line_of_sight(np.array([eye]), np.array([target]), one, houses(*corners))[0])


@pytest.mark.parametrize(
    ("eye", "target", "is_free", "why"),
    [
        ((0.0, 5.0), (30.0, 5.0), False, "through the house"),
        ((0.0, 5.0), (8.0, 5.0), True, "before it"),
        ((0.0, 20.0), (30.0, 20.0), True, "beside it"),
        ((0.0, 5.0), (15.0, 5.0), False, "a target indoors"),
        ((0.0, 10.0), (30.0, 10.0), True, "along a wall"),
        ((5.0, -5.0), (25.0, 15.0), False, "through two corners"),
        ((9.5, 5.0), (0.0, 5.0), True, "on the wall, outward"),
        ((10.5, 5.0), (0.0, 5.0), True, "half a metre inside the outline, outward"),
        ((10.5, 5.0), (30.0, 5.0), False, "on the wall, through its own house"),
        ((9.5, 5.0), (30.0, 5.0), False, "before the wall, through its own house"),
        ((15.0, 5.0), (30.0, 5.0), True, "recorded at the address: not blocked by it"),
        ((15.0, 5.0), (16.0, 5.0), False, "indoors is not seen from indoors"),
        ((0.0, 5.0), (0.0, 5.0), True, "its own foot"),
        ((0.0, 5.0), (0.5, 5.0), True, "within a metre"),
    ],
)
def test_a_wall_hides(eye: Place, target: Place, is_free: bool, why: str) -> None:
    assert sees_it(eye, target, HOUSE) is is_free, why


def test_a_camera_at_an_address_is_still_hidden_by_the_next_house() -> None:
    assert sees_it((15.0, 5.0), (45.0, 5.0), HOUSE)
    assert not sees_it((15.0, 5.0), (45.0, 5.0), HOUSE, HOUSE + np.array([20.0, 0.0]))


def test_without_houses_everything_is_free() -> None:
    none = outlines_of([])
    one = Covers(np.array([0, 1]), np.array([0]))
    assert line_of_sight(np.zeros((1, 2)), np.ones((1, 2)), one, none).tolist() == [True]


def test_no_pairs_are_no_answers() -> None:
    empty = Covers(np.array([0, 0]), np.zeros(0, dtype=np.int64))
    assert len(line_of_sight(np.zeros((1, 2)), np.zeros((0, 2)), empty, houses(HOUSE))) == 0


def test_rings_in_degrees_may_be_closed_and_broken_ones_are_no_house() -> None:
    closed = ring(10, 0, 20, 10)
    given = outlines_of([(*closed, closed[0]), closed[:2], ring(50, 50, 60, 60)])
    inside = given.contain(
        EAST_M + np.array([15.0, 55.0, 35.0]), NORTH_M + np.array([5.0, 55.0, 5.0])
    )
    assert inside.tolist() == [True, True, False]
    assert len(given.wall) == 8
    assert given.wall_house.tolist() == [0] * 4 + [1] * 4


def test_a_ring_with_a_corner_nowhere_is_no_house() -> None:
    broken = ((float("nan"), 37.5), (126.9, 37.5), (126.91, 37.51))
    given = outlines_of([broken, ring(10, 0, 20, 10), ring(50, 50, 60, 60)])
    inside = given.contain(EAST_M + np.array([15.0, 55.0]), NORTH_M + np.array([5.0, 55.0]))
    assert inside.tolist() == [True, True]
    assert given.wall_house.tolist() == [0] * 4 + [1] * 4


CITY = blocks(seed=5, houses=120, eyes=40, pairs=1_200)


def test_a_city_of_houses_agrees_with_plain_arithmetic() -> None:
    free = line_of_sight(CITY.eyes, CITY.targets, CITY.covers, outlines(CITY.corners))
    plain: tuple[Outline, ...] = tuple(
        tuple((x, y) for x, y in corners) for corners in CITY.corners.tolist()
    )
    row = CITY.covers.rows()
    for entry in range(len(free)):
        eye, target = CITY.eyes[row[entry]], CITY.targets[CITY.covers.target[entry]]
        away = float(np.hypot(*(target - eye)))
        if away <= 4.0:
            continue
        start = eye + (target - eye) * (ON_WALL_M / away)
        true = TrueCamera(
            "",
            "",
            is_ptz=True,
            east=float(start[0]),
            north=float(start[1]),
            looks_deg=0.0,
            hfov_deg=360.0,
            range_m=99.0,
        )
        place = (float(target[0]), float(target[1]))
        assert free[entry] == sees(true, place, plain, turned=True), (eye, target)


def test_many_lines_are_answered_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = line_of_sight(CITY.eyes, CITY.targets, CITY.covers, outlines(CITY.corners))
    monkeypatch.setattr(sight, "AT_ONCE", 97)
    parts = line_of_sight(CITY.eyes, CITY.targets, CITY.covers, outlines(CITY.corners))
    assert (whole == parts).all()


def test_a_wall_far_behind_the_first_stride_hides_too() -> None:
    assert not sees_it((0.0, 5.0), (130.0, 5.0), HOUSE + np.array([95.0, 0.0]))
    assert sees_it((0.0, 5.0), (130.0, 5.0), HOUSE + np.array([125.0, 20.0]))


@pytest.mark.parametrize("stride", range(1, 6))
def test_a_wall_where_two_strides_meet_hides(stride: int) -> None:
    wall_at = ON_WALL_M + stride * sight.STRIDE_M
    house = np.array([[0.0, -5.0], [8.0, -5.0], [8.0, 5.0], [0.0, 5.0]]) + np.array([wall_at, 0.0])
    assert not sees_it((0.0, 0.0), (wall_at + 30.0, 0.0), house)
    assert not sees_it((0.0, 0.0), (wall_at + 38.0, 0.0), house - np.array([8.0, 0.0]))


def test_cameras_of_the_made_city_stand_in_streets_and_targets_outdoors() -> None:
    given = outlines(CITY.corners)
    assert not given.contain(*CITY.eyes.T).any()
    assert not given.contain(*CITY.targets.T).any()
    first = CITY.corners[0]
    middle = tuple(first.mean(axis=0).tolist())
    assert contains(tuple((x, y) for x, y in first.tolist()), (middle[0], middle[1]))


def test_the_same_seed_makes_the_same_city() -> None:
    again = blocks(seed=5, houses=120, eyes=40, pairs=1_200)
    assert (again.corners == CITY.corners).all()
    assert (again.covers.target == CITY.covers.target).all()
    assert len(CITY.corners) == 120
    assert len(CITY.covers.target) <= 1_200


def test_the_figure_says_what_was_measured() -> None:
    clock = iter((10.0, 10.5))
    reading = sight_pairs_cpu(lambda: next(clock), CITY)
    assert reading.value == 0.5
    assert reading.beside["houses"] == 120
    assert 0.0 < float(reading.beside["seen"] or 0.0) < 1.0


@pytest.mark.shared
def test_real_outlines_hide_what_their_shapes_cross(shared: Path) -> None:
    """신촌, 899 buildings of any shape: judged by GEOS itself, line by line."""
    features = json.loads((shared / "data/geo/seoul_sinchon_buildings.geojson").read_text())[
        "features"
    ]
    rings = [each["geometry"]["coordinates"][0] for each in features]
    given = outlines_of([[(lon, lat) for lon, lat in ring] for ring in rings])
    chance = np.random.default_rng(3)
    west, south, east, north = shapely.total_bounds(given.houses.geometries)
    eyes = chance.uniform((west, south), (east, north), (400, 2))
    eyes = eyes[~given.contain(*eyes.T)]
    targets = eyes[:, None] + chance.uniform(-40.0, 40.0, (len(eyes), 5, 2))
    each = np.arange(len(eyes) * 5)
    free = line_of_sight(
        eyes, targets.reshape(-1, 2), Covers(np.append(each[::5], len(each)), each), given
    )
    gap = targets - eyes[:, None]
    start = eyes[:, None] + gap * (ON_WALL_M / np.linalg.norm(gap, axis=2))[..., None]
    lines = np.asarray(shapely.linestrings(np.stack([start, targets], axis=2).reshape(-1, 2, 2)))
    hidden = np.zeros(len(lines), dtype=np.bool_)
    hidden[given.houses.query(lines, predicate="intersects")[0]] = True
    assert (free == ~hidden).all()
    assert 0.1 < free.mean() < 0.95
