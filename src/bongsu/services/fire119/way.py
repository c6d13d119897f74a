"""What an engine is told of its way: it leads through an area where a disaster runs. Pure."""

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Fact, Facts, Reader
from bongsu.kernel.geometry import Point
from bongsu.services.shared.running_areas import RunningAreas

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
        told = [
            _fact("현장", "Scene", one.kind_ko, one.kind_en)
            for one in self.areas.crossed((scene,), incident.drill_id)
        ]
        for unit in incident.responders:
            if unit.lat is None or unit.lon is None:
                continue
            way = (Point(unit.lat, unit.lon), scene)
            told += [
                _fact(f"{unit.unit_id} 경로", f"Way of {unit.unit_id}", one.kind_ko, one.kind_en)
                for one in self.areas.crossed(way, incident.drill_id)
            ]
        return tuple(dict.fromkeys(told))


def _fact(label_ko: str, label_en: str, kind_ko: str, kind_en: str) -> Fact:
    """A straight line, no road: it says where to look, not where to drive."""
    return Fact(
        label_ko=label_ko,
        label_en=label_en,
        value_ko=f"{kind_ko} 구역 경유",
        value_en=f"through an area of {kind_en.lower()}",
        urgent=True,
    )
