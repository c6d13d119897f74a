"""The picture of a moment: small, true in colour, and nothing drawn on it."""

import cv2
import numpy as np
import pytest

from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.worker.still import LONGEST_SIDE, MOST_BYTES, still


def frame(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Frame:
    height, width = pixels.shape[:2]
    return Frame(
        "c", 0.0, is_key=True, width=width, height=height, pixels=pixels, grey=pixels[..., 0]
    )


def test_its_colours_are_the_pictures() -> None:
    red = np.zeros((120, 160, 3), np.uint8)
    red[..., 0] = 200
    read = cv2.imdecode(np.frombuffer(still(frame(red)), np.uint8), cv2.IMREAD_COLOR)
    assert read is not None
    blue, green, told = read[60, 80].tolist()
    assert (blue < 30, green < 30, 180 < told < 220) == (True, True, True)


@pytest.mark.parametrize("size", [(90, 160), (720, 1280), (2160, 3840)])
def test_it_is_never_larger_than_an_operator_needs(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (*size, 3), np.uint8)
    data = still(frame(noise))
    assert len(data) <= MOST_BYTES
    if data:
        read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert read is not None
        assert max(read.shape[:2]) <= LONGEST_SIDE
        assert read.shape[1] / read.shape[0] == pytest.approx(size[1] / size[0], rel=0.02)
