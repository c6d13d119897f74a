"""A detector by name, ours or plugged in; without a name the best that can run."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bongsu.monitoring.detectors import load
from bongsu.monitoring.detectors.detector import About, DetectorUnavailable, Runtime
from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found
from bongsu.monitoring.detectors.load import known_detectors, load_detector


class Blind:
    """Finds nothing."""

    def __init__(self, runtime: Runtime) -> None:
        self.about = About(
            name="blind",
            digest="0" * 64,
            licence="Apache-2.0",
            source="test",
            width=64,
            height=64,
            things=THINGS,
            device=runtime.device,
        )

    def find(self, _picture: NDArray[np.uint8]) -> Found:
        return NOTHING


def thrower(_runtime: Runtime) -> Blind:
    raise KeyError("weights")


def refuser(_runtime: Runtime) -> Blind:
    raise DetectorUnavailable("no NPU here")


@pytest.fixture
def _plugged(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"blind": "Blind", "thrower": "thrower", "refuser": "refuser", "gone": "nowhere"}
    points = {
        name: EntryPoint(name, f"{__name__}:{attribute}", "bongsu.detectors")
        for name, attribute in names.items()
    }
    monkeypatch.setattr(load, "_plugged", lambda: points)


@pytest.mark.usefixtures("_plugged")
def test_ours_come_first_then_those_plugged_in() -> None:
    assert known_detectors() == ("nanodet-g", "ssdlite", "blind", "gone", "refuser", "thrower")


@pytest.mark.usefixtures("_plugged")
def test_a_plugged_in_detector_is_loaded_by_its_name_and_given_the_runtime() -> None:
    assert load_detector("blind", Runtime(device="NPU")).about.device == "NPU"


def test_an_unknown_name_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(DetectorUnavailable, match="nobody; known: nanodet-g, ssdlite") as refused:
        load_detector("nobody", Runtime())
    assert refused.value.field == "detector"


@pytest.mark.usefixtures("_plugged")
@pytest.mark.parametrize(
    ("name", "why"), [("thrower", "weights"), ("refuser", "no NPU"), ("gone", "nowhere")]
)
def test_one_that_cannot_be_loaded_is_unavailable_and_says_why(name: str, why: str) -> None:
    with pytest.raises(DetectorUnavailable, match=why):
        load_detector(name, Runtime())


def test_without_a_name_the_next_best_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"first": f"{__name__}:refuser", "second": f"{__name__}:Blind"}
    monkeypatch.setattr(load, "_OURS", ours)
    assert load_detector("", Runtime()).about.name == "blind"


def test_when_none_can_run_all_reasons_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"first": f"{__name__}:refuser", "second": f"{__name__}:refuser"}
    monkeypatch.setattr(load, "_OURS", ours)
    with pytest.raises(DetectorUnavailable, match="no NPU here; no NPU here"):
        load_detector("", Runtime())


def test_the_node_s_part_of_it_imports_neither_openvino_nor_opencv() -> None:
    # a process of its own: here both may be loaded already
    modules = "detector, found, load, measured, pinned"
    code = f"""
import sys
from bongsu.monitoring.detectors import {modules}
sys.exit(bool({{"openvino", "cv2"}} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=Path.cwd(), check=False).returncode == 0
