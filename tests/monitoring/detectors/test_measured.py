"""Figures of our clips are kept by the digest of the weights that made them."""

from pathlib import Path

import msgspec
import pytest

from bongsu.monitoring.detectors.measured import Measured, measured, note
from bongsu.monitoring.detectors.pinned import NANODET, SSDLITE, Pinned

ONE = Measured(
    detector="a",
    digest="d1",
    clip="street.mp4",
    input="498×280",
    precision_of_numbers="f32",
    pictures=10,
    every=1,
    ap50=0.9,
    precision=0.8,
    recall=0.7,
    least_score=0.4,
    mota=None,
    idf1=0.5,
    cpu_ms=9.0,
    build="0.2.0",
)


def test_a_note_is_found_by_its_digest_alone(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    other = msgspec.structs.replace(ONE, digest="d2")
    note(ONE, file)
    note(other, file)
    assert measured("d1", file) == (ONE,)
    assert measured("d2", file) == (other,)
    assert measured("d3", file) == ()


def test_a_later_note_of_the_same_clip_takes_the_place_of_the_older(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    later = msgspec.structs.replace(ONE, ap50=0.95, build="0.3.0")
    note(ONE, file)
    note(later, file)
    assert measured("d1", file) == (later,)


def test_clips_and_numbers_are_kept_apart_in_order(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    others = [
        msgspec.structs.replace(ONE, precision_of_numbers="bf16"),
        msgspec.structs.replace(ONE, clip="alley.mp4"),
    ]
    for each in (ONE, *others):
        note(each, file)
    kept = [(one.clip, one.precision_of_numbers) for one in measured("d1", file)]
    assert kept == [("alley.mp4", "f32"), ("street.mp4", "bf16"), ("street.mp4", "f32")]


@pytest.mark.parametrize("pinned", [NANODET, SSDLITE], ids=lambda each: each.name)
def test_what_is_deployed_was_measured_on_two_clips(pinned: Pinned) -> None:
    kept = measured(pinned.digest)
    assert {one.clip for one in kept} == {"TUD-Campus.mp4", "vtest_h264_native.mp4"}


def test_the_default_detector_reaches_what_was_promised() -> None:
    for one in measured(NANODET.digest):
        assert one.ap50 >= (0.9 if one.clip.startswith("vtest") else 0.8), one
