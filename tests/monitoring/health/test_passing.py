"""What counts as something that passed, and what does not."""

import numpy as np
import pytest

from bongsu.monitoring.detectors.found import NOTHING
from bongsu.monitoring.health.passing import Passer, Passing
from bongsu.monitoring.words import Thing
from tests.monitoring.health.seen_from import HIGH, WIDE, Shape, found, ground, shown, sight

SOMEBODY: Shape = (0.4, 0.5, 0.12, 0.1)


@pytest.fixture
def passing() -> Passing:
    """It knows the empty ground."""
    made = Passing()
    for _ in range(12):
        assert made.look(sight(ground()), NOTHING) == []
    return made


def only(passers: list[Passer]) -> Passer:
    assert len(passers) == 1
    return passers[0]


def test_somebody_passes(passing: Passing) -> None:
    one = only(passing.look(sight(shown([SOMEBODY])), NOTHING))
    assert (one.x, one.y) == pytest.approx((0.4, 0.5), abs=0.02)
    assert one.tall == pytest.approx(0.1 / 0.12, abs=0.15)
    assert one.size == pytest.approx(np.sqrt(np.pi / 4 * 0.12 * 0.1), abs=0.02)
    assert not one.is_known


@pytest.mark.parametrize("thing", [Thing.PERSON, Thing.CAR])
def test_what_the_detector_is_sure_of_is_known(passing: Passing, thing: Thing) -> None:
    one = only(passing.look(sight(shown([SOMEBODY])), found([SOMEBODY], thing)))
    assert one.is_known
    assert one.is_person is (thing is Thing.PERSON)


def test_a_guess_of_the_detector_is_no_knowledge(passing: Passing) -> None:
    guess = found([SOMEBODY], score=0.35)
    assert not only(passing.look(sight(shown([SOMEBODY])), guess)).is_known


def test_a_box_about_half_the_picture_knows_nobody(passing: Passing) -> None:
    street = found([(0.5, 0.5, 1.0, 0.9)], Thing.BUS)
    assert not only(passing.look(sight(shown([SOMEBODY])), street)).is_known


def test_who_is_seen_at_first_is_not_taken_for_the_ground() -> None:
    passing = Passing()
    for look in range(12):
        passing.look(sight(shown([SOMEBODY] if look < 4 else [])), NOTHING)
    assert passing.look(sight(ground()), NOTHING) == []
    assert only(passing.look(sight(shown([SOMEBODY])), NOTHING)).x == pytest.approx(0.4, abs=0.02)


def test_what_stays_passes_once(passing: Passing) -> None:
    looks = [passing.look(sight(shown([SOMEBODY])), NOTHING) for _ in range(5)]
    assert [len(one) for one in looks] == [1, 0, 0, 0, 0]


def test_what_the_rim_cuts_is_left_out(passing: Passing) -> None:
    assert passing.look(sight(shown([(0.01, 0.5, 0.12, 0.1)])), NOTHING) == []


def test_a_lorry_before_the_lens_is_left_out(passing: Passing) -> None:
    assert passing.look(sight(shown([(0.5, 0.5, 1.2, 0.8)])), NOTHING) == []


def test_streaks_and_foliage_are_left_out(passing: Passing) -> None:
    grey = ground()
    for step in range(40):
        y, x = 60 + step, 100 + (step * 37) % 60
        grey[y : y + 2, x : x + 3] = 230
    assert passing.look(sight(grey), NOTHING) == []


def test_rain_and_snow_are_left_out(passing: Passing) -> None:
    grey = shown([SOMEBODY])
    for flake in range(60):
        x, y = 5 + (flake * 53) % (WIDE - 10), 5 + (flake * 31) % (HIGH - 10)
        grey[y : y + 3, x : x + 3] = 240
    assert passing.look(sight(grey), NOTHING) == []


def test_a_cloud_makes_nobody(passing: Passing) -> None:
    darker = (ground() - 25).astype(np.uint8)
    assert passing.look(sight(darker), NOTHING) == []


def test_another_shape_of_picture_is_learned_anew(passing: Passing) -> None:
    tall = np.full((240, WIDE), 120, np.uint8)
    tall[100:120, 100:125] = 220
    assert passing.look(sight(tall), NOTHING) == []
    assert passing.look(sight(tall), NOTHING) == []
