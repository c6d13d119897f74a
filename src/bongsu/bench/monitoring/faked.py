"""Hours of a street in minutes: the deployed scheduler decides in faked time which camera is looked at, and each look is
the deployed decoder's and detector's. Only time is faked: a look takes as long as looks have been measured to take."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bongsu.bench.monitoring.eyes import Eyes
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.unrest import Unrest
from bongsu.monitoring.schedule.scheduler import Look, Scheduler, Spending
from bongsu.monitoring.worker.eyes import most_found, to_seoul
from bongsu.monitoring.worker.interest import Interest, Interests
from bongsu.simulate.street.coded import KEY_EVERY_S, Group

CLOSE_RATE = 5.0
INTERVAL_S = 10.0
_CLOSE_EVERY_S = 1.0 / CLOSE_RATE
BEGAN_AT = 1_767_571_200.0
"""A Monday morning; the scheduler learns hours of the week."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One picture looked at: when it was taken, when its result was there (on the camera's own clock, as its script), and
    what was found that counts."""

    at_s: float
    told_s: float
    found: Found


@dataclass(frozen=True, slots=True, order=True)
class _Waiting:
    at_s: float
    place: int
    index: int


@dataclass(slots=True)
class Watched:
    """One camera of the run. `phase_s`: its key pictures come at other moments than its neighbours'."""

    camera_id: str
    eyes: Eyes
    rule: Rule
    phase_s: float
    looks: list[Looked] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    close_since: float | None = None
    interests: Interests = field(init=False)
    unrest: Unrest = field(default_factory=Unrest)

    def __post_init__(self) -> None:
        self.interests = Interests((self.rule,))

    def group(self, place: int) -> Group:
        return self.eyes.coded.group(place)


class FakedWatch:
    """One worker's thread and its cameras, from 0 to `lasts_s`."""

    def __init__(self, cameras: Sequence[Watched], spending: Spending, look_s: float) -> None:
        self.cameras = {one.camera_id: one for one in cameras}
        self.close_s = 0.0
        """Camera-seconds looked at closely."""
        self._look_s = look_s
        self._scheduler = Scheduler(spending, {"look": look_s, "close": look_s})
        self._arrivals: list[tuple[float, str, int, int]] = []
        self._close: tuple[str, ...] = ()

    def run(self, lasts_s: float) -> None:
        for camera in self.cameras.values():
            self._scheduler.add(camera.camera_id, BEGAN_AT, interval_s=INTERVAL_S)
            heapq.heappush(self._arrivals, (camera.phase_s, camera.camera_id, 0, 0))
        now = 0.0
        while now < lasts_s:
            self._arrive(now)
            look = self._scheduler.next(BEGAN_AT + now)
            now = self._until(now) if look is None else self._look(look, now)
        for camera in self.cameras.values():
            self._leave(camera, now)

    def _until(self, now: float) -> float:
        due = now + self._scheduler.due_in(BEGAN_AT + now)
        return max(now + 1e-3, min(due, self._arrivals[0][0]))

    def _arrive(self, now: float) -> None:
        while self._arrivals and self._arrivals[0][0] <= now:
            at_s, camera_id, place, index = heapq.heappop(self._arrivals)
            camera = self.cameras[camera_id]
            if camera.close_since is None:
                camera.waiting.clear()
            camera.waiting.append(_Waiting(at_s, place, index))
            self._scheduler.offered(camera_id, BEGAN_AT + at_s)
            if index == 0:
                begins_s = camera.phase_s + (place + 1) * KEY_EVERY_S
                heapq.heappush(self._arrivals, (begins_s, camera_id, place + 1, 0))
                if camera.close_since is not None:
                    self._follow(camera, place, at_s)

    def _follow(self, camera: Watched, place: int, after_s: float) -> None:
        """The other pictures of a group, as they come while a camera is looked at closely."""
        for at_s, index in _others(camera, place):
            if at_s > after_s:
                heapq.heappush(self._arrivals, (at_s, camera.camera_id, place, index))

    def _look(self, look: Look, now: float) -> float:
        camera = self.cameras[look.camera_id]
        seen = camera.waiting[-self._most(camera) if look.is_close else -1 :]
        camera.waiting.clear()
        cost_s = self._look_s * len(seen)
        told_s, best = now + cost_s, Interest()
        for one in seen:
            found = camera.eyes.look(camera.group(one.place), one.index)
            found = camera.unrest.sifted((BEGAN_AT + one.at_s) * 1000, found)
            own_s = camera.phase_s
            camera.looks.append(Looked(one.at_s - own_s, told_s - own_s, found))
            interest = camera.interests.of(found, seoul(one.at_s))
            best = max(best, interest, key=lambda it: (it.deserves, it.chance))
        self._scheduler.saw(
            camera.camera_id, BEGAN_AT + seen[-1].at_s, best.chance, deserves=best.deserves
        )
        self._scheduler.spent(look, cost_s, BEGAN_AT + told_s, pictures=len(seen))
        self._escalate(told_s)
        return told_s

    def _most(self, camera: Watched) -> int:
        last_s = camera.looks[-1].at_s + camera.phase_s if camera.looks else -math.inf
        return most_found((camera.waiting[-1].at_s - last_s) * 1000)

    def _escalate(self, now: float) -> None:
        close = self._scheduler.escalated(BEGAN_AT + now)
        for camera_id in sorted(set(close) - set(self._close)):
            self._enter(self.cameras[camera_id], now)
        for camera_id in sorted(set(self._close) - set(close)):
            self._leave(self.cameras[camera_id], now)
        self._close = close

    def _enter(self, camera: Watched, now: float) -> None:
        """All pictures from now on, and first those since the last key picture that media holds."""
        camera.close_since = now
        place = int((now - camera.phase_s) / KEY_EVERY_S)
        last_s = camera.looks[-1].at_s + camera.phase_s if camera.looks else 0.0
        held = [
            _Waiting(at_s, place, index)
            for at_s, index in _others(camera, place)
            if last_s < at_s <= now
        ]
        camera.waiting += held
        if held:
            self._scheduler.offered(camera.camera_id, BEGAN_AT + held[-1].at_s)
        self._follow(camera, place, now)

    def _leave(self, camera: Watched, now: float) -> None:
        if camera.close_since is None:
            return
        self.close_s += now - camera.close_since
        camera.close_since = None
        camera.waiting.clear()
        self._scheduler.withdrawn(camera.camera_id)
        kept = [one for one in self._arrivals if one[1] != camera.camera_id or one[3] == 0]
        self._arrivals = kept
        heapq.heapify(self._arrivals)


def seoul(at_s: float) -> datetime:
    return to_seoul((BEGAN_AT + at_s) * 1000)


def _others(camera: Watched, place: int) -> list[tuple[float, int]]:
    begins_s = camera.phase_s + place * KEY_EVERY_S
    count = round(KEY_EVERY_S * CLOSE_RATE)
    return [(begins_s + index * _CLOSE_EVERY_S, index) for index in range(1, count)]
