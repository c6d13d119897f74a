"""A vehicle that stands is told after its time; one that queues, passes or parks elsewhere is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, watch
from tests.monitoring.tracks.made import One

ROAD = ((0.2, 0.5), (0.8, 0.5), (0.8, 0.9), (0.2, 0.9))
RULE = Rule(rule_id="r", kind=RuleKind.VEHICLE_STOPPED, points=ROAD, seconds=60, things=VEHICLES)


def car(x: float, thing: Thing = Thing.CAR, score: float = 0.7) -> One:
    return One((x - 0.08, 0.6, x + 0.08, 0.75), score, thing)


def driven(
    start: float, end: float, seconds: float, start_s: float, gap_s: float = 0.2
) -> list[Looked]:
    looks = round(seconds / gap_s)
    return [
        ((start_s + look * gap_s) * 1_000, [car(start + (end - start) * look / looks)])
        for look in range(looks)
    ]


@pytest.mark.parametrize("gap_s", [0.2, 2.0, 4.0, 10.0])
def test_a_car_that_stands_is_told_after_its_time(gap_s: float) -> None:
    (began,) = begun(watch(RULE, every(gap_s, 100, car(0.5))))
    assert began.at_ms == pytest.approx(60_000, abs=gap_s * 1_000)


def test_time_counts_from_when_it_stopped_not_from_when_it_came() -> None:
    looks = driven(0.25, 0.5, 10, 0) + every(0.2, 80, car(0.5), start_s=10)
    (began,) = begun(watch(RULE, looks))
    assert began.at_ms == pytest.approx(70_000, abs=2_500)


def test_a_car_that_creeps_is_not_told() -> None:
    assert not watch(RULE, driven(0.3, 0.7, 100, 0))


def test_outside_the_zone_and_another_thing_are_not_told() -> None:
    assert not watch(RULE, every(0.2, 70, car(0.9)))
    assert not watch(RULE, every(0.2, 70, car(0.5, Thing.PERSON)))


@settings(max_examples=15)
@given(
    st.lists(st.floats(1, 55), max_size=2),
    st.floats(0, 8),
    st.lists(st.sampled_from([Thing.CAR, Thing.TRUCK]), min_size=1, max_size=9),
)
def test_what_passes_before_it_and_its_name_do_not_move_the_alarm(
    hidden_s: list[float], for_s: float, names: list[Thing]
) -> None:
    looks: list[Looked] = []
    for look in range(90 * 2):
        at_s = look / 2
        hidden = any(at <= at_s < at + for_s for at in hidden_s)
        looks.append((at_s * 1_000, [] if hidden else [car(0.5, names[look % len(names)])]))
    (began,) = begun(watch(RULE, looks))
    assert 59_000 <= began.at_ms <= 61_000 + for_s * 1_000 * len(hidden_s)


def test_cars_of_a_queue_that_moves_up_are_no_stopped_one() -> None:
    looks: list[Looked] = []
    for look in range(200 * 5):
        at_s = look / 5
        # each stands for 14 s and then moves up by a car's length within one
        up = (at_s // 15) + max(0.0, at_s % 15 - 14)
        places = [0.25 + 0.2 * ((up + place) % 4) for place in range(3)]
        looks.append((at_s * 1_000, [car(x) for x in places if x < 0.8]))
    assert not watch(RULE, looks)


def test_it_ends_when_it_drives_away() -> None:
    looks = every(0.2, 70, car(0.5)) + driven(0.5, 0.95, 3, 70) + every(0.2, 40, start_s=73)
    assert len(ended(watch(RULE, looks))) == 1


def test_a_car_that_flickers_up_now_and_then_is_none() -> None:
    looks = [
        (at_ms, ones if at_ms % 15_000 < 600 else ()) for at_ms, ones in every(0.2, 200, car(0.5))
    ]
    assert not watch(RULE, looks)
