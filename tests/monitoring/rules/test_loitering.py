"""Loitering is counted on who stays, however often the tracker renames them; a stream of walkers is nobody who stays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, watch
from tests.monitoring.rules.walkers import crossing, judged, pacing
from tests.monitoring.tracks.made import One, standing

PLACE = ((0.3, 0.5), (0.7, 0.5), (0.7, 0.95), (0.3, 0.95))
RULE = Rule(rule_id="r", kind=RuleKind.LOITERING, points=PLACE, seconds=60)
WHOLE = Rule(rule_id="r", kind=RuleKind.LOITERING, seconds=60)
TOLERANCE_MS = 2_000
"""By how much broken tracks may move the alarm."""
STAYS = One(standing(0.5, 0.8))


@pytest.mark.parametrize("gap_s", [0.2, 2.0, 4.0, 10.0])
def test_who_stands_for_the_time_is_told_at_any_rate(gap_s: float) -> None:
    (began,) = begun(watch(RULE, every(gap_s, 100, STAYS)))
    assert began.at_ms == pytest.approx(60_000, abs=gap_s * 1_000)
    assert began.since_ms == 0


def test_what_flickers_up_now_and_then_is_nobody_who_stays() -> None:
    looks = [(at_ms, ones if at_ms % 5_000 < 600 else ()) for at_ms, ones in every(0.2, 200, STAYS)]
    assert not watch(WHOLE, looks)


def test_who_leaves_before_the_time_is_not() -> None:
    assert not watch(RULE, every(0.2, 58, STAYS) + every(0.2, 20, start_s=58))


def test_who_goes_out_for_long_begins_anew_and_for_short_does_not() -> None:
    away = One(standing(0.2, 0.8))
    for seconds, told in ((3, 1), (7, 0)):
        looks = every(0.2, 40, STAYS) + every(0.2, seconds, away, start_s=40)
        looks += every(0.2, 25, STAYS, start_s=40 + seconds)
        assert len(begun(watch(RULE, _walked(looks)))) == told


def _walked(looks: list[Looked]) -> list[Looked]:
    """Nobody jumps: 2 m/s at most, so that a track lives through it."""
    x = 0.5
    walked: list[Looked] = []
    for at_ms, ones in looks:
        (left, _, right, _), _, _ = ones[0]
        x += float(np.clip((left + right) / 2 - x, -0.03, 0.03))
        walked.append((at_ms, [One(standing(x, 0.8))]))
    return walked


def test_it_ends_when_nobody_stays_any_more() -> None:
    said = watch(RULE, every(0.2, 70, STAYS) + every(0.2, 20, start_s=70))
    assert 75_000 < ended(said)[0].at_ms < 80_000


@settings(max_examples=30)
@given(st.lists(st.floats(1, 70), max_size=12), st.floats(0, 0.06), st.floats(0, 1.0))
def test_broken_identities_do_not_move_the_alarm(
    breaks_s: list[float], reach: float, gone_s: float
) -> None:
    """At each break the thing is unseen for `gone_s` and comes back under another number."""
    looks = []
    for at_ms, box in pacing(75, 5, reach):
        number = sum(at_ms >= at * 1_000 for at in breaks_s)
        if not any(at * 1_000 <= at_ms < (at + gone_s) * 1_000 for at in breaks_s):
            looks.append((at_ms, [(number, box)]))
        else:
            looks.append((at_ms, []))
    (began,) = begun(judged(RULE, looks))
    assert abs(began.at_ms - 60_000) <= TOLERANCE_MS + gone_s * 1_000


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("gap_s", "per_s"), [(0.2, 0.1), (0.2, 0.3), (2.0, 0.3), (4.0, 0.3), (10.0, 0.3)]
)
def test_walkers_who_cross_in_eight_seconds_are_no_loiterer(
    gap_s: float, per_s: float, seed: int
) -> None:
    looks = crossing(300 if gap_s < 1 else 900, gap_s, per_s, seed)
    assert not begun(watch(WHOLE, looks))


def test_a_loiterer_among_walkers_is_still_told() -> None:
    looks = [(at_ms, [*ones, STAYS]) for at_ms, ones in crossing(90, 0.2, 0.2, 7)]
    (began, *_) = begun(watch(RULE, looks))
    assert began.at_ms == pytest.approx(60_000, abs=TOLERANCE_MS)


def test_numbers_that_change_places_in_a_crowd_do_not_matter() -> None:
    """Three stay and one passes; each half second all have another's number."""
    looks = []
    for look in range(75 * 5):
        at_s = look / 5
        boxes = [standing(0.35, 0.7), standing(0.5, 0.8), standing(0.65, 0.9)]
        if 20 <= at_s < 28:
            boxes.append(standing((at_s - 20) / 8, 0.75))
        turn = look // 3
        looks.append(
            (at_s * 1_000, [((place + turn) % len(boxes), box) for place, box in enumerate(boxes)])
        )
    (began,) = begun(judged(RULE, looks))
    assert began.at_ms == pytest.approx(60_000, abs=TOLERANCE_MS)
    assert began.count >= 2
