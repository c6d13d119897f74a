"""A view from above is told by what passes: the detector does not know it, it is not upright, and is as large everywhere."""

from collections.abc import Callable

import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.passing import Passer
from bongsu.monitoring.health.straight_down import LIMIT, StraightDown
from bongsu.monitoring.words import Thing
from tests.monitoring.health.seen_from import Shape, found, ground, shown, sight

Makes = Callable[[float, float], Shape]


def from_above(x: float, y: float) -> Shape:
    return x, y, 0.14, 0.09


def upright(x: float, y: float) -> Shape:
    return x, y, 0.06, 0.18


def nearer_is_larger(x: float, y: float) -> Shape:
    return x, y, 0.04 + 0.17 * y, 0.03 + 0.11 * y


def some_run_together_below(x: float, y: float) -> Shape:
    """In the lowest fifth each goes with others, whom nothing keeps apart in the picture."""
    return (x, y, 0.3, 0.22) if y > 0.72 else from_above(x, y)


def watched(
    makes: Makes,
    known: float = 0.0,
    *,
    thing: Thing = Thing.PERSON,
    rows: float = 1.0,
    is_day: bool = True,
    turns: float = 37.0,
    down: StraightDown | None = None,
) -> tuple[StraightDown, list[Sign | None]]:
    """60 looks at one thing each, all over the picture; the detector is sure of the share `known` of them."""
    down = down or StraightDown()
    signs: list[Sign | None] = []
    for _ in range(12):
        down.look(sight(ground(), is_day=is_day), found([]), is_usual=True)
    for number in range(60):
        x, y = 0.12 + 0.76 * (number * 0.618 % 1.0), 0.5 + rows * 0.7 * (number * 0.382 % 1.0 - 0.5)
        one = makes(x, y)
        sure = found([one], thing) if number * 0.755 % 1.0 < known else found([])
        signs.append(
            down.look(sight(shown([one], turn=turns * number), is_day=is_day), sure, is_usual=True)
        )
    return down, signs


def test_things_from_above_that_the_detector_does_not_know_are_told() -> None:
    last = watched(from_above)[1][-1]
    assert last is not None
    assert last.ailing
    assert last.figure < LIMIT


def test_nothing_is_said_before_enough_has_passed() -> None:
    assert watched(from_above)[1][:25] == [None] * 25


def test_who_is_known_is_seen_well() -> None:
    for thing in (Thing.PERSON, Thing.CAR):
        last = watched(from_above, known=0.6, thing=thing)[1][-1]
        assert last is not None
        assert not last.ailing
        assert last.figure > LIMIT


def test_some_people_that_are_known_speak_against_it() -> None:
    last = watched(from_above, known=0.2)[1][-1]
    assert last is not None
    assert not last.ailing


def test_upright_people_that_the_detector_misses_are_seen_obliquely() -> None:
    last = watched(upright, turns=0.0)[1][-1]
    assert last is not None
    assert not last.ailing


def test_a_third_that_stands_upright_is_seen_obliquely() -> None:
    def judged(upright: int) -> Sign | None:
        return StraightDown()._judged(
            [
                Passer(
                    x=number * 0.618 % 1.0,
                    y=number * 0.382 % 1.0,
                    size=0.1,
                    tall=2.5 if number < upright else 1.0,
                    is_long=True,
                    is_aslant=number >= 20,
                    is_known=False,
                    is_person=False,
                )
                for number in range(40)
            ]
        )

    assert (few := judged(4)) is not None
    assert (third := judged(13)) is not None
    assert few.ailing
    assert not third.ailing


def test_what_grows_towards_the_lower_rim_is_seen_obliquely() -> None:
    last = watched(nearer_is_larger)[1][-1]
    assert last is not None
    assert not last.ailing


def test_a_few_that_run_into_one_another_bend_no_slope() -> None:
    last = watched(some_run_together_below)[1][-1]
    assert last is not None
    assert last.ailing


def test_what_stands_upright_or_level_is_seen_obliquely() -> None:
    for turns in (0.0, 90.0):
        last = watched(from_above, turns=turns)[1][-1]
        assert last is not None
        assert not last.ailing


def test_one_path_is_too_little_to_judge_by() -> None:
    assert watched(from_above, rows=0.1)[1] == [None] * 60


def test_a_night_is_not_judged() -> None:
    assert watched(from_above, is_day=False)[1] == [None] * 60


def test_a_view_that_is_not_the_usual_one_is_not_judged_and_soon_forgotten() -> None:
    down, signs = watched(from_above)
    assert signs[-1] is not None
    elsewhere = sight(shown([from_above(0.5, 0.5)]))
    assert [down.look(elsewhere, found([]), is_usual=False) for _ in range(30)] == [None] * 30
    assert down.look(sight(ground()), found([]), is_usual=True) is None


def test_once_told_a_little_knowledge_does_not_take_it_back() -> None:
    down, _ = watched(from_above)
    kept = watched(from_above, known=0.3, thing=Thing.CAR, down=down)[1]
    assert all(one is not None and one.ailing for one in kept[-10:])
    gone = watched(from_above, known=0.9, thing=Thing.CAR, down=down)[1][-1]
    assert gone is not None
    assert not gone.ailing
    assert not np.isnan(gone.figure)
