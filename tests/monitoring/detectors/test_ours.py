"""Both detectors on real pictures, at the deployed size: seconds of a clip, not its figures."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from bongsu.monitoring.detectors.detector import Detector, DetectorUnavailable, Runtime
from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.detectors.load import load_detector
from bongsu.monitoring.detectors.nanodet import NanoDet
from bongsu.monitoring.evaluate.boxes import Scored, score_boxes
from bongsu.monitoring.evaluate.truth import by_picture, read_truth
from bongsu.monitoring.pictures.files import frames_of

Loads = Callable[[], Detector]


@pytest.fixture(scope="module")
def nanodet() -> Detector:
    return load_detector("nanodet-g", Runtime(precision="f32"))


@pytest.fixture(scope="module")
def ssdlite() -> Detector:
    return load_detector("ssdlite", Runtime(precision="f32"))


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux tells a thread's cores")
def test_a_thread_that_looks_may_run_on_every_core(nanodet: Detector) -> None:
    """The runtime's own way pins it to the first core, and all workers of a machine with it."""
    pixels = np.zeros((nanodet.about.height, nanodet.about.width, 3), np.uint8)

    def look() -> None:
        for _ in range(10):
            nanodet.find(pixels)

    looking = threading.Thread(target=look)
    looking.start()
    assert looking.native_id
    seen = set[frozenset[int]]()
    while looking.is_alive():
        with suppress(ProcessLookupError):
            seen.add(frozenset(os.sched_getaffinity(looking.native_id)))
        looking.join(0.001)
    assert seen == {frozenset(os.sched_getaffinity(0))}


def people(found: Found) -> Scored:
    only = found.only(found.things == THINGS.index(Thing.PERSON))
    return Scored(only.boxes.astype(np.float64), only.scores.astype(np.float64))


def ap50(detector: Detector, clips: Path, clip: str, truth: str, every: int) -> float:
    fit = (detector.about.width, detector.about.height)
    frames = list(frames_of(clips / clip, fit, every))
    rows = tuple(row for row in read_truth(clips / truth) if row.frame <= len(frames) * every)
    size = frames[0].width, frames[0].height
    true = by_picture(rows, len(frames) * every, *size)[::every]
    figures = score_boxes(true, [people(detector.find(each.pixels)) for each in frames], 0.4)
    assert figures.ap50 is not None
    return figures.ap50


def test_nanodet_finds_people_on_a_street(nanodet: Detector, shared: Path) -> None:
    found = ap50(nanodet, shared / "clips", "TUD-Campus.mp4", "TUD-Campus.gt.txt", 3)
    assert found >= 0.78


def test_the_fallback_finds_people_on_a_street(ssdlite: Detector, shared: Path) -> None:
    found = ap50(ssdlite, shared / "clips", "TUD-Campus.mp4", "TUD-Campus.gt.txt", 6)
    assert found >= 0.7


def test_it_says_what_runs(nanodet: Detector, ssdlite: Detector) -> None:
    assert nanodet.about.things == THINGS
    assert ssdlite.about.things == (Thing.PERSON,)
    assert (nanodet.about.licence, ssdlite.about.licence) == ("MIT", "MIT")
    assert (nanodet.about.device, nanodet.about.precision) == ("CPU", "f32")


def noise(height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize("size", [(1, 1), (7, 512), (300, 9), (288, 512), (540, 960)])
def test_any_shape_and_noise_are_answered_within_the_picture(
    nanodet: Detector, ssdlite: Detector, size: tuple[int, int]
) -> None:
    for detector in (nanodet, ssdlite):
        found = detector.find(noise(*size))
        assert found.boxes.shape == (len(found), 4)
        assert found.boxes.dtype == found.scores.dtype == np.float32
        assert np.isfinite(found.boxes).all()
        assert (found.boxes >= 0).all()
        assert (found.boxes <= 1 + 1e-5).all()
        assert (found.scores > 0.05).all()


def test_the_same_picture_gives_the_same_answer_whatever_came_between(nanodet: Detector) -> None:
    picture = noise(280, 498)
    first = nanodet.find(picture)
    for height in range(32, 240, 32):
        nanodet.find(noise(height, 300))
    nanodet.find(noise(270, 490))
    again = nanodet.find(picture)
    np.testing.assert_array_equal(first.boxes, again.boxes)
    np.testing.assert_array_equal(first.scores, again.scores)


def test_an_empty_wall_holds_nobody(nanodet: Detector) -> None:
    found = nanodet.find(np.full((280, 498, 3), 90, np.uint8))
    assert not (found.scores >= 0.4).any()


def test_a_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(DetectorUnavailable, match="TOASTER"):
        NanoDet(Runtime(device="TOASTER"))


def test_a_precision_that_does_not_exist_is_refused_by_its_field() -> None:
    with pytest.raises(DetectorUnavailable) as refused:
        NanoDet(Runtime(precision="int3"))
    assert refused.value.field == "precision"
