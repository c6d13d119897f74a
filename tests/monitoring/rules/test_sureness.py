"""Sureness: the score that two sightings reach; on a key picture, one that is far above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.kinds.sureness import sureness
from bongsu.monitoring.rules.looked import Look
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Sighted, Track
from tests.monitoring.tracks.made import standing

SETTINGS = JudgeSettings()


def track(scores: list[float], gap_s: float) -> Track:
    path = [
        Sighted(place * gap_s * 1_000, standing(0.5, 0.8), score)
        for place, score in enumerate(scores)
    ]
    return Track(1, Thing.PERSON, path)


def sure(scores: list[float], gap_s: float) -> float:
    look = Look((len(scores) - 1) * gap_s * 1_000, gap_s, 16 / 9, [], [])
    return sureness(track(scores, gap_s), look, SETTINGS)


def test_one_sighting_at_full_rate_is_not_sure_at_all() -> None:
    assert sure([0.9], 0.2) == 0


def test_two_are_as_sure_as_the_weaker() -> None:
    assert sure([0.9, 0.6], 0.2) == 0.6


def test_one_far_above_stands_for_two_where_looks_are_rare() -> None:
    assert sure([0.9], 4.0) == pytest.approx(0.8)
    assert sure([0.9, 0.85], 4.0) == pytest.approx(0.85)


def test_what_was_seen_too_long_ago_does_not_count() -> None:
    assert sure([0.9] + [0.3] * 10 + [0.9], 0.2) == pytest.approx(0.3)


def test_at_key_pictures_the_one_before_counts_however_long_ago() -> None:
    assert sure([0.6, 0.6], 10.0) == 0.6


def test_only_sightings_that_count_do() -> None:
    look = Look(400, 0.2, 16 / 9, [], [])
    one = track([0.9, 0.8, 0.7], 0.2)
    assert sureness(one, look, SETTINGS, lambda sighted: sighted.at_ms != 200) == 0.7


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.sampled_from([0.2, 0.5, 2.0, 10.0]))
def test_it_is_never_above_the_best_and_never_falls_with_better_sightings(
    scores: list[float], gap_s: float
) -> None:
    assert 0 <= max(sure(scores, gap_s), 0) <= max(scores)
    better = [min(1.0, score + 0.1) for score in scores]
    assert sure(better, gap_s) >= sure(scores, gap_s)
