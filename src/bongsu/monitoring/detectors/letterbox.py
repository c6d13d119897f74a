"""Pictures fitted into a detector's input without being squashed (a squashed person is found half as often)."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

GREY = 114
"""What lies beside the picture, as in training."""


@dataclass(frozen=True, slots=True)
class Fit:
    """`width`, `height`: of the picture within the input; `input_width`, `input_height`: what the network takes."""

    width: int
    height: int
    input_width: int
    input_height: int


def fit(width: int, height: int, within: tuple[int, int], step: int) -> Fit:
    """Smaller where it must be, never larger; the input is filled up to a multiple of `step`."""
    share = min(within[0] / width, within[1] / height, 1.0)
    small = max(round(width * share), 1), max(round(height * share), 1)
    return Fit(*small, *(-(-side // step) * step for side in small))


def resized(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    if picture.shape[1] == width and picture.shape[0] == height:
        return picture
    made: NDArray[np.uint8] = cv2.resize(
        picture, (width, height), interpolation=cv2.INTER_AREA
    ).astype(np.uint8, copy=False)
    return made
