"""Sight lines over footprints: what hides, and what the tolerances forgive."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.bench.ray_truth import TrueCamera, sees
from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.obstacles import Obstacles
from bongsu.registry.scene import Surroundings, samples

from .places import at, scene, wall

Place = tuple[float, float]


def is_blocked(start: Place, end: Place, *boxes: tuple[float, float, float, float]) -> bool:
    obstacles = Obstacles.of([wall(*box) for box in boxes])
    return bool(obstacles.blocked(degrees(start), degrees(end))[0, 0])


def degrees(place: Place) -> tuple[np.ndarray, np.ndarray]:
    point = at(*place)
    return np.array([point.lat]), np.array([point.lon])


def test_a_building_between_blocks() -> None:
    assert is_blocked((0, 0), (0, 40), (-5, 15, 5, 25))


def test_a_building_beside_or_behind_does_not() -> None:
    assert not is_blocked((0, 0), (0, 40), (6, 15, 15, 25))
    assert not is_blocked((0, 0), (0, 40), (-5, 45, 5, 55))
    assert not is_blocked((0, 0), (0, 40), (-5, -15, 5, -5))


def test_a_camera_on_a_wall_looks_out_from_it_although_its_place_is_just_inside() -> None:
    assert not is_blocked((0, 19), (0, 60), (-10, 0, 10, 20))


def test_a_camera_on_a_wall_does_not_look_back_through_the_house() -> None:
    assert is_blocked((0, 20), (0, -30), (-10, 0, 10, 20))


def test_a_view_along_a_wall_is_free() -> None:
    assert not is_blocked((10, -5), (10, 60), (0, 0, 10, 50))


def test_a_scene_at_a_door_can_be_seen_from_the_street() -> None:
    assert not is_blocked((0, -30), (0, 0.5), (-10, 0, 10, 20))


def test_what_is_nearer_than_the_tolerances_is_free() -> None:
    assert not is_blocked((0, 0), (0, 2.5), (-1, 0.5, 1, 2))


def test_no_building_known_blocks_nothing() -> None:
    obstacles = Obstacles.of([])
    assert len(obstacles) == 0
    assert not obstacles.blocked(degrees((0, 0)), degrees((0, 40))).any()


def test_an_outline_of_two_corners_is_left_out() -> None:
    assert len(Obstacles.of([[at(0, 0), at(5, 5)], wall(0, 0, 9, 9)])) == 1


def test_a_shed_smaller_than_the_tolerance_hides_nothing() -> None:
    assert len(Obstacles.of([wall(0, 0, 0.4, 0.4)])) == 0


def test_many_cameras_and_places_are_answered_at_once() -> None:
    obstacles = Obstacles.of([wall(-5, 15, 5, 25)])
    cameras = [at(0, 0), at(30, 0)]
    places = [at(0, 40), at(30, 40), at(0, 5)]
    found = obstacles.blocked(arrays(cameras), arrays(places))
    assert found.tolist() == [[True, False, False], [False, False, False]]


def arrays(points: list[Point]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([at.lat for at in points]), np.array([at.lon for at in points])


@given(
    st.tuples(st.floats(-60, 60), st.floats(-60, 60)),
    st.tuples(st.floats(-60, 60), st.floats(-60, 60)),
    st.tuples(st.floats(-60, 50), st.floats(-60, 50)),
    st.floats(4, 30),
)
@settings(max_examples=200)
def test_where_we_say_blocked_an_independent_ray_agrees(
    start: Place, end: Place, corner: Place, side: float
) -> None:
    """The other way round need not hold: the tolerances forgive what only grazes."""
    west, south = corner
    box = (west, south, west + side, south + side)
    outline = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
    if is_blocked(start, end, box):
        all_round = TrueCamera(
            camera_id="a",
            pole="p",
            is_ptz=False,
            east=start[0],
            north=start[1],
            looks_deg=0.0,
            hfov_deg=360.0,
            range_m=1e9,
        )
        both_within = all(
            box[0] < place[0] < box[2] and box[1] < place[1] < box[3] for place in (start, end)
        )
        assert both_within or not sees(all_round, end, (outline,), turned=False)


def test_a_call_from_indoors_is_looked_for_at_the_nearest_wall() -> None:
    around = Surroundings(obstacles=Obstacles.of([wall(-10, 0, 10, 20)]))
    [lat], [lon] = samples(scene(0, 3), around)
    assert distance_m(at(0, -1.5), Point(lat, lon)) < 0.6


def test_of_an_uncertain_scene_only_the_street_is_looked_at() -> None:
    around = Surroundings(obstacles=Obstacles.of([wall(2, -50, 60, 50)]))
    lat, lon = samples(scene(0, 0, accuracy_m=20), around)
    assert 1 <= len(lat) < 7
    assert all(Point(*place).lon < at(3, 0).lon for place in zip(lat, lon, strict=True))


def test_an_exact_scene_is_one_point_and_an_uncertain_one_seven() -> None:
    assert len(samples(scene(accuracy_m=1), Surroundings())[0]) == 1
    lat, lon = samples(scene(accuracy_m=50), Surroundings())
    assert len(lat) == 7
    spread = [distance_m(at(0, 0), Point(*place)) for place in zip(lat, lon, strict=True)]
    # A full disc of 50 m has a mean square distance of 1,250.
    assert np.mean(np.square(spread)) == pytest.approx(1250, rel=0.01)


def test_a_call_from_inside_two_wings_with_a_narrow_passage_is_looked_for_outside() -> None:
    # the passage is narrower than what outlines shrink by, so the building falls apart
    corners = [
        (0, 0), (10, 0), (10, 4.8), (20, 4.8), (20, 0), (30, 0),
        (30, 10), (20, 10), (20, 5.2), (10, 5.2), (10, 10), (0, 10),
    ]  # fmt: skip
    obstacles = Obstacles.of([[at(*corner) for corner in corners]])
    assert len(obstacles) == 2
    lat, lon = samples(scene(5, 1), Surroundings(obstacles=obstacles))
    assert distance_m(Point(lat[0], lon[0]), at(5, -1.5)) < 0.5


def test_outlines_are_known_only_where_there_are_some() -> None:
    obstacles = Obstacles.of([wall(0, 0, 10, 10)])
    assert obstacles.are_known_around(at(5, 5))
    assert obstacles.are_known_around(at(5, 150))
    assert not obstacles.are_known_around(at(5, 170))
    assert not Obstacles.of([]).are_known_around(at(0, 0))
