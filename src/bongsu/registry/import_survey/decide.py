"""Pure: what becomes of one stated row, given what was found before. The newest day wins, column by column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bongsu.registry.import_survey.cells import Value
from bongsu.registry.import_survey.sheet import Stated


class Outcome(StrEnum):
    """`known`: said before; `superseded`: only kept, for a later survey found something; `silent`: no finding in it."""

    APPLIED = "applied"
    KNOWN = "known"
    SUPERSEDED = "superseded"
    SILENT = "silent"
    REFUSED = "refused"
    HELD_BACK = "held_back"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Finding:
    """What holds now for one column of one camera, and since which survey."""

    on: date
    value: Value


@dataclass(slots=True)
class Surveyed:
    """All surveys of one camera, in the order in which they were taken."""

    in_force: dict[str, Finding] = field(default_factory=dict)
    taken: list[tuple[date, Mapping[str, Value]]] = field(default_factory=list)

    def take(self, on: date, findings: Mapping[str, Value]) -> dict[str, Value]:
        """Keeps it; answers the columns in which it now holds. On the same day the later word holds."""
        self.taken.append((on, findings))
        wins = {
            name: value
            for name, value in findings.items()
            if name not in self.in_force or on >= self.in_force[name].on
        }
        self.in_force.update({name: Finding(on, value) for name, value in wins.items()})
        return wins


def decide(stated: Stated, known: Surveyed, today: date) -> tuple[Outcome, date]:
    """The outcome, and the day that the row counts for."""
    if not stated.findings:
        return Outcome.SILENT, stated.on or today
    if stated.on is None and _says_nothing_new(stated.findings, known.in_force):
        return Outcome.KNOWN, today
    on = stated.on or today
    if _wins(on, stated.findings, known.in_force):
        return Outcome.APPLIED, on
    return Outcome.KNOWN if _is_taken(on, stated.findings, known.taken) else Outcome.SUPERSEDED, on


def _says_nothing_new(findings: Mapping[str, Value], in_force: Mapping[str, Finding]) -> bool:
    return all(
        name in in_force and in_force[name].value == value for name, value in findings.items()
    )


def _wins(on: date, findings: Mapping[str, Value], in_force: Mapping[str, Finding]) -> bool:
    """Whether any column would be said anew: by a later day, or otherwise on the same day."""
    for name, value in findings.items():
        held = in_force.get(name)
        if held is None or on > held.on or (on == held.on and value != held.value):
            return True
    return False


def _is_taken(
    on: date, findings: Mapping[str, Value], taken: Collection[tuple[date, Mapping[str, Value]]]
) -> bool:
    return any(day == on and dict(said) == dict(findings) for day, said in taken)
