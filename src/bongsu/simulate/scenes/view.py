"""Where a point of the street stands in the picture, and solid boxes drawn from there."""

import math
from dataclasses import dataclass

from bongsu.simulate.scenes.canvas import Canvas, Colour, Point, shade

NEAREST_M = 1.0
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A camera on a pole looking down the z axis; x to the right, y up, metres, ground at 0."""

    width: int
    height: int
    pole_m: float
    pitch_deg: float
    hfov_deg: float

    @property
    def focal(self) -> float:
        return self.width / 2 / math.tan(math.radians(self.hfov_deg) / 2)

    @property
    def horizon(self) -> int:
        return round(self.height / 2 - self.focal * math.tan(math.radians(self.pitch_deg)))

    def depth(self, place: Place) -> float:
        pitch = math.radians(self.pitch_deg)
        return place[2] * math.cos(pitch) - (place[1] - self.pole_m) * math.sin(pitch)

    def point(self, place: Place) -> Point:
        pitch = math.radians(self.pitch_deg)
        x, y, z = place
        away = max(NEAREST_M, self.depth(place))
        up = z * math.sin(pitch) + (y - self.pole_m) * math.cos(pitch)
        return self.width / 2 + self.focal * x / away, self.height / 2 - self.focal * up / away

    def size(self, metres: float, place: Place) -> float:
        """How many pixels `metres` are at that place."""
        return self.focal * metres / max(NEAREST_M, self.depth(place))

    def patch(self, canvas: Canvas, places: list[Place], colour: Colour, alpha: float = 1) -> None:
        canvas.polygon([self.point(place) for place in places], colour, alpha)

    def ground(
        self,
        canvas: Canvas,
        x: tuple[float, float],
        z: tuple[float, float],
        colour: Colour,
        alpha: float = 1,
    ) -> None:
        """A rectangle painted on the ground."""
        (x0, x1), (z0, z1) = x, z
        self.patch(canvas, [(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], colour, alpha)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright solid, turned by `heading_deg` (0 looks away from the camera), tapering upwards."""

    x: float
    z: float
    width: float
    length: float
    height: float
    base: float = 0.0
    heading_deg: float = 0.0
    taper: float = 1.0

    def place(self, right: float, up: float, ahead: float) -> Place:
        """A point of the solid; `right` and `ahead` run from -1 to 1, `up` from 0 to 1."""
        turn = math.radians(self.heading_deg)
        slim = 1 + (self.taper - 1) * up
        a, b = right * slim * self.width / 2, ahead * slim * self.length / 2
        x = self.x + a * math.cos(turn) + b * math.sin(turn)
        z = self.z - a * math.sin(turn) + b * math.cos(turn)
        return x, self.base + up * self.height, z

    def face(self, side: str, across: Point = (-1, 1), up: Point = (0, 1)) -> list[Place]:
        """A face or a part of it: `left`, `right`, `front`, `back`; `across` runs from -1 to 1."""
        (a, b), (low, high) = across, up
        corners = ((a, low), (b, low), (b, high), (a, high))
        if side in ("left", "right"):
            edge = -1 if side == "left" else 1
            return [self.place(edge, height, along) for along, height in corners]
        edge = 1 if side == "front" else -1
        return [self.place(along, height, edge) for along, height in corners]

    def top(self) -> list[Place]:
        return [self.place(a, 1, b) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]

    def sees(self, view: View, side: str) -> bool:
        """Whether the camera, at x 0 and z 0, looks at this side."""
        right, ahead = {"left": (-1, 0), "right": (1, 0), "front": (0, 1), "back": (0, -1)}[side]
        x, _, z = self.place(right, 0.5, ahead)
        middle_x, _, middle_z = self.place(0, 0.5, 0)
        return (x - middle_x) * -x + (z - middle_z) * -z > 0

    def draw(self, canvas: Canvas, view: View, colour: Colour, alpha: float = 1) -> None:
        lights = {"left": 0.72, "right": 0.86, "front": 0.95, "back": 0.95}
        for side, light in lights.items():
            if self.sees(view, side):
                view.patch(canvas, self.face(side), shade(colour, light), alpha)
        if view.pole_m > self.base + self.height:
            view.patch(canvas, self.top(), shade(colour, 1.12), alpha)
