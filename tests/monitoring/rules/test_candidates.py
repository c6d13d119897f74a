"""Candidates: who falls and stays down, a bag that is left. Made cases only: nobody has measured these on real ones."""

import pytest

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, every, watch
from tests.monitoring.tracks.made import One, standing, walk

FALL = Rule(rule_id="f", kind=RuleKind.FALL_CANDIDATE, seconds=5)
LEFT = Rule(
    rule_id="a", kind=RuleKind.ABANDONED_CANDIDATE, seconds=60, things=frozenset({Thing.BAG})
)


def lying(x: float, y: float, tall: float = 0.2) -> Box:
    wide = tall * 9 / 16
    return x - wide / 2, y - tall * 0.35, x + wide / 2, y


def sitting(x: float, y: float) -> Box:
    return x - 0.03, y - 0.12, x + 0.03, y


UP, DOWN = One(standing(0.5, 0.8)), One(lying(0.5, 0.81), 0.5)


@pytest.mark.parametrize("gap_s", [0.2, 2.0])
def test_who_was_upright_and_stays_low_is_a_candidate(gap_s: float) -> None:
    looks = every(gap_s, 10, UP) + every(gap_s, 12, DOWN, start_s=10)
    (began,) = begun(watch(FALL, looks))
    assert began.kind.is_candidate
    assert began.since_ms == pytest.approx(10_000, abs=gap_s * 1_000)
    assert began.at_ms == pytest.approx(15_000, abs=2 * gap_s * 1_000)


def test_who_gets_up_again_is_none() -> None:
    looks = every(0.2, 6, UP) + every(0.2, 3, DOWN, start_s=6) + every(0.2, 10, UP, start_s=9)
    assert not watch(FALL, looks)


def test_one_picture_of_a_strange_box_is_none() -> None:
    looks = every(0.2, 6, UP) + every(0.2, 0.4, DOWN, start_s=6) + every(0.2, 10, UP, start_s=6.4)
    assert not watch(FALL, looks)


def test_who_was_never_upright_is_none() -> None:
    assert not watch(FALL, every(0.2, 20, DOWN))


def test_whose_legs_are_hidden_has_not_fallen() -> None:
    """The lower half goes behind a car: the box gets low, and its foot rises."""
    half = One((0.47, 0.6, 0.53, 0.68))
    assert not watch(FALL, every(0.2, 6, UP) + every(0.2, 20, half, start_s=6))


def test_who_walks_out_below_has_not_fallen() -> None:
    looks: list[Looked] = []
    for at_ms, box in walk((0.5, 0.9), (0.5, 1.25), 6, 5):
        left, top, right, bottom = box
        if top < 0.98:
            looks.append((at_ms, [One((left, top, right, min(bottom, 1.0)))]))
    assert not watch(FALL, looks + every(0.2, 10, One((0.47, 0.95, 0.53, 1.0)), start_s=7))


def test_who_sits_down_slowly_lower_but_not_wide_is_none() -> None:
    looks = every(0.2, 6, UP) + every(0.2, 20, One(sitting(0.5, 0.8)), start_s=6)
    assert not watch(FALL, looks)


BAG = One((0.5, 0.76, 0.52, 0.8), 0.6, Thing.BAG)
PASSER = standing(0.53, 0.82)


def test_a_bag_whose_owner_goes_is_a_candidate_after_its_time() -> None:
    looks = every(0.2, 10, BAG, One(PASSER)) + every(0.2, 80, BAG, start_s=10)
    (began,) = begun(watch(LEFT, looks))
    assert began.kind.is_candidate
    assert began.at_ms == pytest.approx(72_000, abs=2_500)


def test_a_bag_beside_its_owner_is_none() -> None:
    assert not watch(LEFT, every(0.2, 150, BAG, One(PASSER)))


def test_who_merely_passes_a_left_bag_is_not_its_owner() -> None:
    looks = every(0.2, 10, BAG, One(PASSER))
    for look in range(80 * 5):
        at_s = 10 + look / 5
        share = (at_s % 12) / 8
        walker = [One(standing(share, 0.84))] if 0.02 < share < 0.98 else []
        looks.append((at_s * 1_000, [BAG, *walker]))
    (began,) = begun(watch(LEFT, looks))
    assert began.at_ms < 78_000


def test_a_bag_that_was_there_before_anybody_looked_is_none() -> None:
    assert not watch(LEFT, every(0.2, 150, BAG))


def test_a_bag_that_turns_up_later_is_one_though_nobody_was_seen_to_leave_it() -> None:
    said = watch(LEFT, every(0.2, 40) + every(0.2, 90, BAG, start_s=40))
    assert begun(said)[0].at_ms == pytest.approx(100_000, abs=1_000)


def test_a_bag_that_is_not_always_found_is_still_the_same() -> None:
    looks = every(0.2, 10, BAG, One(PASSER))
    for look in range(80 * 5):
        found_now = (look // 5) % 10 < 2
        looks.append(((10 + look / 5) * 1_000, [BAG] if found_now else []))
    assert len(begun(watch(LEFT, looks))) == 1


def test_a_bag_that_is_carried_on_is_none() -> None:
    looks: list[Looked] = []
    for look in range(100 * 5):
        x = 0.2 + 0.006 * (look % 100)
        looks.append((look * 200.0, [One((x, 0.76, x + 0.02, 0.8), 0.6, Thing.BAG)]))
    assert not watch(LEFT, looks)
