"""`bongsu monitor evaluate`: one object on standard output, a sentence for every wrong file, and never a trace."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bongsu.cli import monitor
from bongsu.monitoring.detectors.detector import Runtime
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.detectors.measured import Measured
from tests.cli.called import Call
from tests.monitoring.evaluate.clips import Pixels, SeesWhite, square_at, write_clip

NAMES = [
    "ap50",
    "precision",
    "recall",
    "mota",
    "idf1",
    "cpu_per_picture",
    "people_per_picture",
]


def seeing(_name: str, _runtime: Runtime) -> SeesWhite:
    return SeesWhite()


@pytest.fixture(autouse=True)
def _detector(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(monitor, "load_detector", seeing)
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "walk.mp4", [square_at(16 + 4 * at) for at in range(9)])


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    file = tmp_path / "gt.txt"
    file.write_text("\n".join(f"{at + 1},1,{17 + 4 * at},25,16,48,1" for at in range(9)))
    return file


def test_a_clip_with_truth_gives_every_figure(call: Call, clip: Path, truth: Path) -> None:
    said = call("monitor", "evaluate", str(clip), "--truth", str(truth), "--json")
    assert said.code == 0
    report = json.loads(said.out)
    assert report["bench"] == "monitor evaluate"
    assert report["machine"]["amx"] in {"yes", "no"}
    figures = {each["name"]: each for each in report["figures"]}
    assert list(figures) == NAMES
    assert [figures[name]["value"] for name in NAMES[:3]] == [1.0, 1.0, 1.0]
    assert all(each["value"] is not None for each in figures.values())
    beside = figures["ap50"]["beside"]
    assert (beside["detector"], beside["input_width"], beside["input_height"]) == (
        "sees-white",
        160,
        96,
    )
    assert (beside["pictures"], beside["every"], beside["precision"]) == (9, 1, "f32")


def test_without_truth_people_are_counted_and_the_rest_says_why(call: Call, clip: Path) -> None:
    said = call("monitor", "evaluate", str(clip), "--every", "2", "--json")
    figures = {each["name"]: each for each in json.loads(said.out)["figures"]}
    assert figures["people_per_picture"]["value"] == 1.0
    assert figures["people_per_picture"]["beside"]["pictures"] == 5
    for name in NAMES[:5]:
        assert (figures[name]["value"], figures[name]["why"]) == (None, "no truth was given")


def test_for_people_it_is_a_line_a_figure(call: Call, clip: Path, truth: Path) -> None:
    said = call("monitor", "evaluate", str(clip), "--truth", str(truth))
    assert [line.split()[0] for line in said.out.splitlines()] == NAMES
    assert "ap50                 1" in said.out
    assert "detector sees-white" in said.err


def test_truth_of_a_longer_clip_is_refused(call: Call, clip: Path, truth: Path) -> None:
    truth.write_text(truth.read_text() + "\n99,1,1,1,5,5,1")
    said = call("monitor", "evaluate", str(clip), "--truth", str(truth), "--json")
    assert (said.code, said.out) == (2, "")
    assert "the truth goes to picture 99, the clip has 9" in said.err


def test_truth_of_a_shorter_clip_is_remarked_on(call: Call, clip: Path, truth: Path) -> None:
    truth.write_text(truth.read_text().splitlines()[0])
    said = call("monitor", "evaluate", str(clip), "--truth", str(truth), "--json")
    assert said.code == 0
    assert "the truth ends at picture 1, the clip at 9" in said.err


def test_a_bad_row_of_truth_is_named(call: Call, clip: Path, truth: Path) -> None:
    truth.write_text("1,1,1,1,-5,5,1")
    said = call("monitor", "evaluate", str(clip), "--truth", str(truth))
    assert (said.code, said.out) == (2, "")
    assert "[row 1, width]" in said.err


def test_what_is_no_video_is_named_without_a_trace(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"nothing of that kind")
    said = call("monitor", "evaluate", str(file), "--json")
    assert (said.code, said.out) == (2, "")
    assert "CLIP" in said.err
    assert "clip.mp4" in said.err
    assert "Traceback" not in said.err


def test_a_note_is_kept_for_the_console(
    call: Call, clip: Path, truth: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Measured] = []
    monkeypatch.setattr(monitor, "keep_note", kept.append)
    call("monitor", "evaluate", str(clip), "--truth", str(truth), "--note")
    (one,) = kept
    assert (one.detector, one.clip, one.input) == ("sees-white", "walk.mp4", "160×96")
    assert (one.ap50, one.pictures, one.every) == (1.0, 9, 1)


class AskedToEnd(SeesWhite):
    """Somebody presses ^C, or a supervisor ends it, at the third picture."""

    def __init__(self, number: signal.Signals) -> None:
        self._number = number
        self._seen = count(1)

    def find(self, picture: Pixels) -> Found:
        if next(self._seen) == 3:
            os.kill(os.getpid(), self._number)
        return super().find(picture)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(
    call: Call, clip: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(monitor, "load_detector", lambda *_: AskedToEnd(number))
    said = call("monitor", "evaluate", str(clip), "--json")
    assert (said.code, said.out) == (130, "")
    assert "Traceback" not in said.err


def test_help_loads_neither_openvino_nor_opencv() -> None:
    code = """
import sys
from bongsu.cli.main import cli
cli(["--help"], standalone_mode=False)
sys.exit(bool({"openvino", "cv2", "av"} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert ran.returncode == 0
    assert b"monitor" in ran.stdout
