"""How much one look promises: the chance that something was seen, and whether the camera deserves a closer look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.rules.furniture import Furniture
from bongsu.monitoring.rules.geometry import Zone, zone_of
from bongsu.monitoring.rules.hours import is_in_force
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind

DESERVES = 0.3
"""Score from which on something new in a rule's zone and hours is looked at closely: below what any rule counts. In rain and
at night somebody scores little on one key picture, and more on one of the next."""
_ELSEWHERE = 0.3
_LEAST = 0.2
"""What scores less is noise, and no sign of life."""
_LINES = (RuleKind.LINE_CROSSING, RuleKind.WRONG_WAY)


@dataclass(frozen=True, slots=True)
class Interest:
    chance: float = 0.0
    deserves: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    rule: Rule
    zone: Zone
    numbers: frozenset[int]


def somebody_in(found: Found, interest: Interest) -> Interest:
    """Where somebody missing is looked for, everybody deserves a closer look."""
    people = found.scores[found.things == THINGS.index(Thing.PERSON)]
    chance = float(people.max(initial=0.0))
    return Interest(max(interest.chance, chance), interest.deserves or chance >= DESERVES)


class Interests:
    """Of one camera's rules. Who crosses a line comes from somewhere: for those the whole picture counts."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._asked = [
            _Asked(
                rule,
                zone_of(() if rule.kind in _LINES else rule.points),
                frozenset(THINGS.index(thing) for thing in rule.things),
            )
            for rule in rules
        ]
        self._furniture = Furniture()
        self._things = frozenset().union(*(one.numbers for one in self._asked)) or frozenset(
            {THINGS.index(Thing.PERSON)}
        )

    def of(self, found: Found, at: datetime) -> Interest:
        """`at`: in Seoul. What no rule asks for now counts little, but shows that there is life."""
        if not len(found):
            return Interest()
        seen = np.isin(found.things, list(self._things))
        if not seen.any():
            return Interest()
        chosen = found.only(seen & (found.scores >= _LEAST))
        old = self._furniture.look(
            at.timestamp() * 1000, chosen.boxes.astype(np.float64), chosen.scores.tolist()
        )
        chosen = chosen.only(~old)
        if not len(chosen):
            return Interest()
        chance = float(chosen.scores[0]) * _ELSEWHERE
        running = [one for one in self._asked if is_in_force(one.rule.hours, at)]
        for (left, _, right, bottom), score, number in zip(
            chosen.boxes.tolist(), chosen.scores.tolist(), chosen.things.tolist(), strict=True
        ):
            foot = ((left + right) / 2, bottom)
            if any(number in one.numbers and one.zone.holds(foot) for one in running):
                # best first: nothing behind it is surer
                return Interest(max(chance, score), score >= DESERVES)
        return Interest(chance)
