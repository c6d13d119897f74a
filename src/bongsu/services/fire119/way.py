"""What an engine is told of its way: it leads through an area where a disaster runs. Pure."""

from collections.abc import Iterable, Sequence
from functools import partial

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Fact, Facts, Reader
from bongsu.kernel.geometry import Point
from bongsu.services.shared.running_areas import RunningArea, RunningAreas

_TOLD = frozenset({Reader.LEAD, Reader.VEHICLE})


class Ways:
    """Bound to the node's areas when the node is put together; before that nothing is known, and nothing told."""

    def __init__(self) -> None:
        self.areas = RunningAreas()

    def facts(self) -> Facts:
        return self._facts

    def _facts(self, incident: Incident, reader: Reader) -> tuple[Fact, ...]:
        if reader not in _TOLD or incident.place is None or not incident.is_open:
            return ()
        scene = Point(incident.place.lat, incident.place.lon)
        crossed = partial(self.areas.crossed, drill_id=incident.drill_id)
        told = [("현장", "Scene", one) for one in crossed((scene,))]
        for unit in incident.responders:
            if unit.lat is None or unit.lon is None:
                continue
            way = (Point(unit.lat, unit.lon), scene)
            whose = f"{unit.unit_id} 경로", f"Way of {unit.unit_id}"
            told += [(*whose, one) for one in crossed(way)]
        return _facts(told)


def _facts(told: Iterable[tuple[str, str, RunningArea]]) -> tuple[Fact, ...]:
    """Several areas of one kind are one line and several places on the map."""
    lines: dict[tuple[str, str, str, str], list[RunningArea]] = {}
    for ko, en, area in told:
        lines.setdefault((ko, en, area.kind_ko, area.kind_en), []).append(area)
    return tuple(_fact(*line, areas) for line, areas in lines.items())


def _fact(
    label_ko: str, label_en: str, kind_ko: str, kind_en: str, areas: Sequence[RunningArea]
) -> Fact:
    """A straight line, no road: it says where to look, not where to drive."""
    return Fact(
        label_ko=label_ko,
        label_en=label_en,
        value_ko=f"{kind_ko} 구역 경유",
        value_en=f"through an area of {kind_en.lower()}",
        urgent=True,
        rings=tuple(tuple((lon, lat) for lat, lon in one.area.ring) for one in areas),
    )
