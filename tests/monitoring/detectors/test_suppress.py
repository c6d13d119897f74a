"""One box a thing, the best one, drawn to those it stands for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import NOTHING, Thing
from bongsu.monitoring.detectors.suppress import MOST_FOUND, suppressed
from tests.monitoring.detectors.drawn import Drawn, found, things

BOX = (0.1, 0.1, 0.3, 0.5)
NEAR = (0.11, 0.1, 0.31, 0.5)
FAR = (0.6, 0.1, 0.8, 0.5)


def test_of_two_boxes_around_one_person_the_better_stays() -> None:
    kept = suppressed(found((Thing.PERSON, 0.5, NEAR), (Thing.PERSON, 0.9, BOX)))
    assert kept.scores.tolist() == [pytest.approx(0.9)]


def test_it_is_drawn_between_both_nearer_to_the_better() -> None:
    kept = suppressed(found((Thing.PERSON, 0.3, NEAR), (Thing.PERSON, 0.9, BOX)))
    assert 0.1 < kept.boxes[0, 0] < 0.105
    assert kept.boxes[0, 1:].tolist() == pytest.approx([0.1, 0.302, 0.5], abs=0.003)


def test_people_apart_stay_both_best_first() -> None:
    kept = suppressed(found((Thing.PERSON, 0.5, FAR), (Thing.PERSON, 0.9, BOX)))
    assert kept.scores.tolist() == pytest.approx([0.9, 0.5])
    assert kept.boxes[1].tolist() == pytest.approx(FAR)


def test_a_car_taken_for_a_truck_as_well_is_one_thing() -> None:
    kept = suppressed(found((Thing.TRUCK, 0.4, NEAR), (Thing.CAR, 0.6, BOX)))
    assert things(kept) == [Thing.CAR]


def test_a_rider_a_bicycle_and_a_bag_at_one_place_are_three() -> None:
    drawn: list[Drawn] = [
        (Thing.PERSON, 0.9, BOX),
        (Thing.BICYCLE, 0.8, BOX),
        (Thing.BAG, 0.7, BOX),
    ]
    assert things(suppressed(found(*drawn))) == [Thing.PERSON, Thing.BICYCLE, Thing.BAG]


def test_a_box_without_an_area_is_no_thing() -> None:
    flat = (0.0, 0.2, 0.0, 0.9)
    assert len(suppressed(found((Thing.PERSON, 0.9, flat)))) == 0
    assert len(suppressed(found((Thing.PERSON, 0.9, flat), (Thing.PERSON, 0.4, BOX)))) == 1


def test_of_nothing_comes_nothing() -> None:
    assert len(suppressed(NOTHING)) == 0


def test_a_picture_full_of_boxes_gives_no_more_than_the_most() -> None:
    many = [
        (Thing.PERSON, 0.5, (x / 40, y / 40, x / 40 + 0.02, y / 40 + 0.02))
        for x in range(30)
        for y in range(10)
    ]
    assert len(suppressed(found(*many))) == MOST_FOUND


share = st.floats(0, 1, width=32)
box = st.tuples(share, share, share, share).map(
    lambda c: (min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
)


@given(st.lists(st.tuples(st.sampled_from(list(Thing)), st.floats(0.0625, 1, width=32), box)))
def test_boxes_stay_in_the_picture_scores_fall_and_none_is_invented(drawn: list[Drawn]) -> None:
    given_scores = {float(np.float32(score)) for _, score, _ in drawn}
    kept = suppressed(found(*drawn))
    assert np.isfinite(kept.boxes).all()
    assert (kept.boxes > -1e-5).all()
    assert (kept.boxes < 1 + 1e-5).all()
    assert (np.diff(kept.scores) <= 0).all()
    assert set(kept.scores.tolist()) <= given_scores
