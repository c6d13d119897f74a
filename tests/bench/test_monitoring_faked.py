"""A street watched in faked time: by the deployed scheduler, tracker and rules, with a detector that knows red."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bongsu.bench.monitoring.eyes import Eyes, Spent
from bongsu.bench.monitoring.faked import CLOSE_RATE, FakedWatch, Watched
from bongsu.bench.monitoring.judged import alarms_of, rule_of
from bongsu.monitoring.detectors.detector import About
from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing
from bongsu.monitoring.schedule.scheduler import Spending
from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.coded import CodedCamera
from bongsu.simulate.street.places import Place
from bongsu.simulate.street.script import Busy, CameraScript, EventKind, write_script
from bongsu.simulate.street.walks import Step, Walk
from bongsu.simulate.street.weather import Weather

LASTS_S = 150.0


class KnowsRed:
    """One box around all that is red: somebody."""

    about = About(
        name="red", digest="", licence="", source="", width=160, height=160, things=(Thing.PERSON,)
    )

    def __init__(self) -> None:
        self.asked = 0

    def find(self, picture: NDArray[np.uint8]) -> Found:
        self.asked += 1
        red = picture[..., 0].astype(np.int16) - picture[..., 1] > 70
        if red.sum() < 12:
            return NOTHING
        height, width = red.shape
        down, across = np.nonzero(red)
        box = (
            across.min() / width,
            down.min() / height,
            (across.max() + 1) / width,
            (down.max() + 1) / height,
        )
        person = np.array([THINGS.index(Thing.PERSON)], np.int8)
        return Found(np.array([box], np.float32), np.array([0.8], np.float32), person)


def a_walk(speed: float) -> Walk:
    red = np.zeros((40, 16, 3), np.uint8)
    red[..., 0] = 250
    step = Step(red, np.full((40, 16), 255, np.uint8), (8.0, 40.0), 40.0)
    return Walk((step,) * 15, speed, goes_right=True)


WALKS = (a_walk(0.7), a_walk(0.0))


def a_script(
    number: int, visits: int = 1, asks: EventKind = EventKind.WALKS_THROUGH
) -> CameraScript:
    dice = np.random.default_rng(1)
    pixels = dice.integers(90, 130, (90, 160, 3)).astype(np.uint8)
    place = Place("campus", pixels, (0.0, 0.5, 1.0, 0.9), (0.2, 0.2))
    busy = Busy(LASTS_S, visits, nobody_every_s=1e9)
    return write_script(f"c{number}", place, Weather.DAY, WALKS, busy, number, asks)


def watched(scripts: list[CameraScript], detector: KnowsRed) -> list[Watched]:
    return [
        Watched(
            script.camera_id,
            Eyes(CodedCamera(StreetCamera(script, WALKS), CLOSE_RATE, 4), detector, Spent()),
            rule_of(script, 0.45),
            0.3 * number,
        )
        for number, script in enumerate(scripts)
    ]


def run(scripts: list[CameraScript], look_s: float = 0.02) -> tuple[list[Watched], FakedWatch]:
    cameras = watched(scripts, KnowsRed())
    watch = FakedWatch(cameras, Spending(0.8), look_s)
    watch.run(LASTS_S)
    return cameras, watch


def test_who_walks_through_is_an_alarm_while_it_happens() -> None:
    [camera], watch = run([a_script(3)])
    [event] = camera.eyes.coded.camera.script.events
    [alarm] = alarms_of(camera, 0.45)
    assert alarm.is_true
    assert event.begins_s - 2 <= alarm.shown_s <= event.ends_s + 2
    assert watch.close_s > 10


def test_the_truth_is_asked_by_the_cameras_own_clock() -> None:
    cameras, _ = run([a_script(3), a_script(3), a_script(3), a_script(3), a_script(3)])
    assert len({camera.phase_s for camera in cameras}) == 5
    for camera in cameras:
        truth = camera.eyes.coded.camera
        for look in camera.looks:
            assert len(truth.boxes(look.at_s)) == 0 or len(look.found) == 1


def test_an_empty_street_raises_nothing_and_is_looked_at_all_the_same() -> None:
    [camera], watch = run([a_script(3, visits=0)])
    assert alarms_of(camera, 0.3) == []
    assert watch.close_s == 0
    assert len(camera.looks) >= LASTS_S / 2 - 2


def test_pictures_that_are_the_same_are_asked_of_the_detector_once() -> None:
    detector = KnowsRed()
    cameras = watched([a_script(3, visits=0)], detector)
    FakedWatch(cameras, Spending(0.8), 0.02).run(LASTS_S)
    assert detector.asked == 4
    assert len(cameras[0].looks) > 50


def test_nobody_starves_when_looks_are_dear() -> None:
    cameras, _ = run([a_script(number, visits=0) for number in range(8)], look_s=0.3)
    for camera in cameras:
        moments = [look.at_s for look in camera.looks]
        assert max(np.diff(moments)) <= 10.5


def test_a_result_is_told_after_its_picture_was_taken() -> None:
    cameras, _ = run([a_script(number) for number in (3, 4, 5)])
    for camera in cameras:
        assert camera.looks
        assert all(look.told_s > look.at_s for look in camera.looks)
        moments = [look.at_s for look in camera.looks]
        assert moments == sorted(moments)


def test_a_higher_threshold_never_raises_more() -> None:
    [camera], _ = run([a_script(5)])
    assert len(alarms_of(camera, 0.3)) >= len(alarms_of(camera, 0.6)) >= len(alarms_of(camera, 0.9))
    assert alarms_of(camera, 0.9) == []


@pytest.mark.parametrize("asks", list(EventKind))
def test_a_camera_is_asked_for_what_its_script_says(asks: EventKind) -> None:
    rule = rule_of(a_script(1, asks=asks), 0.5)
    assert rule.score == 0.5
    assert (rule.seconds > 0) is (asks is EventKind.LOITERS)
    assert len(rule.points) == 4
