"""What happens in a street is the same for the same seed, and its events are what a zone sees of its people."""

import numpy as np
import pytest

from bongsu.simulate.street.nobody import Nobody
from bongsu.simulate.street.places import Place
from bongsu.simulate.street.script import (
    LOITERS_FROM_S,
    Busy,
    CameraScript,
    EventKind,
    write_script,
)
from bongsu.simulate.street.walks import Step, Walk
from bongsu.simulate.street.weather import Weather

BUSY = Busy(lasts_s=900.0, visits=6)


def a_walk(speed: float) -> Walk:
    step = Step(np.zeros((20, 8, 3), np.uint8), np.full((20, 8), 255, np.uint8), (4.0, 20.0), 20.0)
    return Walk((step,) * 20, speed, goes_right=True)


WALKS = (a_walk(0.7), a_walk(0.05), a_walk(0.5))
PLACE = Place("campus", np.zeros((90, 160, 3), np.uint8), (0.0, 0.4, 1.0, 0.9), (0.05, 0.2))


def a_script(seed: int, asks: EventKind = EventKind.WALKS_THROUGH) -> CameraScript:
    return write_script("c1", PLACE, Weather.DAY, WALKS, BUSY, seed, asks)


def test_the_same_seed_writes_the_same_street() -> None:
    assert a_script(5).legs == a_script(5).legs
    assert a_script(5).legs != a_script(6).legs


@pytest.mark.parametrize("seed", range(8))
def test_an_event_is_somebody_with_feet_in_the_zone(seed: int) -> None:
    script = a_script(seed)
    left, top, right, bottom = script.zone
    assert script.events
    for event in script.events:
        for moment in (event.begins_s + 0.06, event.ends_s - 0.06):
            feet = [foot for _, foot in script.people(moment)]
            assert any(left <= x <= right and top <= y <= bottom for x, y in feet)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_in_the_zone_outside_of_events(seed: int) -> None:
    script = a_script(seed)
    left, _, right, _ = script.zone
    for moment in np.arange(0, BUSY.lasts_s, 3.0).tolist():
        inside = any(left + 0.01 < x < right - 0.01 for _, (x, _) in script.people(moment))
        begun = any(one.begins_s - 0.1 <= moment <= one.ends_s + 0.1 for one in script.events)
        assert begun or not inside


@pytest.mark.parametrize("seed", range(8))
def test_who_only_passes_is_no_event_for_a_camera_that_asks_for_loiterers(seed: int) -> None:
    script = a_script(seed, EventKind.LOITERS)
    assert all(one.ends_s - one.begins_s >= LOITERS_FROM_S for one in script.events)
    walking = [leg for leg in script.legs if leg.begin != leg.end]
    assert walking


def test_legs_go_at_the_speed_of_the_walk_that_they_show() -> None:
    for leg in a_script(3).legs:
        y = (leg.begin[1] + leg.end[1]) / 2
        far = abs(leg.end[0] - leg.begin[0]) * 16 / 9
        spoken = far / (leg.ends_s - leg.begins_s) / PLACE.tall_at(y)
        assert spoken == pytest.approx(WALKS[leg.walk].speed, rel=1e-6)


def test_a_time_is_calm_only_when_nobody_and_nothing_passes() -> None:
    script = a_script(2)
    leg, passing = script.legs[0], script.passing[0]
    assert not script.is_calm(leg.begins_s + 0.5, leg.begins_s + 0.6)
    assert not script.is_calm(passing.begins_s - 1, passing.begins_s + 0.1)
    assert script.is_calm(-100.0, 0.0)


def test_things_that_are_nobody_come_and_go_all_the_time() -> None:
    kinds = {one.kind for seed in range(6) for one in a_script(seed).passing}
    assert kinds == {Nobody.ANIMAL, Nobody.HEADLIGHTS, Nobody.SHADOW}
    stays = {one.kind for seed in range(20) for one in a_script(seed).stays}
    assert stays == {Nobody.TREE, Nobody.BANNER}


def test_a_street_without_visits_has_no_event() -> None:
    script = write_script("c1", PLACE, Weather.DAY, WALKS, Busy(300.0, 0), 1)
    assert script.events == () == script.legs
