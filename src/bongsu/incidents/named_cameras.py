"""Cameras that a service names for an incident before the nearest ones: a protected person's home, told by nobody else.

A service tells the book whom to ask; the question runs in the lending's own transaction, and exercises name nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.choose import Choice, Chooser, Wanted
from bongsu.incidents.incident import Incident
from bongsu.kernel.database import Work
from bongsu.kernel.geometry import Point, distance_m
from bongsu.sharing.grants import Grant, LentCamera

# of an incident, the cameras for one organisation
Naming = Callable[[Work, Incident, str], Awaitable[tuple[str, ...]]]
WHY_KO, WHY_EN = "경찰이 지정한 카메라", "named by the police"


@dataclass(frozen=True, slots=True)
class NamedCameras:
    """By service; of most services nothing is named."""

    asked: dict[str, Naming] = field(default_factory=dict)

    async def of(self, work: Work, incident: Incident, organisation: str) -> tuple[str, ...]:
        """What another centre asks us for, a test and an exercise name nothing."""
        naming = self.asked.get(incident.service)
        is_real = incident.drill_id is None and not incident.exercise and incident.origin is None
        return await naming(work, incident, organisation) if naming and is_real else ()


def with_named(chooser: Chooser, wanted: Wanted, named: tuple[str, ...]) -> Choice:
    """The named ones first, then what the chooser finds, together no more than the clause allows."""
    choice = chooser.choose(wanted)
    first = [one for one in named if _may_be_lent(chooser, wanted, one)]
    if not first:
        return choice
    rest = [one for one in choice.cameras if one.camera_id not in first]
    lent = [*(_lent(chooser, wanted, one) for one in first), *rest]
    ranked = (replace(one, rank=rank) for rank, one in enumerate(lent[: wanted.limit], 1))
    return Choice(tuple(ranked), choice.other_purpose)


def _may_be_lent(chooser: Chooser, wanted: Wanted, camera_id: str) -> bool:
    """Named or not, a camera serves the purpose that it was put up for (PIPA art. 25), and is our own."""
    facts = chooser.facts(camera_id)
    return (
        facts is not None
        and facts.purpose in wanted.purposes
        and not facts.owner
        and facts.reserved_for in ("", wanted.service)
        and camera_id not in wanted.barred
        and chooser.state_of(camera_id)[0] != "dead"
    )


def _lent(chooser: Chooser, wanted: Wanted, camera_id: str) -> LentCamera:
    facts = chooser.facts(camera_id)
    assert facts is not None
    away_m = distance_m(Point(wanted.place.lat, wanted.place.lon), Point(facts.lat, facts.lon))
    return LentCamera(camera_id, 0, 0.0, round(away_m, 1), 0.0, WHY_KO, WHY_EN)


async def write_named(work: Work, grant: Grant, named: tuple[str, ...], now: datetime) -> None:
    """A row of its own beside the lending's: the sealed list was opened, for whom and for which incident."""
    if not named:
        return
    entry = Entry(
        kind=TrailKind.READ_REGISTER,
        actor="system",
        organisation=grant.organisation,
        incident_id=grant.incident_id,
        grant_id=grant.grant_id,
        body={"list": "named_cameras", "cameras": len(named)},
    )
    await record(work, now, entry)
