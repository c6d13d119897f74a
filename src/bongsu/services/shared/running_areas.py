"""A port between services: where a disaster runs now, for whoever drives through it. In memory; one tells, others read."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Spot

from bongsu.incidents.area import Area
from bongsu.kernel.geometry import Point, offset_m


@dataclass(frozen=True, slots=True)
class RunningArea:
    """`kind_ko`, `kind_en`: what it is (침수·홍수). Of an exercise only what belongs to it may be told."""

    incident_id: str
    area: Area
    kind_ko: str
    kind_en: str
    drill_id: str | None = None


class RunningAreas:
    """One owner replaces the whole; a reader asks what a way crosses."""

    def __init__(self) -> None:
        self._areas: tuple[RunningArea, ...] = ()

    @property
    def areas(self) -> tuple[RunningArea, ...]:
        return self._areas

    def replace(self, areas: Sequence[RunningArea]) -> bool:
        """Whether anything is another now."""
        fresh = tuple(areas)
        changed = fresh != self._areas
        self._areas = fresh
        return changed

    def crossed(self, way: Sequence[Point], drill_id: str | None = None) -> tuple[RunningArea, ...]:
        """Those that a straight way through these places touches; of one place, those that it lies in."""
        return tuple(
            one for one in self._areas if one.drill_id == drill_id and _meets(one.area, way)
        )


def _meets(area: Area, way: Sequence[Point]) -> bool:
    if not way:
        return False
    origin = way[0]
    ring = Polygon([offset_m(origin, Point(lat, lon)) for lat, lon in area.ring])
    flat = [offset_m(origin, place) for place in way]
    line = LineString(flat) if len(flat) > 1 else Spot(*flat[0])
    return bool(ring.intersects(line))
