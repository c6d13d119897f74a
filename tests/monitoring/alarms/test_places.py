"""A flag that is taken for somebody is silenced where it hangs, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.alarms.overlap import area, is_same_place
from bongsu.monitoring.alarms.places import (
    FEWEST,
    LARGEST,
    SURER,
    Place,
    Waved,
    least_at,
    lie_apart,
    places_of,
    same_as,
    silenced,
)
from bongsu.monitoring.tracks.overlap import overlap
from bongsu.monitoring.tracks.track import Box
from tests.monitoring.alarms.queue import HERE, THERE

shares = st.floats(0, 1)
boxes = st.tuples(shares, shares, shares, shares).map(
    lambda one: (min(one[0], one[2]), min(one[1], one[3]), max(one[0], one[2]), max(one[1], one[3]))
)


def flag(number: int, score: float = 0.5, box: Box = HERE) -> Waved:
    moved = (box[0] + 0.002 * number, box[1], box[2] + 0.002 * number, box[3])
    return Waved(f"alm_{number}", (moved,), score)


FLAGS = [flag(number) for number in range(FEWEST)]


def the_place() -> Place:
    (found,) = places_of(FLAGS, [])
    return found


@given(boxes, boxes)
def test_overlap_is_a_share_and_the_same_from_both_sides(one: Box, other: Box) -> None:
    assert 0.0 <= overlap(one, other) <= 1.0 + 1e-9
    assert overlap(one, other) == overlap(other, one)


@given(boxes)
def test_a_box_lies_wholly_over_itself(box: Box) -> None:
    assert area(box) < 1e-12 or overlap(box, box) > 1 - 1e-9


def test_boxes_that_only_touch_share_nothing() -> None:
    assert overlap((0, 0, 0.5, 1), (0.5, 0, 1, 1)) == 0.0


def test_without_boxes_nobody_can_say_where_it_was() -> None:
    assert not is_same_place((), (HERE,))
    assert not is_same_place((HERE, THERE), (HERE,))
    assert is_same_place((HERE,), (THERE, HERE))


def test_alarms_lie_apart_where_one_is_elsewhere() -> None:
    assert not lie_apart([])
    assert not lie_apart([one.boxes for one in FLAGS])
    assert lie_apart([(HERE,), (HERE,), (THERE,)])
    assert not lie_apart([(HERE,), ()]), "without a box nobody can say"


def test_three_different_alarms_at_one_place_are_a_place() -> None:
    found = the_place()
    assert overlap(found.box, HERE) > 0.9
    assert found.least == 0.5 + SURER
    assert found.taught_by == ("alm_0", "alm_1", "alm_2")


def test_one_alarm_told_thrice_is_none() -> None:
    assert places_of([FLAGS[0]] * 3, []) == []


def test_a_place_is_known_again_and_another_is_not() -> None:
    place = the_place()
    assert same_as(place, [place]) is place
    assert same_as(Place(THERE, 0.5, ()), [place]) is None


def test_the_surer_it_is_taught_the_surer_it_silences() -> None:
    (place,) = places_of([*FLAGS, flag(3, 0.7)], [])
    assert place.least == 0.7 + SURER
    assert silenced((HERE,), 0.72, [place]) is place


def test_where_somebody_as_unsure_really_was_there_is_none() -> None:
    real = Waved("alm_9", ((0.1, 0.12, 0.2, 0.32),), 0.5)
    assert places_of(FLAGS, [real]) == []


def test_whoever_is_as_sure_as_somebody_who_was_there_passes() -> None:
    real = Waved("alm_9", (HERE,), 0.53)
    (place,) = places_of(FLAGS, [real])
    assert 0.5 < place.least < 0.53
    assert silenced(real.boxes, real.score, [place]) is None


def test_somebody_elsewhere_says_nothing_of_the_place() -> None:
    assert least_at(HERE, [Waved("alm_9", (THERE,), 0.5)]) > 0.999
    assert least_at(HERE, [Waved("alm_9", (HERE,), 0.5)]) < 0.5


def test_a_place_as_large_as_a_tenth_of_the_picture_is_none() -> None:
    large = (0.0, 0.0, 0.5, 0.5)
    assert area(large) > LARGEST
    assert places_of([flag(one, box=large) for one in range(5)], []) == []


def test_the_flag_itself_is_silenced() -> None:
    place = the_place()
    assert silenced((HERE,), 0.52, [place]) is place


def test_what_is_surer_than_all_that_was_waved_away_passes() -> None:
    assert silenced((HERE,), 0.6, [the_place()]) is None


def test_somebody_beside_the_flag_passes() -> None:
    assert silenced((HERE, THERE), 0.5, [the_place()]) is None
    assert silenced((THERE,), 0.5, [the_place()]) is None
    assert silenced((), 0.5, [the_place()]) is None


def test_somebody_larger_before_the_flag_passes() -> None:
    assert silenced((HERE,), 0.55, [the_place()]) is None
    assert silenced(((0.05, 0.05, 0.25, 0.6),), 0.5, [the_place()]) is None


@given(boxes, st.floats(0, 1))
def test_with_no_place_nothing_is_silenced(box: Box, score: float) -> None:
    assert silenced((box,), score, []) is None


@given(st.lists(st.tuples(boxes, st.floats(0, 1)), max_size=20))
def test_a_place_never_silences_more_than_it_was_taught(told: list[tuple[Box, float]]) -> None:
    waved = [Waved(f"{number}", (box,), score) for number, (box, score) in enumerate(told)]
    for place in places_of(waved, []):
        assert len(set(place.taught_by)) >= FEWEST
        assert place.least <= max(one.score for one in waved) + SURER
        assert silenced((place.box,), place.least, [place]) is None
