"""A picture is made smaller without being squashed, and never larger."""

import numpy as np
import pytest

from bongsu.monitoring.detectors.letterbox import Fit, fit, resized


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((1280, 720), Fit(498, 280, 512, 288)),
        ((1920, 1080), Fit(498, 280, 512, 288)),
        ((3840, 2160), Fit(498, 280, 512, 288)),
        ((768, 576), Fit(373, 280, 384, 288)),
        ((640, 480), Fit(373, 280, 384, 288)),
        ((1080, 1920), Fit(158, 280, 160, 288)),
        ((320, 240), Fit(320, 240, 320, 256)),
        ((16, 16), Fit(16, 16, 32, 32)),
        ((4000, 10), Fit(512, 1, 512, 32)),
    ],
)
def test_each_shape_is_fitted(size: tuple[int, int], fitted: Fit) -> None:
    assert fit(*size, (512, 280), 32) == fitted


def test_a_picture_that_fits_is_not_copied() -> None:
    picture = np.zeros((280, 498, 3), np.uint8)
    assert resized(picture, 498, 280) is picture


def test_a_larger_one_is_averaged() -> None:
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[::2] = 200
    assert resized(picture, 2, 2).tolist() == [[[100] * 3] * 2] * 2
