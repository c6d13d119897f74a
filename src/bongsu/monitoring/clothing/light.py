"""In what light a picture was taken: infrared shows no colour, lamps tint everything, dusk darkens white to grey."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.clothing.colour import to_lab

_EVERY = 4
"""Of the picture's rows and columns one in so many is looked at."""
_INFRARED_CHROMA = 3.0
"""No camera by day is so grey: its sky, walls and skin have more."""
_MOST_TINT = 14.0
_MOST_LIFT = 1.25
"""More would make white of the grey of a street on which nothing is bright."""
_TO_LIGHT = 88.0


@dataclass(frozen=True, slots=True)
class Light:
    """`tint`: what to take from a and b; `lift`: by what to multiply L."""

    tint: tuple[float, float] = (0.0, 0.0)
    lift: float = 1.0
    is_infrared: bool = False

    @staticmethod
    def of(pixels: NDArray[np.uint8]) -> "Light":
        """`pixels`: (h, w, 3) RGB. The colour of most of the picture is taken for the lamp's, half of it."""
        lab = to_lab(pixels[::_EVERY, ::_EVERY]).reshape(-1, 3)
        if len(lab) == 0:
            return _INFRARED
        chroma = np.hypot(lab[:, 1], lab[:, 2])
        if float(np.quantile(chroma, 0.97)) < _INFRARED_CHROMA:
            return _INFRARED
        pale = lab[chroma <= np.quantile(chroma, 0.5)]
        a, b = (
            float(np.clip(np.median(pale[:, at]) / 2, -_MOST_TINT, _MOST_TINT)) for at in (1, 2)
        )
        brightest = max(float(np.quantile(lab[:, 0], 0.97)), 1.0)
        return Light((a, b), float(np.clip(_TO_LIGHT / brightest, 1.0, _MOST_LIFT)))

    def shown(self, lab: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, 3) as by day."""
        a, b = self.tint
        day = lab - np.array([0.0, a, b], np.float32)
        day[:, 0] = np.minimum(day[:, 0] * self.lift, 100.0)
        return day


_INFRARED = Light(is_infrared=True)
