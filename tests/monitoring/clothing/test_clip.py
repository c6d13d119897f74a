"""The labelled people of the campus clip, at the width that the detector sees: one clip by day, a floor and no promise."""

from collections.abc import Mapping
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bongsu.monitoring.clothing.clothes import clothes_of
from bongsu.monitoring.clothing.colour import COLOURS
from bongsu.monitoring.clothing.light import Light
from tests.monitoring.clothing.people import LABELLED

WIDE, HIGH = 416, 312
NATIVE = (768, 576)
LAST = 240


def boxes(truth: Path) -> Mapping[tuple[int, int], tuple[float, ...]]:
    found = {}
    for line in truth.read_text().splitlines():
        number, who, left, top, wide, high = (float(part) for part in line.split(",")[:6])
        box = (left / NATIVE[0], top / NATIVE[1], wide / NATIVE[0], high / NATIVE[1])
        found[(int(number) - 1, int(who))] = box
    return found


def pictures(clip: Path) -> Mapping[int, NDArray[np.uint8]]:
    wanted, found = {at for at, _ in LABELLED if at <= LAST}, {}
    with av.open(str(clip)) as container:
        for at, frame in enumerate(container.decode(video=0)):
            if at > LAST:
                break
            if at in wanted:
                shown = frame.reformat(WIDE, HIGH, "rgb24", interpolation="AREA")
                found[at] = shown.to_ndarray().astype(np.uint8)
    return found


@pytest.mark.shared
def test_nine_of_ten_halves_are_named_as_a_person_would(shared: Path) -> None:
    truth = boxes(shared / "clips" / "PETS09-S2L1.gt.txt")
    shown = pictures(shared / "clips" / "vtest_h264_native.mp4")
    right = asked = 0
    for (at, who), labels in LABELLED.items():
        if at not in shown:
            continue
        left, top, wide, high = truth[(at, who)]
        box = (left, top, left + wide, top + high)
        seen = clothes_of(shown[at], box, Light.of(shown[at]))
        for shares, words in zip((seen.upper, seen.lower), labels, strict=True):
            assert shares is not None
            asked += 1
            right += COLOURS[int(np.argmax(shares))] in words
    assert asked == 20
    assert right >= 18, f"{right} of {asked}"
