"""A narrow residential street between brick houses, as seen from a pole at its mouth."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from bongsu.simulate.scenes.canvas import Canvas, Colour, shade
from bongsu.simulate.scenes.view import Box, Place, View

WALL_X = 3.9
LAMPS = ((-3.4, 10.0), (3.4, 21.0), (-3.4, 36.0))
_FLOOR_M = 2.8
# From, to, floors, colour: the left side, then the right.
_HOUSES: tuple[tuple[int, tuple[tuple[float, float, int, Colour], ...]], ...] = (
    (
        -1,
        (
            (3.4, 13, 3, (150, 92, 74)),
            (14, 24, 4, (178, 160, 138)),
            (25, 38, 3, (134, 84, 70)),
            (39, 62, 5, (170, 168, 164)),
        ),
    ),
    (
        1,
        (
            (3.4, 11, 3, (186, 174, 152)),
            (12.5, 26, 4, (142, 88, 72)),
            (27, 36, 2, (160, 132, 108)),
            (37, 62, 4, (150, 96, 80)),
        ),
    ),
)


def background(view: View) -> Canvas:
    canvas = Canvas.blank(view.width, view.height)
    canvas.gradient(0, view.height, (120, 168, 214), (222, 232, 238))
    canvas.gradient(max(0, view.horizon), view.height, (132, 132, 134), (98, 98, 102))
    _ground(canvas, view)
    _skyline(canvas, view)
    for side, houses in _HOUSES:
        for house in reversed(houses):
            _house(canvas, view, side, house)
    _shop(canvas, view)
    _poles(canvas, view)
    grain = np.random.default_rng(7).integers(-5, 6, canvas.pixels.shape[:2])[..., None]
    canvas.pixels[:] = np.clip(canvas.pixels.astype(np.int16) + grain, 0, 255)
    return canvas


def lit_windows(view: View) -> Canvas:
    """What shines at night: some windows, the shop and the lamp heads, on black."""
    canvas = Canvas.blank(view.width, view.height)
    dice = np.random.default_rng(11)
    for side, houses in _HOUSES:
        for begin, end, floors, _ in houses:
            for pane in _windows(side, begin, end, floors):
                if dice.random() < 0.3:
                    warm = (236, 202, 132) if dice.random() < 0.7 else (190, 214, 226)
                    view.patch(canvas, pane, warm, 0.85)
    _shop(canvas, view)
    for x, z in LAMPS:
        centre = view.point((x * 0.8, 5.2, z))
        size = view.size(0.9, (x, 5.2, z))
        canvas.glow(centre, (size, size), (255, 226, 160))
    return canvas


def _ground(canvas: Canvas, view: View) -> None:
    view.ground(canvas, (-WALL_X, -3.0), (2, 62), (146, 142, 136))
    view.ground(canvas, (3.0, WALL_X), (2, 62), (146, 142, 136))
    for x in (-2.9, 2.8):
        view.ground(canvas, (x, x + 0.1), (2, 62), (224, 222, 214))
    # A school zone's red surface, with its zebra.
    view.ground(canvas, (-2.8, 2.8), (11.5, 17.5), (148, 70, 62), 0.75)
    for bar in range(6):
        left = -2.6 + bar * 0.95
        view.ground(canvas, (left, left + 0.5), (13, 16), (228, 226, 220), 0.9)
    for x, z, wide in ((-0.6, 7.4, 0.7), (1.3, 23, 0.7), (-1.2, 31, 0.7)):
        view.ground(canvas, (x, x + wide), (z, z + wide), (76, 76, 80))


def _skyline(canvas: Canvas, view: View) -> None:
    for x, wide, tall, tone in (
        (-16, 9, 34, 172),
        (-5, 7, 46, 182),
        (3, 8, 40, 176),
        (13, 10, 30, 168),
    ):
        block = Box(x, 130, wide, 10, tall)
        view.patch(canvas, block.face("back"), (tone, tone + 6, tone + 12))
        for floor in range(4, tall - 2, 3):
            strip = block.face("back", (-0.85, 0.85), (floor / tall, (floor + 1.2) / tall))
            view.patch(canvas, strip, (tone - 26, tone - 16, tone - 6))


def _house(canvas: Canvas, view: View, side: int, house: tuple[float, float, int, Colour]) -> None:
    begin, end, floors, colour = house
    tall, x = floors * _FLOOR_M, side * WALL_X
    outer = side * (WALL_X + 12)
    front: list[Place] = [(x, 0, begin), (outer, 0, begin), (outer, tall, begin), (x, tall, begin)]
    view.patch(canvas, front, shade(colour, 1.06 if side > 0 else 0.8))
    view.patch(canvas, _wall(x, begin, end, 0, tall), shade(colour, 0.98 if side < 0 else 0.78))
    view.patch(canvas, _wall(x, begin, end, 0, 0.7), shade(colour, 0.55))
    for floor in range(1, floors + 1):
        ledge = _wall(x, begin, end, floor * _FLOOR_M - 0.14, floor * _FLOOR_M)
        view.patch(canvas, ledge, shade(colour, 1.22))
    for pane in _windows(side, begin, end, floors):
        view.patch(canvas, pane, (214, 214, 208))
        view.patch(canvas, _inset(pane), (70, 88, 106))
    door = begin + (end - begin) * 0.5
    view.patch(canvas, _wall(x, door - 0.6, door + 0.6, 0, 2.1), (62, 70, 66))


def _wall(x: float, begin: float, end: float, low: float, high: float) -> list[Place]:
    return [(x, low, begin), (x, low, end), (x, high, end), (x, high, begin)]


def _windows(side: int, begin: float, end: float, floors: int) -> Iterator[list[Place]]:
    count = max(1, int((end - begin) / 2.6))
    pitch = (end - begin) / count
    for floor in range(1, floors):
        for index in range(count):
            at = begin + (index + 0.5) * pitch
            low = floor * _FLOOR_M + 0.8
            yield _wall(side * WALL_X, at - 0.7, at + 0.7, low, low + 1.3)


def _inset(pane: list[Place]) -> list[Place]:
    (x, low, begin), (_, _, end), (_, high, _), _ = pane
    return _wall(x, begin + 0.12, end - 0.12, low + 0.12, high - 0.12)


def _shop(canvas: Canvas, view: View) -> None:
    """A convenience store's bright front and sign band on the right."""
    view.patch(canvas, _wall(WALL_X, 14, 19.5, 0.3, 2.3), (214, 226, 222))
    for at in (15.3, 16.7, 18.1):
        view.patch(canvas, _wall(WALL_X, at, at + 0.12, 0.3, 2.3), (96, 108, 110))
    view.patch(canvas, _wall(WALL_X - 0.1, 13.8, 19.7, 2.4, 3.1), (42, 138, 92))
    view.patch(canvas, _wall(WALL_X - 0.12, 13.8, 19.7, 2.65, 2.85), (240, 240, 236))


def _poles(canvas: Canvas, view: View) -> None:
    for x, z in reversed(LAMPS):
        Box(x, z, 0.22, 0.22, 7.4).draw(canvas, view, (112, 112, 110))
        arm: list[Place] = [(x, 5.3, z), (x * 0.75, 5.3, z), (x * 0.75, 5.2, z), (x, 5.2, z)]
        view.patch(canvas, arm, (92, 92, 94))
    for x, far_x in ((-3.4, 3.4), (3.4, -3.4), (-3.4, -3.4)):
        for height in (6.6, 6.9, 7.2):
            _wire(canvas, view, (x, height, 7), (far_x, height - 0.2, 36))


def _wire(canvas: Canvas, view: View, first: Place, last: Place) -> None:
    points = []
    for step in range(13):
        share = step / 12
        x, y, z = (a + (b - a) * share for a, b in zip(first, last, strict=True))
        points.append(view.point((x, y - 4 * 0.5 * share * (1 - share), z)))
    for (x0, y0), (x1, y1) in pairwise(points):
        canvas.polygon([(x0, y0), (x1, y1), (x1, y1 + 1.2), (x0, y0 + 1.2)], (52, 54, 58), 0.9)
