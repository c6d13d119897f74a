"""A camera that is watched by machine, as the node keeps it: on whose word, why, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bongsu.monitoring.rules.rule import Rule

MAIN, SUB = "main", "sub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """`rules_version` 0: nobody has drawn any, the standard ones stand. `interval_s` None: the setting's."""

    camera_id: str
    is_on: bool
    since: datetime
    by: str
    reason: str
    weight: float = 1.0
    interval_s: float | None = None
    stream: str = SUB
    shows_clock: bool = False
    rules_version: int = 0
    rules: tuple[Rule, ...] = ()


def blank(camera_id: str, now: datetime, by: str = "") -> Watched:
    """One that nobody has switched on yet."""
    return Watched(camera_id=camera_id, is_on=False, since=now, by=by, reason="")


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """One version, with whose it is."""

    version: int
    rules: tuple[Rule, ...]
    at: datetime
    by: str


@dataclass(slots=True)
class WatchedBook:
    """What is watched, in the node's memory; truth is in SQL. One owner: the node's loop."""

    rows: Mapping[str, Watched] = field(default_factory=dict)

    def is_on(self, camera_id: str) -> bool:
        row = self.rows.get(camera_id)
        return row is not None and row.is_on
