"""Dwell on the real clip whose people are known: all of them renamed again and again, and as a poor detector sees them."""

from pathlib import Path

import numpy as np
import pytest

from bongsu.monitoring.evaluate.mot import FrameBoxes
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.rules.raised import Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.tracker import Tracker
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import begun, seoul
from tests.monitoring.rules.walkers import judged
from tests.monitoring.tracks.clips import PETS, Faults, seen

EVERY = 2
"""Of ten pictures a second: five."""
THIRTY = Rule(rule_id="r", kind=RuleKind.LOITERING, seconds=30)
TOO_LONG = Rule(rule_id="too long", kind=RuleKind.LOITERING, seconds=75)
"""Nobody is in the picture for longer than 57 s, and in its 79 s nineteen are."""


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[FrameBoxes]:
    return PETS.truth(shared)


def renamed(
    truth: list[FrameBoxes], pictures: int, seed: int
) -> list[tuple[float, list[tuple[int, tuple[float, float, float, float]]]]]:
    """After each so many pictures everybody has somebody's number."""
    chance = np.random.default_rng(seed)
    looks = []
    for place, picture in enumerate(truth):
        if place % pictures == 0:
            numbers = chance.permutation(40)
        if place % EVERY == 0:
            pairs = zip(picture.ids, picture.boxes.tolist(), strict=True)
            looks.append((place * 100.0, [(int(numbers[i]), tuple(box)) for i, box in pairs]))
    return looks


def test_with_true_names_who_was_there_from_the_first_picture_is_told_in_time(
    truth: list[FrameBoxes],
) -> None:
    (began, *_) = begun(judged(THIRTY, renamed(truth, 10_000, 0)))
    assert began.at_ms == pytest.approx(30_000, abs=500)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("pictures", "within_ms"), [(10, 8_000), (20, 3_000), (50, 2_000)])
def test_everybody_renamed_each_one_two_five_seconds_hardly_moves_the_alarm(
    truth: list[FrameBoxes], pictures: int, within_ms: float, seed: int
) -> None:
    (began, *_) = begun(judged(THIRTY, renamed(truth, pictures, seed)))
    assert 29_500 <= began.at_ms <= 30_000 + within_ms


@pytest.mark.parametrize("pictures", [10, 20])
def test_nineteen_who_pass_are_not_one_who_stays(truth: list[FrameBoxes], pictures: int) -> None:
    assert not judged(TOO_LONG, renamed(truth, pictures, 1))


@pytest.mark.parametrize("recall", [0.9, 0.75])
def test_as_a_poor_detector_sees_them_it_is_the_same(
    truth: list[FrameBoxes], recall: float
) -> None:
    chance = np.random.default_rng(3)
    faults = Faults(recall=recall, jitter=0.06, invented=0.3)
    said: list[Raised] = []
    tracker, judge = Tracker(PETS.settings), Judge([THIRTY, TOO_LONG], seoul)
    for place, picture in enumerate(truth[::EVERY]):
        at_ms = place * EVERY * 100.0
        said += judge.look(at_ms, tracker.update(at_ms, seen(picture, faults, chance)))
    (began, *_) = begun(said)
    assert began.at_ms == pytest.approx(30_000, abs=3_000)
    assert not [raised for raised in said if raised.rule_id == TOO_LONG.rule_id]
