"""The bench of health checks counts what it says it counts."""

import numpy as np

from bongsu.bench.monitoring.health import (
    Tally,
    figures,
    inject,
    inject_above,
    inject_clocks,
    watch_clip,
    watch_clocks,
    watch_normal,
    wilson,
)
from bongsu.bench.monitoring.health_above import ClipCamera, ClipSeen, StageAbove, ground_world
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.pictures.frame import Frame


def test_a_handful_of_faults_and_normal_pictures_is_counted() -> None:
    tally = Tally()
    inject([], 5, tally)
    watch_normal([], 1, tally)
    assert tally.injected == 5
    assert tally.found + len(tally.missed) == 5
    assert tally.looked == 200
    made = figures(tally)
    assert made["health_found"].beside["injected"] == 5.0
    assert made["health_false"].value == float(len(tally.false))


def test_wrong_clocks_and_right_ones_are_counted() -> None:
    tally = Tally()
    inject_clocks([], 1, tally)
    watch_clocks([], 1, tally, lasts_s=100.0)
    assert tally.injected + tally.clocks_unknown >= 1
    assert tally.looked == 50
    assert figures(tally)["health_found"].beside["wrong_clock_injected"] == 1.0


def test_each_kind_is_counted_apart() -> None:
    tally = Tally()
    tally.add("moved", 40.0, "1")
    tally.add("moved", None, "2")
    tally.add("straight_down", 0.0, "3")
    tally.false = ["moved 7/13 day snow", "black 8/2 day clear", "moved 9/2 day clear"]
    found, false = figures(tally)["health_found"], figures(tally)["health_false"]
    assert found.value == 66.67
    assert (found.beside["moved_injected"], found.beside["moved_found"]) == (2.0, 1.0)
    assert found.beside["moved_p95_s"] == 40.0
    assert found.beside["straight_down_found"] == 1.0
    assert tally.missed == ["moved 2"]
    assert (false.beside["moved_false"], false.beside["black_false"]) == (2.0, 1.0)


def test_a_camera_that_looks_straight_down_is_counted_from_when_enough_has_passed() -> None:
    tally = Tally()
    inject_above(1, tally)
    assert tally.kinds["straight_down"].count == 1
    assert tally.found + len(tally.missed) == 1


def test_who_passes_below_is_counted_when_whole_and_seen() -> None:
    random = np.random.default_rng(3)
    stage = StageAbove(random, ground_world(random), 10.0)
    for _ in range(10):
        stage.paint()
    assert 0 < stage.passed <= 10 * 10


def seen() -> ClipSeen:
    grey = np.random.default_rng(2).integers(0, 255, (180, 320)).astype(np.uint8)
    frame = Frame("c", 0.0, True, 1280, 720, np.repeat(grey[..., None], 3, axis=2), grey)  # noqa: FBT003
    box = np.array([[0.1, 0.2, 0.3, 0.4]], np.float32)
    found = Found(box, np.array([0.9], np.float32), np.zeros(1, np.int8))
    return ClipSeen("street.mp4", [frame], [found])


def test_a_clip_is_watched_with_what_the_detector_said() -> None:
    tally = Tally()
    watch_clip(seen(), 1, tally)
    assert tally.looked == 200
    assert all("street.mp4" in one for one in tally.false)


def test_boxes_are_mirrored_with_the_picture() -> None:
    for seed in range(6):
        camera = ClipCamera(np.random.default_rng(seed), seen(), 2.0)
        _, found = camera.look()
        box = [round(float(side), 3) for side in found.boxes[0]]
        assert box == ([0.7, 0.2, 0.9, 0.4] if camera._is_mirrored else [0.1, 0.2, 0.3, 0.4])


def test_an_interval_of_a_share_lies_about_it() -> None:
    low, high = wilson(297, 300)
    assert 0.97 < low < 0.99 < high < 1.0
    assert wilson(0, 0) == (0.0, 1.0)
