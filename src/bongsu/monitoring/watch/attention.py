"""Which cameras deserve a closer look because a person asked for it or an incident runs there: in memory, told to all
workers at once and again with every answer."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bongsu.monitoring.worker.messages import Attention

OPERATOR, INCIDENT = "operator", "incident"


def nothing_is_quiet(_camera_id: str) -> bool:
    return False


def all_are_told(_incident_id: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Lent:
    """Under one grant."""

    incident_id: str
    camera_ids: frozenset[str]
    until: datetime


class AttentionBook:
    """One owner: the node's loop. `is_quiet`: cameras of a discreet incident, of which no list may tell; `is_told`:
    incidents known to be none. A lending is heard of before its incident is: until then it counts as one."""

    def __init__(
        self,
        is_quiet: Callable[[str], bool] = nothing_is_quiet,
        is_told: Callable[[str], bool] = all_are_told,
    ) -> None:
        self._is_quiet = is_quiet
        self._is_told = is_told
        self._asked: dict[str, datetime] = {}
        self._lent: dict[str, _Lent] = {}

    def ask(self, camera_id: str, until: datetime) -> None:
        """A person wants it; an earlier end ends it."""
        self._asked[camera_id] = until

    def lend(
        self, grant_id: str, incident_id: str, camera_ids: Collection[str], until: datetime
    ) -> None:
        """The cameras of a running incident, until its lending ends; told again, the last word counts."""
        self._lent[grant_id] = _Lent(incident_id, frozenset(camera_ids), until)

    def end_lending(self, grant_id: str) -> None:
        self._lent.pop(grant_id, None)

    def has_incident(self, camera_id: str, now: datetime) -> bool:
        """Whether it is lent to a running incident that everybody of the centre may know of."""
        lent = any(camera_id in one.camera_ids and one.until > now for one in self._to_tell())
        return lent and not self._is_quiet(camera_id)

    def _to_tell(self) -> Iterator[_Lent]:
        return (one for one in self._lent.values() if self._is_told(one.incident_id))

    def in_force(self, now: datetime) -> tuple[Attention, ...]:
        """Of each reason, by its end."""
        self._asked = {key: until for key, until in self._asked.items() if until > now}
        self._lent = {key: one for key, one in self._lent.items() if one.until > now}
        by_incident: dict[str, datetime] = {}
        for one in self._to_tell():
            for camera_id in one.camera_ids:
                by_incident[camera_id] = max(one.until, by_incident.get(camera_id, one.until))
        shown = {key: end for key, end in by_incident.items() if not self._is_quiet(key)}
        return (*_grouped(OPERATOR, self._asked), *_grouped(INCIDENT, shown))


def _grouped(why: str, until: dict[str, datetime]) -> list[Attention]:
    by_end: dict[datetime, list[str]] = {}
    for camera_id, end in until.items():
        by_end.setdefault(end, []).append(camera_id)
    return [Attention(tuple(sorted(ids)), why, end) for end, ids in sorted(by_end.items())]
