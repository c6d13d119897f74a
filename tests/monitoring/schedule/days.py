"""A worker's days in faked time: cameras offer key pictures, looks cost what they cost, and all of it is written down."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bongsu.monitoring.schedule.scheduler import Look, Scheduler, Spending

MORNING = 1_795_305_600.0
"""2026-11-22 09:00 in Seoul, a Sunday."""
Chance = Callable[[str, float], float]


def nothing(_camera_id: str, _at: float) -> float:
    return 0.0


@dataclass
class Day:
    """`costs`: processor seconds of one look; `keys_s`: between two key pictures."""

    spending: Spending
    intervals: Mapping[str, float]
    keys_s: float = 2.0
    costs: float = 0.02
    chance: Chance = nothing
    weights: Mapping[str, float] = field(default_factory=dict)
    looks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    spent_s: float = 0.0
    order: list[Look] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = MORNING
        self.scheduler = Scheduler(self.spending, {"look": self.costs, "close": self.costs})
        for camera_id, interval_s in self.intervals.items():
            weight = self.weights.get(camera_id, 1.0)
            self.scheduler.add(camera_id, self.now, interval_s=interval_s, weight=weight)
        chance = random.Random(7)
        self._next_key = {key: self.now + chance.random() * self.keys_s for key in self.intervals}

    def run(self, seconds: float, step_s: float = 0.1) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now += step_s
            for camera_id, at in self._next_key.items():
                if at <= self.now:
                    self._next_key[camera_id] = at + self.keys_s
                    self.scheduler.offered(camera_id, self.now)
            while (look := self.scheduler.next(self.now)) is not None:
                self._look(look)

    def _look(self, look: Look) -> None:
        self.order.append(look)
        self.looks[look.camera_id].append(self.now)
        self.spent_s += self.costs
        self.scheduler.spent(look, self.costs, self.now)
        seen = self.chance(look.camera_id, self.now)
        self.scheduler.saw(look.camera_id, self.now, seen, deserves=seen > 0.35)

    def longest(self, camera_id: str) -> float:
        """Longest time unseen, from the beginning until now."""
        times = [MORNING, *self.looks[camera_id], self.now]
        return max(after - before for before, after in pairwise(times))
