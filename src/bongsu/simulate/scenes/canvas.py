"""A picture to draw on with NumPy: convex polygons, ellipses, light. Knows no scene."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Colour = tuple[int, int, int]
Point = tuple[float, float]


def shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


@dataclass(slots=True)
class Canvas:
    """Pixels as height × width × RGB; everything is clipped to the picture."""

    pixels: NDArray[np.uint8]

    @classmethod
    def blank(cls, width: int, height: int) -> "Canvas":
        return cls(np.zeros((height, width, 3), np.uint8))

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def copy(self) -> "Canvas":
        return Canvas(self.pixels.copy())

    def gradient(self, top: int, bottom: int, first: Colour, last: Colour) -> None:
        """Rows from `top` to `bottom` run from one colour into the other."""
        top, bottom = max(0, top), min(self.height, bottom)
        if bottom > top:
            share = np.linspace(0, 1, bottom - top)[:, None]
            rows = np.array(first) * (1 - share) + np.array(last) * share
            self.pixels[top:bottom] = rows[:, None, :].astype(np.uint8)

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """A convex polygon in either direction, with soft edges."""
        corners = np.asarray(points, np.float32)
        box = self._box(corners.min(0), corners.max(0))
        if box is None:
            return
        left, top, right, bottom = box
        x = np.arange(left, right, dtype=np.float32)[None, :] + 0.5
        y = np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5
        edges = np.roll(corners, -1, 0) - corners
        area = float((corners[:, 0] * np.roll(corners[:, 1], -1)).sum())
        area -= float((corners[:, 1] * np.roll(corners[:, 0], -1)).sum())
        cover = np.full((bottom - top, right - left), alpha, np.float32)
        for (ax, ay), (ex, ey) in zip(corners, edges, strict=True):
            length = max(1e-6, float(np.hypot(ex, ey))) * (1 if area > 0 else -1)
            distance = (ex * (y - ay) - ey * (x - ax)) / length
            np.minimum(cover, (distance + 0.5) * alpha, out=cover)
        self._blend(box, np.maximum(cover, 0), colour)

    def ellipse(
        self, centre: Point, radii: tuple[float, float], colour: Colour, alpha: float = 1.0
    ) -> None:
        box, distance = self._round(centre, radii)
        if box is not None:
            soft = max(1.0, min(radii))
            self._blend(box, np.clip((1 - distance) * soft, 0, 1) * alpha, colour)

    def glow(self, centre: Point, radii: tuple[float, float], colour: Colour) -> None:
        """Light added on top, fading out to the edge."""
        box, distance = self._round(centre, radii)
        if box is not None:
            left, top, right, bottom = box
            light = np.clip(1 - distance, 0, 1) ** 2
            part = self.pixels[top:bottom, left:right]
            part[:] = np.minimum(part + light[..., None] * np.array(colour, np.float32), 255)

    def stamp(self, x: int, y: int, mask: NDArray[np.bool_], colour: Colour) -> None:
        part = self.pixels[y : y + mask.shape[0], x : x + mask.shape[1]]
        part[mask[: part.shape[0], : part.shape[1]]] = colour

    def _round(
        self, centre: Point, radii: tuple[float, float]
    ) -> tuple[tuple[int, int, int, int] | None, NDArray[np.float32]]:
        (cx, cy), (rx, ry) = centre, radii
        rx, ry = max(rx, 0.5), max(ry, 0.5)
        box = self._box(np.array((cx - rx, cy - ry)), np.array((cx + rx, cy + ry)))
        if box is None:
            return None, np.zeros((0, 0), np.float32)
        left, top, right, bottom = box
        x = (np.arange(left, right, dtype=np.float32)[None, :] + 0.5 - cx) / rx
        y = (np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5 - cy) / ry
        return box, np.sqrt(x * x + y * y).astype(np.float32)

    def _box(
        self, least: NDArray[np.floating], most: NDArray[np.floating]
    ) -> tuple[int, int, int, int] | None:
        left, top = max(0, int(least[0]) - 1), max(0, int(least[1]) - 1)
        right, bottom = min(self.width, int(most[0]) + 2), min(self.height, int(most[1]) + 2)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _blend(
        self, box: tuple[int, int, int, int], cover: NDArray[np.float32], colour: Colour
    ) -> None:
        left, top, right, bottom = box
        part = self.pixels[top:bottom, left:right]
        mix = np.minimum(cover, 1)[..., None]
        part[:] = part + (np.array(colour, np.float32) - part) * mix
