"""A crossing with lanes, zebras, signals and offices, as seen from a high corner pole."""

import numpy as np

from bongsu.simulate.scenes.canvas import Canvas, Colour
from bongsu.simulate.scenes.view import Box, View

# The street across runs from z 16 to z 30; the one ahead from x -6 to x 6.
ACROSS_Z = (16.0, 30.0)
AHEAD_X = (-6.0, 6.0)
STOP_X = -9.0
_KERB: Colour = (158, 154, 148)


def background(view: View) -> Canvas:
    canvas = Canvas.blank(view.width, view.height)
    canvas.gradient(0, view.height, (134, 176, 216), (226, 234, 238))
    canvas.gradient(max(0, view.horizon), view.height, (150, 148, 144), (150, 146, 140))
    _skyline(canvas, view)
    _offices(canvas, view)
    view.ground(canvas, (-70, 70), ACROSS_Z, (92, 93, 97))
    view.ground(canvas, AHEAD_X, (4, 120), (94, 95, 99))
    _lines(canvas, view)
    _zebras(canvas, view)
    for x in (-7.4, 7.4):
        for z in (12.0, 33.0):
            _signal(canvas, view, x, z)
    for x in (-30, -22, -14, 14, 22, 30):
        _tree(canvas, view, x, 34)
    grain = np.random.default_rng(3).integers(-4, 5, canvas.pixels.shape[:2])[..., None]
    canvas.pixels[:] = np.clip(canvas.pixels.astype(np.int16) + grain, 0, 255)
    return canvas


def _skyline(canvas: Canvas, view: View) -> None:
    for x, wide, tall, tone in (
        (-28, 18, 30, 182),
        (-11, 12, 44, 176),
        (2, 10, 36, 186),
        (14, 14, 50, 178),
    ):
        block = Box(x, 150, wide, 10, tall)
        view.patch(canvas, block.face("back"), (tone, tone + 5, tone + 12))
        for floor in range(3, tall - 2, 3):
            strip = block.face("back", (-0.85, 0.85), (floor / tall, (floor + 1.3) / tall))
            view.patch(canvas, strip, (tone - 24, tone - 14, tone - 4))


def _offices(canvas: Canvas, view: View) -> None:
    blocks = (
        (-46, 70, 26, 22, (170, 150, 132)),
        (46, 70, 28, 26, (140, 156, 170)),
        (-22, 44, 22, 16, (186, 178, 166)),
        (23, 44, 24, 20, (120, 132, 146)),
        (-54, 44, 30, 12, (152, 104, 84)),
        (56, 44, 30, 14, (176, 168, 150)),
    )
    for x, z, wide, tall, colour in blocks:
        block = Box(x, z, wide, 12, tall)
        block.draw(canvas, view, colour)
        for side in ("back", "left", "right"):
            if block.sees(view, side):
                _glazing(canvas, view, block, side)
        sign = block.face("back", (-0.8, 0.5), (3.1 / tall, 4.3 / tall))
        view.patch(canvas, sign, ((x * 37) % 120 + 90, (x * 13) % 90 + 60, (x * 71) % 130 + 70))


def _glazing(canvas: Canvas, view: View, block: Box, side: str) -> None:
    columns = 3 if side != "back" else 8
    for floor in range(2, int(block.height / 3.1)):
        low = floor * 3.1 / block.height
        for column in range(columns):
            left = -0.92 + column * 1.84 / columns
            span = (left + 0.03, left + 1.84 / columns - 0.03)
            view.patch(
                canvas, block.face(side, span, (low, low + 1.9 / block.height)), (78, 98, 118)
            )


def _lines(canvas: Canvas, view: View) -> None:
    middle = sum(ACROSS_Z) / 2
    for left, right in ((-70, -10.5), (10.5, 70)):
        for z in (middle - 0.25, middle + 0.1):
            view.ground(canvas, (left, right), (z, z + 0.15), (226, 178, 48))
        for z in (middle - 3.5, middle + 3.5):
            for at in range(int(left), int(right), 6):
                view.ground(canvas, (at, at + 3), (z, z + 0.13), (226, 226, 222))
    for near, far in ((4, 11), (35, 118)):
        for x in (-0.2, 0.08):
            view.ground(canvas, (x, x + 0.12), (near, far), (226, 178, 48))
    view.ground(canvas, (STOP_X - 1.6, STOP_X - 1.2), (middle + 0.4, ACROSS_Z[1]), (232, 232, 228))


def _zebras(canvas: Canvas, view: View) -> None:
    for z in np.arange(ACROSS_Z[0] + 0.4, ACROSS_Z[1] - 0.4, 1.0):
        for left in (-9.6, 6.8):
            view.ground(canvas, (left, left + 2.8), (float(z), float(z) + 0.5), (232, 232, 228))
    for x in np.arange(AHEAD_X[0] + 0.3, AHEAD_X[1] - 0.3, 1.0):
        view.ground(canvas, (float(x), float(x) + 0.5), (11.8, 14.8), (232, 232, 228))


def _signal(canvas: Canvas, view: View, x: float, z: float) -> None:
    Box(x, z, 0.2, 0.2, 6).draw(canvas, view, (98, 100, 104))
    inward = -1 if x > 0 else 1
    Box(x + inward * 1.6, z, 3.2, 0.12, 0.14, 5.7).draw(canvas, view, (98, 100, 104))
    head = Box(x + inward * 2.6, z, 1.2, 0.1, 0.4, 5.55)
    head.draw(canvas, view, (40, 42, 44))
    for along, colour in ((-0.6, (86, 34, 30)), (0, (92, 76, 30)), (0.6, (60, 214, 120))):
        lamp = head.face("back", (along - 0.2, along + 0.2), (0.2, 0.8))
        view.patch(canvas, lamp, colour)


def _tree(canvas: Canvas, view: View, x: float, z: float) -> None:
    Box(x, z, 0.3, 0.3, 2.4).draw(canvas, view, (96, 74, 56))
    size = view.size(1.9, (x, 3.6, z))
    for dx, dy, tone in ((-0.4, 3.2, 0), (0.5, 3.4, 14), (0, 4.3, 26)):
        colour = (58 + tone, 104 + tone, 62 + tone)
        canvas.ellipse(view.point((x + dx, dy, z)), (size * 0.8, size * 0.7), colour)
