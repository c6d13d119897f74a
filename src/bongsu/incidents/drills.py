"""Exercises (훈련) that run now, and who has joined them. Kept by `services/drills`; here is only what is asked of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bongsu.kernel.failures import Failure, Kind


class NoSuchDrill(Failure):
    """A message says that it belongs to an exercise, and no such exercise runs for its service now."""

    kind = Kind.REFUSED
    code = "no_such_drill"


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise. `people` have joined; nobody else learns that its incidents exist."""

    drill_id: str
    title: str
    services: frozenset[str]
    starts: datetime
    ends: datetime
    people: frozenset[str] = frozenset()


class DrillBook:
    """Owned by the node's event loop; `keep` after each commit that changes one."""

    def __init__(self) -> None:
        self._drills: dict[str, Drill] = {}

    def keep(self, drills: Iterable[Drill]) -> None:
        self._drills = {one.drill_id: one for one in drills}

    def forget(self, drill_id: str) -> None:
        """It has ended: from this moment on no message begins anything of it."""
        self._drills.pop(drill_id, None)

    def must_run(self, drill_id: str, service: str, now: datetime) -> Drill:
        """Raises `NoSuchDrill`."""
        found = self._drills.get(drill_id)
        if found is None or service not in found.services or not found.starts <= now < found.ends:
            raise NoSuchDrill("No such exercise runs for this service now", field="drill")
        return found

    def joined_by(self, person_id: str) -> frozenset[str]:
        return frozenset(one.drill_id for one in self._drills.values() if person_id in one.people)
