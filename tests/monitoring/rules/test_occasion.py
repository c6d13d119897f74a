"""An occasion: begun when sure, told at most each second, over after its hold and two looks."""

from itertools import count

import pytest

from bongsu.monitoring.rules.looked import Seen
from bongsu.monitoring.rules.occasion import Occasions
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import RuleKind

RULE = Rule(rule_id="r", kind=RuleKind.CROWD, count=2)
BOX: Box = (0.1, 0.1, 0.2, 0.4)


def seen(score: float = 0.6, number: int = 2, *, begins: bool = True) -> Seen:
    return Seen(since_ms=0, score=score, boxes=(BOX,) * number, count=number, begins=begins)


def occasions(settings: JudgeSettings | None = None) -> Occasions:
    numbers = count(1)
    return Occasions(RULE, lambda: next(numbers), settings or JudgeSettings())


def told(one: Occasions, looks: list[tuple[float, Seen | None]]) -> list[Raised]:
    said = [raised for at_ms, what in looks for raised in one.look(at_ms, what)]
    return [raised for raised in said if raised]


def test_what_is_not_sure_begins_nothing_and_keeps_what_has_begun() -> None:
    one = occasions()
    assert not told(one, [(0, seen(begins=False))])
    (began, on) = told(one, [(200, seen()), (1_400, seen(0.4, begins=False))])
    assert (began.phase, on.phase) == (Phase.BEGAN, Phase.GOES_ON)


def test_its_score_is_the_best_so_far_and_its_count_the_present_one() -> None:
    (began, on) = told(occasions(), [(0, seen(0.8, 3)), (2_000, seen(0.5, 2))])
    assert (began.score, began.count) == (0.8, 3)
    assert (on.score, on.count, len(on.boxes)) == (0.8, 2, 2)


@pytest.mark.parametrize("score", [-0.3, 1.7])
def test_a_score_is_a_share(score: float) -> None:
    (began,) = told(occasions(), [(0, seen(score))])
    assert 0 <= began.score <= 1


def test_at_key_pictures_one_empty_look_ends_nothing() -> None:
    looks: list[tuple[float, Seen | None]] = [(0, seen()), (10_000, None), (20_000, seen())]
    assert [raised.phase for raised in told(occasions(), looks)] == [Phase.BEGAN, Phase.GOES_ON]


def test_two_empty_looks_and_the_hold_end_it() -> None:
    one = occasions()
    looks: list[tuple[float, Seen | None]] = [(0, seen()), (200, None), (400, None), (4_800, None)]
    assert len(told(one, looks)) == 1
    (over,) = told(one, [(5_000, None)])
    assert (over.phase, over.boxes, over.occasion) == (Phase.ENDED, (), 1)
    assert not told(one, [(6_000, None)])


def test_the_next_one_has_the_next_number() -> None:
    one = occasions(JudgeSettings(hold_s=0))
    looks: list[tuple[float, Seen | None]] = [(0, seen()), (200, None), (400, None), (600, seen())]
    assert [raised.occasion for raised in told(one, looks)] == [1, 1, 2]


def test_it_can_be_ended_from_outside_once() -> None:
    one = occasions()
    told(one, [(0, seen())])
    over = one.end(100)
    assert over is not None
    assert over.phase is Phase.ENDED
    assert one.end(200) is None
