"""What one more camera adds: sides of the scene, poles, and unknown bearings of one pole."""

import numpy as np
import pytest

from bongsu.registry.spread import Views, spread


def views(
    chance: list[float],
    direction: list[float] | None = None,
    site: list[int] | None = None,
    bearing: list[float] | None = None,
    share: list[float] | None = None,
) -> Views:
    count = len(chance)
    return Views(
        chance=np.array(chance, dtype=np.float64)[:, None],
        direction_deg=np.array(direction or [0.0] * count, dtype=np.float64),
        distance_m=np.arange(count, dtype=np.float64),
        site=np.array(site or list(range(count)), dtype=np.int64),
        bearing_deg=np.array(bearing or [np.nan] * count, dtype=np.float64),
        share=np.array(share or [0.0] * count, dtype=np.float64),
    )


def order(of: Views, limit: int = 9) -> list[int]:
    return [place for place, _ in spread(of, limit)]


def test_the_surest_comes_first() -> None:
    assert order(views([0.2, 0.9, 0.5]), 1) == [1]


def test_of_equals_the_nearer_comes_first() -> None:
    assert order(views([0.5, 0.5])) == [0, 1]


def test_nothing_without_a_chance_is_chosen() -> None:
    assert order(views([0.0, 0.4, 0.0])) == [1]
    assert spread(views([]), 5) == []


def test_another_side_is_worth_more_than_the_same_side_again() -> None:
    assert order(views([0.8, 0.5, 0.5], direction=[10, 20, 200])) == [0, 2, 1]


def test_a_second_camera_of_one_pole_looking_the_same_way_comes_late() -> None:
    alike = views(
        [0.8, 0.8, 0.3],
        direction=[10, 10, 10],
        site=[1, 1, 2],
        bearing=[180.0, 190.0, 180.0],
    )
    assert order(alike) == [0, 2, 1]


def test_a_second_camera_of_one_pole_looking_another_way_keeps_its_worth() -> None:
    different = views(
        [0.8, 0.5, 0.3],
        direction=[10, 10, 10],
        site=[1, 1, 2],
        bearing=[180.0, 270.0, 180.0],
    )
    assert order(different) == [0, 1, 2]


def test_four_cameras_of_unknown_bearing_on_one_pole_cover_the_circle() -> None:
    """k of them cover min(1, k * hfov/360): with four of 90 degrees one surely looks here."""
    pole = views([0.25] * 5, site=[1] * 5, share=[0.25] * 5)
    gains = [gain for _, gain in spread(pole, 5)]
    # Only the side that is hidden (1/2 * 1/6) is lost; the fifth adds nothing.
    assert sum(gains[:4]) == pytest.approx(1 - 0.5 / 6)
    assert gains[4] == pytest.approx(0.0)


def test_four_cameras_of_unknown_bearing_on_four_poles_cover_less() -> None:
    poles = views([0.25] * 4, share=[0.25] * 4)
    gains = [gain for _, gain in spread(poles, 4)]
    assert sum(gains) == pytest.approx((1 - 0.75**4) * (1 - 0.5 / 6))


def test_the_pole_can_see_no_more_than_its_reach_allows() -> None:
    """At half the chance by distance the whole circle is still only one half."""
    pole = views([0.125] * 4, site=[1] * 4, share=[0.25] * 4)
    assert sum(gain for _, gain in spread(pole, 4)) == pytest.approx(0.5 * (1 - 0.5 / 6))


def test_the_second_unknown_camera_of_a_pole_beats_a_first_one_a_little_farther() -> None:
    mixed = views([0.25, 0.25, 0.24], site=[1, 1, 2], share=[0.25] * 3)
    assert order(mixed) == [0, 1, 2]


def test_a_camera_for_the_unseen_part_of_an_uncertain_scene_comes_next() -> None:
    sides = Views(
        chance=np.array([[0.9, 0.9, 0.0, 0.0], [0.9, 0.8, 0.0, 0.0], [0.0, 0.0, 0.6, 0.6]]),
        direction_deg=np.array([10.0, 130.0, 250.0]),
        distance_m=np.arange(3.0),
        site=np.arange(3),
        bearing_deg=np.full(3, np.nan),
        share=np.zeros(3),
    )
    assert order(sides) == [0, 2, 1]
