"""Night and rain laid over a drawn picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.simulate.scenes.canvas import Canvas
from bongsu.simulate.scenes.view import View


@dataclass(frozen=True, slots=True)
class Darkness:
    """How much of its colour each pixel keeps (in 256ths), and what shines by itself."""

    kept: NDArray[np.uint16]
    shining: NDArray[np.uint8]

    def lay_over(self, canvas: Canvas) -> None:
        canvas.pixels[:] = (canvas.pixels * self.kept) >> 8
        np.maximum(canvas.pixels, self.shining, out=canvas.pixels)


def darkness(view: View, lamps: tuple[tuple[float, float], ...], shining: Canvas) -> Darkness:
    """Bluish dark with a warm pool under each lamp."""
    pools = Canvas.blank(view.width, view.height)
    pools.pixels[:] = (44, 50, 70)
    for x, z in lamps:
        wide = view.size(6.5, (x, 0, z))
        pools.glow(view.point((x * 0.7, 1.2, z)), (wide, wide * 0.75), (205, 180, 130))
    return Darkness(pools.pixels.astype(np.uint16), shining.pixels)


class Rain:
    """Streaks that fall by a fixed step a frame and come round after `period` frames."""

    def __init__(self, view: View, period: int, drops: int = 420) -> None:
        dice = np.random.default_rng(5)
        self._height, self._period = view.height, max(1, period)
        self._x = dice.integers(0, view.width - 1, drops)
        self._y = dice.integers(0, view.height, drops)
        self._length = dice.integers(view.height // 40 + 2, view.height // 14 + 4, drops)
        # Whole turns per period, so that the loop has no seam.
        self._turns = dice.integers(self._period // 10 + 1, self._period // 7 + 2, drops)

    def lay_over(self, canvas: Canvas, frame: int) -> None:
        fallen = (frame % self._period) * self._turns * self._height // self._period
        tops = (self._y + fallen) % self._height
        for x, top, length in zip(self._x, tops, self._length, strict=True):
            part = canvas.pixels[top : top + length, x]
            part += (255 - part) // 3


def overcast(canvas: Canvas, view: View) -> Canvas:
    """A wet, grey version of a bright picture, with a sheen on the ground."""
    pixels = canvas.pixels.astype(np.float32)
    grey = pixels.mean(axis=2, keepdims=True)
    pixels = (pixels * 0.45 + grey * 0.55) * np.array((0.66, 0.7, 0.76), np.float32)
    wet = Canvas(np.clip(pixels, 0, 255).astype(np.uint8))
    for x, z, spread in ((-1.2, 7.5, 1.3), (1.4, 10.5, 0.9), (-0.4, 20, 1.6), (1.1, 29, 1.2)):
        wide = view.size(spread, (x, 0, z))
        wet.ellipse(view.point((x, 0, z)), (wide, wide * 0.28), (148, 158, 170), 0.45)
    return wet
