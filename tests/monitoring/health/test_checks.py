"""A drawn street in changing light and weather, and the faults put into it: told in time, once, and gone again."""

import numpy as np
import pytest

from bongsu.bench.monitoring.health_scenes import FAULTS, Fault, Stage, drawn_world
from bongsu.monitoring.health.ail import Ail, Confirmed, Sign
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob

LEARN = 80


class Street:
    """One camera that has been watched for a while."""

    def __init__(self, seed: int = 5, *, is_ptz: bool = False) -> None:
        self.random = np.random.default_rng(seed)
        self.stage = Stage(self.random, drawn_world(self.random), every_s=4.0)
        self.watch = HealthWatch(CameraJob(camera_id="c", version=1, is_ptz=is_ptz))
        self.told: list[Ail] = []
        self.goes_on(LEARN)

    def goes_on(self, looks: int, fault: Fault | None = None, *, frozen: bool = False) -> list[Ail]:
        said: list[Ail] = []
        still = self.stage.paint(fault).grey if frozen else None
        for _ in range(looks):
            self.stage.live(calm=True)
            frame = self.stage.paint(fault)
            said += self.watch.look(self.stage.frame(still) if still is not None else frame)
        self.told += said
        return said

    def breaks(self, kind: str) -> list[Ail]:
        """For a minute."""
        fault = Fault(kind, self.random)
        fault.begin(self.stage)
        return self.goes_on(15, fault, frozen=kind == "frozen")


def ailing(said: list[Ail]) -> list[Ailment]:
    return [ail.ailment for ail in said if ail.ailing]


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


SICK, WELL = Sign(ailing=True, figure=1.0, limit=0.5), Sign(ailing=False, figure=0.0, limit=0.5)


def confirm(*signs: Sign | None, every_ms: float = 10_000.0) -> list[bool]:
    confirmed = Confirmed(Ailment.COVERED, 20_000.0)
    said = [confirmed.take(place * every_ms, sign) for place, sign in enumerate(signs)]
    return [one.ailing for one in said if one is not None]


def test_an_ailment_needs_several_pictures_and_some_time() -> None:
    assert confirm(SICK, SICK, SICK) == []
    assert confirm(*[SICK] * 9, every_ms=1_000.0) == []
    assert confirm(SICK, SICK, SICK, SICK) == [True]


def test_one_picture_that_says_otherwise_changes_nothing() -> None:
    assert confirm(SICK, SICK, WELL, SICK, SICK) == [True]
    assert confirm(SICK, SICK, WELL, WELL, SICK, SICK) == []


def test_what_cannot_be_judged_is_no_sign() -> None:
    assert confirm(SICK, None, SICK, None, SICK, SICK) == [True]


def test_it_is_told_once_and_its_end_once() -> None:
    assert confirm(*[SICK] * 8, *[WELL] * 8) == [True, False]
