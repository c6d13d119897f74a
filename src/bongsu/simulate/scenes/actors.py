"""Who moves through a scene: people who walk and vehicles that drive, each on a timetable of the loop."""

import math
from dataclasses import dataclass
from typing import Protocol

from bongsu.simulate.scenes.canvas import Canvas, Colour, Point, shade
from bongsu.simulate.scenes.view import NEAREST_M, Box, Place, View

SKIN: Colour = (206, 164, 136)
GLASS: Colour = (44, 54, 66)
Ground = tuple[float, float]
_FADE_S = 0.4


@dataclass(frozen=True, slots=True)
class Route:
    """Timed points on the ground; before the first and after the last there is nobody."""

    stops: tuple[tuple[float, Ground], ...]

    def at(self, t: float) -> Ground | None:
        for (t0, (x0, z0)), (t1, (x1, z1)) in zip(self.stops, self.stops[1:], strict=False):
            if t0 <= t <= t1:
                share = (t - t0) / (t1 - t0)
                return x0 + (x1 - x0) * share, z0 + (z1 - z0) * share
        return None

    def presence(self, t: float) -> float:
        """People come out of doors: they fade in and out."""
        begin, end = self.stops[0][0], self.stops[-1][0]
        return max(0.0, min(1.0, (t - begin) / _FADE_S, (end - t) / _FADE_S))


class Actor(Protocol):
    """Drawn from far to near."""

    @property
    def route(self) -> Route: ...

    def draw(self, canvas: Canvas, view: View, t: float) -> None: ...

    def shine(self, canvas: Canvas, view: View, t: float) -> None:
        """Light of its own, drawn after darkness."""
        ...


@dataclass(frozen=True, slots=True)
class Walker:
    route: Route
    coat: Colour
    trousers: Colour
    tall_m: float = 1.7
    umbrella: Colour | None = None

    def draw(self, canvas: Canvas, view: View, t: float) -> None:
        ground = self.route.at(t)
        if ground is None:
            return
        x, z = ground
        unit = view.size(self.tall_m, (x, 1, z))
        px, py = view.point((x, 0, z))
        seen = self.route.presence(t)
        canvas.ellipse((px + unit * 0.08, py), (unit * 0.24, unit * 0.07), (20, 20, 24), 0.4 * seen)
        self._legs(canvas, (px, py), unit, math.sin(t * math.tau), seen)
        self._body(canvas, (px, py), unit, math.sin(t * math.tau), seen)
        if self.umbrella:
            canvas.ellipse(
                (px, py - unit * 1.08), (unit * 0.34, unit * 0.15), self.umbrella, 0.95 * seen
            )

    def _legs(self, canvas: Canvas, foot: Point, unit: float, swing: float, seen: float) -> None:
        px, py = foot
        for side, step in ((-1, swing), (1, -swing)):
            hip, toe = px + side * unit * 0.045, px + side * unit * 0.05 + step * unit * 0.09
            lift = py - max(0.0, step) * unit * 0.04
            wide = unit * 0.045
            leg = [
                (hip - wide, py - unit * 0.48),
                (hip + wide, py - unit * 0.48),
                (toe + wide, lift),
                (toe - wide, lift),
            ]
            canvas.polygon(leg, shade(self.trousers, 0.9 + 0.1 * side), seen)

    def _body(self, canvas: Canvas, foot: Point, unit: float, swing: float, seen: float) -> None:
        px, py = foot
        for side in (-1, 1):
            hand = px + side * unit * 0.15 - side * swing * unit * 0.05
            arm = [
                (px + side * unit * 0.11, py - unit * 0.8),
                (px + side * unit * 0.16, py - unit * 0.78),
                (hand + side * unit * 0.02, py - unit * 0.46),
                (hand - side * unit * 0.03, py - unit * 0.46),
            ]
            canvas.polygon(arm, shade(self.coat, 0.8), seen)
        torso = [
            (px - unit * 0.12, py - unit * 0.83),
            (px + unit * 0.12, py - unit * 0.83),
            (px + unit * 0.1, py - unit * 0.44),
            (px - unit * 0.1, py - unit * 0.44),
        ]
        canvas.polygon(torso, self.coat, seen)
        canvas.ellipse((px, py - unit * 0.91), (unit * 0.065, unit * 0.085), SKIN, seen)
        canvas.ellipse((px, py - unit * 0.95), (unit * 0.068, unit * 0.055), (38, 32, 30), seen)

    def shine(self, canvas: Canvas, view: View, t: float) -> None:
        return


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A car, van or bus as two solids with wheels and lamps."""

    route: Route
    paint: Colour
    heading_deg: float
    width: float = 1.8
    length: float = 4.4
    height: float = 1.45

    def _solids(self, t: float) -> tuple[Box, Box] | None:
        ground = self.route.at(t)
        if ground is None:
            return None
        x, z = ground
        turn = self.heading_deg
        is_tall = self.height > 1.8
        waist = self.height * (0.42 if is_tall else 0.5)
        cabin_m = self.length * (0.99 if is_tall else 0.58)
        body = Box(x, z, self.width, self.length, waist, 0.28, turn)
        cabin = Box(
            x, z, self.width * 0.94, cabin_m, self.height - waist, 0.28 + waist, turn,
            0.97 if is_tall else 0.8,
        )  # fmt: skip
        return body, cabin

    def draw(self, canvas: Canvas, view: View, t: float) -> None:
        solids = self._solids(t)
        if solids is None or _is_too_near(view, solids[0]):
            return
        body, cabin = solids
        shadow = Box(body.x, body.z, self.width * 1.15, self.length * 1.05, 0, 0, self.heading_deg)
        view.patch(canvas, shadow.top(), (16, 16, 20), 0.5)
        body.draw(canvas, view, self.paint)
        self._wheels(canvas, view, body)
        cabin.draw(canvas, view, self.paint)
        for side in ("left", "right", "front", "back"):
            if cabin.sees(view, side):
                view.patch(canvas, cabin.face(side, (-0.9, 0.9), (0.12, 0.88)), GLASS)
        for side, across, colour in _LAMPS:
            if body.sees(view, side):
                view.patch(canvas, body.face(side, across, (0.45, 0.8)), colour)

    def _wheels(self, canvas: Canvas, view: View, body: Box) -> None:
        for side in ("left", "right"):
            if body.sees(view, side):
                for along in (-0.62, 0.62):
                    view.patch(canvas, _wheel(body, side, along, 0.34), (22, 22, 24))
                    view.patch(canvas, _wheel(body, side, along, 0.17), (120, 122, 126))

    def shine(self, canvas: Canvas, view: View, t: float) -> None:
        solids = self._solids(t)
        if solids is None or _is_too_near(view, solids[0]):
            return
        body = solids[0]
        pool = view.point(body.place(0, 0, 2.4))
        if body.sees(view, "front"):
            wide = view.size(2.2, body.place(0, 0, 2))
            canvas.glow(pool, (wide * 1.3, wide * 0.8), (120, 112, 84))
        for side, across, colour in _LAMPS:
            if body.sees(view, side):
                end = 1 if side == "front" else -1
                place = body.place(sum(across) / 2, 0.6, end)
                spread = view.size(0.9 if side == "front" else 0.45, place)
                canvas.glow(view.point(place), (spread, spread), colour)


_LAMPS: tuple[tuple[str, Point, Colour], ...] = (
    ("front", (-0.95, -0.6), (255, 246, 214)),
    ("front", (0.6, 0.95), (255, 246, 214)),
    ("back", (-0.95, -0.65), (214, 32, 28)),
    ("back", (0.65, 0.95), (214, 32, 28)),
)


def _wheel(body: Box, side: str, along: float, radius_m: float) -> list[Place]:
    edge = -1.01 if side == "left" else 1.01
    rim: list[Place] = []
    for step in range(12):
        angle = step * math.tau / 12
        ahead = along + math.cos(angle) * radius_m * 2 / body.length
        x, _, z = body.place(edge, 0, ahead)
        rim.append((x, 0.34 + math.sin(angle) * radius_m, z))
    return rim


def _is_too_near(view: View, body: Box) -> bool:
    corners: list[Place] = [body.place(a, 1, b) for a in (-1, 1) for b in (-1, 1)]
    return any(view.depth(corner) < NEAREST_M for corner in corners)


def far_to_near(actors: tuple[Actor, ...], t: float) -> list[Actor]:
    """Only who is there at `t`, the farthest first."""
    present = [(ground[1], actor) for actor in actors if (ground := actor.route.at(t)) is not None]
    return [actor for _, actor in sorted(present, key=lambda pair: -pair[0])]
