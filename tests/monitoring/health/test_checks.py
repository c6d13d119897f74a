"""A drawn street in changing light and weather, and the faults put into it: told in time, once, and gone again."""

import numpy as np
import pytest

from bongsu.bench.monitoring.health_above import ENOUGH_PASSED, StageAbove, ground_world
from bongsu.bench.monitoring.health_scenes import FAULTS
from bongsu.monitoring.health.ail import Ail
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob
from tests.monitoring.health.street import LEARN, Street, ailing


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_told_once_within_a_minute_and_by_its_name(kind: str) -> None:
    street = Street()
    assert ailing(street.told) == []
    assert ailing(street.breaks(kind)) == [Ailment(kind)]


@pytest.mark.parametrize("kind", ["black", "blurred", "covered", "frozen"])
def test_what_is_mended_is_told_to_be_gone(kind: str) -> None:
    street = Street()
    street.breaks(kind)
    gone = [ail.ailment for ail in street.goes_on(12) if not ail.ailing]
    assert Ailment(kind) in gone


def test_a_turned_camera_that_is_turned_back_is_well_again() -> None:
    street = Street()
    pose = street.stage.pose
    street.breaks("moved")
    street.stage.aim(pose)
    said = street.goes_on(12)
    assert ailing(said) == []
    assert Ailment.MOVED in [one.ailment for one in said]


def test_a_lorry_before_a_new_camera_does_not_make_it_learn_anew() -> None:
    street = Street(learn=10)
    street.stage._lorry = [20.0, 0.0, 0.8, 180.0]
    # while it hides the street nothing is learned of it
    street.goes_on(LEARN)
    assert ailing(street.told) == []
    assert ailing(street.breaks("moved")) == [Ailment.MOVED]


@pytest.mark.parametrize(("seed", "mean"), [(117, None), (163, 60.0), (265, 60.0)])
def test_cells_of_a_blurred_picture_that_ought_to_show_next_to_nothing_are_not_as_fine_as_ever(
    seed: int, mean: float | None
) -> None:
    street = Street(seed, mean=mean)
    street.goes_on(3)
    assert ailing(street.breaks("blurred")) == [Ailment.BLURRED]


def test_a_ptz_camera_that_is_turned_is_not_a_fault_within_minutes() -> None:
    street = Street(is_ptz=True)
    assert ailing(street.breaks("moved")) == []


@pytest.mark.parametrize("light", ["lamps", "infrared"])
def test_nightfall_is_no_fault(light: str) -> None:
    street = Street()
    street.stage.light = light
    assert ailing(street.goes_on(40)) == []
    street.stage.light = "day"
    assert ailing(street.goes_on(20)) == []


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_weather_is_no_fault(weather: str) -> None:
    street = Street()
    street.stage.weather = weather
    said: list[Ail] = []
    for tenth in range(1, 11):
        street.stage.thick = tenth / 10
        said += street.goes_on(3)
    assert ailing(said) == []


def test_a_lorry_before_the_camera_is_no_fault() -> None:
    street = Street()
    street.stage._lorry = [22.0, 0.1, 0.45, 90.0]
    assert ailing(street.goes_on(30)) == []


def test_another_resolution_is_no_fault() -> None:
    street = Street()
    street.stage.size = (1920, 1080)
    assert ailing(street.goes_on(20)) == []
    assert ailing(street.breaks("blurred")) == [Ailment.BLURRED]


def test_a_dark_night_with_a_lamp_is_not_black() -> None:
    street = Street()
    street.stage.light = "lamps"
    street.stage.gain = 0.75
    assert Ailment.BLACK not in ailing(street.goes_on(20))


def test_a_new_worker_says_of_a_well_camera_that_it_is_well() -> None:
    said = {ail.ailment for ail in Street().told if not ail.ailing}
    assert {Ailment.BLACK, Ailment.FROZEN} <= said


def test_a_camera_that_looks_straight_down_is_told_once_enough_has_passed() -> None:
    random = np.random.default_rng(8)
    stage = StageAbove(random, ground_world(random), every_s=10.0)
    watch = HealthWatch(CameraJob(camera_id="c", version=1))
    told: list[Ailment] = []
    while stage.passed < 3 * ENOUGH_PASSED and not told:
        stage.live(calm=True)
        told += ailing(list(watch.look(stage.paint())))
    assert told == [Ailment.STRAIGHT_DOWN]


def test_a_ptz_camera_may_look_down() -> None:
    random = np.random.default_rng(8)
    stage = StageAbove(random, ground_world(random), every_s=10.0, busy=6.0)
    watch = HealthWatch(CameraJob(camera_id="c", version=1, is_ptz=True))
    told: list[Ailment] = []
    for _ in range(80):
        stage.live(calm=True)
        told += ailing(list(watch.look(stage.paint())))
    assert Ailment.STRAIGHT_DOWN not in told
