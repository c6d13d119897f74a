"""Zones and lines on a picture: who stands inside, who is on which side, what crosses what. Shares in, no pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
_AT_THE_EDGE = 0.02
"""A corner drawn so near the picture's edge means the edge: nobody can draw nearer by hand."""
_INSIDE = 1e-6


def crossed(a: Point, b: Point, c: Point) -> float:
    """> 0: `c` lies to the right of the way from `a` to `b`, as one sees it on the picture (y grows downwards)."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def do_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the stretches a–b and c–d have a point in common."""
    one, other = crossed(a, b, c), crossed(a, b, d)
    third, fourth = crossed(c, d, a), crossed(c, d, b)
    if one == other == third == fourth == 0:
        return _meet(a, b, c, d, 0) and _meet(a, b, c, d, 1)
    return one * other <= 0 and third * fourth <= 0


def _meet(a: Point, b: Point, c: Point, d: Point, axis: int) -> bool:
    return max(min(a[axis], b[axis]), min(c[axis], d[axis])) <= min(
        max(a[axis], b[axis]), max(c[axis], d[axis])
    )


def area_of(corners: Sequence[Point]) -> float:
    """Share of the picture."""
    twice = 0.0
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        twice += x0 * y1 - x1 * y0
    return abs(twice) / 2


def is_simple(corners: Sequence[Point]) -> bool:
    """A polygon of which no two sides touch, but for neighbours at their corner."""
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    if len(set(corners)) < len(corners):
        return False
    for i, (a, b) in enumerate(sides):
        for j in range(i + 1, len(sides)):
            c, d = sides[j]
            if j == i + 1 or (i == 0 and j == len(sides) - 1):
                shared, before, after = (b, a, d) if j == i + 1 else (a, b, c)
                if _folds(before, shared, after):
                    return False
            elif do_cross(a, b, c, d):
                return False
    return True


def _folds(before: Point, corner: Point, after: Point) -> bool:
    """The way goes back upon itself."""
    (x, y), (x0, y0), (x1, y1) = corner, before, after
    return crossed(before, corner, after) == 0 and (x0 - x) * (x1 - x) + (y0 - y) * (y1 - y) > 0


def _to_edge(share: float) -> float:
    if share <= _AT_THE_EDGE:
        return 0.0
    return 1.0 if share >= 1.0 - _AT_THE_EDGE else share


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a rule looks. Who stands in it is told by the foot, the middle of the box's lower edge: a head may show in front
    of ground far behind. A foot below or beside the picture counts at its edge."""

    sides: tuple[tuple[float, float, float, float], ...]
    """None: the whole picture."""

    def holds(self, foot: Point) -> bool:
        if not self.sides:
            return True
        x = min(max(foot[0], _INSIDE), 1.0 - _INSIDE)
        y = min(max(foot[1], _INSIDE), 1.0 - _INSIDE)
        inside = False
        for x0, y0, x1, y1 in self.sides:
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
        return inside


def zone_of(points: Sequence[Point]) -> Zone:
    corners = [(_to_edge(x), _to_edge(y)) for x, y in points]
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    return Zone(tuple((*one, *other) for one, other in sides))
