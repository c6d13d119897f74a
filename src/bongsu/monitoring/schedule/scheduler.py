"""Which camera is looked at next, and which few are looked at closely, within the processor time that may be spent.

Pure: told the time in seconds (Unix, as pictures carry it), it knows neither threads nor pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bongsu.monitoring.schedule.budget import Budget, Costs
from bongsu.monitoring.schedule.escalation import SEEN, Reasons, rank
from bongsu.monitoring.schedule.prior import HOURS, HourPrior
from bongsu.monitoring.schedule.surprise import Surprise
from bongsu.monitoring.schedule.turns import Turns, group_of

LATE_BY = 1.15
_SEOUL_S = 9 * 3600
# Unix time begins on a Thursday, a week here on Monday
_THURSDAY_H = 72
_FORGOTTEN_S = 60.0
_LEAST_S = 1e-4
KEY_EVERY_S = 2.0
"""Between two key pictures of a camera that has not shown two yet."""
_LONGEST_KEY_S = 30.0
_SPARED = 0.9
"""Key pictures do not come one after the other; so that they wait for no close look, not all is given away."""
BESIDE = "rest"
"""Among the costs: spent beside the looks, in cores."""
EXPECTED = {"look": 0.025, "close": 0.03}


@dataclass(frozen=True, slots=True)
class Spending:
    """`cores`: what may be spent of the machine, all told. `escalated_share`: of them, kept for close looks; what the key
    pictures leave of the rest is theirs as well."""

    cores: float
    escalated_share: float = 0.25
    escalated_rate: float = 5.0
    escalated_for_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Look:
    """Look at the newest picture of this camera now; `cpu_s` has been set aside for it."""

    camera_id: str
    at: float
    is_overdue: bool
    is_close: bool
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a camera is really looked at."""

    looked_at: float | None
    interval_s: float
    is_late: bool


@dataclass(slots=True)
class _Camera:
    interval_s: float
    weight: float
    looked_at: float
    added_at: float
    has_been_seen: bool = False
    offered_at: float | None = None
    pictured_at: float = 0.0
    gap_s: float = 0.0
    chance: float = 0.0
    chance_at: float = 0.0
    prior: HourPrior = field(default_factory=HourPrior)
    surprise: Surprise = field(default_factory=Surprise)
    reasons: Reasons = field(default_factory=Reasons)
    cpu_s: float = 0.0
    keyed_at: float | None = None
    key_every_s: float = KEY_EVERY_S

    def key_offered(self, at: float) -> None:
        before, self.keyed_at = self.keyed_at, at
        if before is not None and at > before:
            self.key_every_s += 0.2 * (min(_LONGEST_KEY_S, at - before) - self.key_every_s)


class Scheduler:
    """One worker's cameras. Cost of a decision: the number of groups of like cameras (a few dozen), not of cameras."""

    def __init__(self, spending: Spending, expected: Mapping[str, float] | None = None) -> None:
        self._spending = spending
        self._cameras: dict[str, _Camera] = {}
        self._turns = Turns()
        self._budget = Budget(spending.cores)
        self._close_budget = Budget(self._close_share())
        self._close: dict[str, None] = {}
        self.costs = Costs({**EXPECTED, **(expected or {})})

    def __len__(self) -> int:
        return len(self._cameras)

    def __contains__(self, camera_id: object) -> bool:
        return camera_id in self._cameras

    def add(self, camera_id: str, now: float, *, interval_s: float, weight: float = 1.0) -> None:
        """Its first picture is due at once. Known already: it goes on with what was learned."""
        known = self._cameras.get(camera_id)
        if known is not None:
            self._turns.leave(camera_id)
            known.interval_s, known.weight = interval_s, weight
            self._wait(camera_id, known)
            return
        self._cameras[camera_id] = _Camera(interval_s, weight, now - interval_s, now)

    def remove(self, camera_id: str) -> None:
        if self._cameras.pop(camera_id, None) is not None:
            self._turns.leave(camera_id)
            self._close.pop(camera_id, None)

    def offered(self, camera_id: str, at: float) -> None:
        """A picture has come; only the newest waits."""
        camera = self._cameras.get(camera_id)
        if camera is None:
            return
        camera.offered_at = at
        if camera_id in self._close:
            camera.keyed_at = None
        else:
            camera.key_offered(at)
        self._wait(camera_id, camera)

    def withdrawn(self, camera_id: str) -> None:
        """Nothing of it can be looked at now (its own fault, no picture)."""
        camera = self._cameras.get(camera_id)
        if camera is not None:
            camera.offered_at = None
            self._turns.leave(camera_id)

    def sizes(self, camera_id: str, size: float) -> None:
        """Bytes of the last second without its key pictures."""
        camera = self._cameras.get(camera_id)
        if camera is not None:
            camera.surprise.see(size)

    def saw(self, camera_id: str, at: float, chance: float, *, deserves: bool = False) -> None:
        """What a look found: 0 nothing … 1 surely something. `deserves`: something in a rule's zone and hours."""
        camera = self._cameras.get(camera_id)
        if camera is None:
            return
        camera.chance, camera.chance_at = chance, at
        camera.prior.learn(hour_of_week(at), chance)
        if deserves:
            camera.reasons.prolong(SEEN, at + self._spending.escalated_for_s)

    def attend(self, camera_id: str, why: str, until: float) -> None:
        """Somebody asks to look closely until then; an earlier end ends it."""
        camera = self._cameras.get(camera_id)
        if camera is not None:
            camera.reasons.give(why, until)

    def spent(
        self, look: Look, cpu_s: float, now: float, *, is_whole: bool = True, pictures: int = 1
    ) -> None:
        """What it has really cost; one that failed says nothing about the next. `pictures`: so many that had waited were
        seen in it."""
        self._budget.fill(now)
        self._budget.spend(cpu_s - look.cpu_s)
        if look.is_close:
            self._close_budget.spend(cpu_s - look.cpu_s)
        if not is_whole:
            return
        cpu_s = max(_LEAST_S, cpu_s / max(1, pictures))
        self.costs.see("close" if look.is_close else "look", cpu_s)
        camera = self._cameras.get(look.camera_id)
        if camera is not None and not look.is_close:
            camera.cpu_s = (
                cpu_s if not camera.cpu_s else camera.cpu_s + 0.2 * (cpu_s - camera.cpu_s)
            )

    def charge(self, cpu_s: float, now: float) -> None:
        """Spent beside the looks: packets, messages."""
        self._budget.fill(now)
        self._budget.spend(cpu_s)

    def next(self, now: float) -> Look | None:
        """None: nobody waits, or nothing may be spent yet (`due_in`)."""
        self._budget.fill(now)
        self._close_budget.fill(now)
        return self._next_close(now) or self._next_any(now)

    def due_in(self, now: float) -> float:
        """In how many seconds `next` may answer otherwise, if nothing is offered until then."""
        if not len(self._turns):
            return 1.0
        return min(1.0, max(0.005, self._budget.in_s(self.costs.of("look"))))

    def _next_close(self, now: float) -> Look | None:
        """Of those looked at closely the longest unseen: where it is short, all get less alike."""
        cpu_s = self.costs.of("close")
        if not self._close or not (self._close_budget.has(cpu_s) and self._budget.has(cpu_s)):
            return None
        step_s = 1.0 / self._spending.escalated_rate
        waiting = [
            (self._cameras[camera_id].looked_at, camera_id)
            for camera_id in self._close
            if camera_id in self._turns
            and (self._cameras[camera_id].offered_at or 0.0)
            >= self._cameras[camera_id].pictured_at + step_s - 1e-3
        ]
        if not waiting:
            return None
        look = self._take(min(waiting)[1], now, cpu_s, is_overdue=False, is_close=True)
        self._close_budget.spend(cpu_s)
        return look

    def _next_any(self, now: float) -> Look | None:
        if not self._budget.has(self.costs.of("look")):
            return None
        best = self._turns.best(now)
        if best is None:
            return None
        camera_id, is_overdue = best
        if camera_id in self._close and not is_overdue:
            # it has its own turn, and the others' time is not for it
            self._turns.leave(camera_id)
            found = self._next_any(now)
            self._wait(camera_id, self._cameras[camera_id])
            return found
        cpu_s = self._cameras[camera_id].cpu_s or self.costs.of("look")
        return self._take(camera_id, now, cpu_s, is_overdue=is_overdue, is_close=False)

    def _take(
        self, camera_id: str, now: float, cpu_s: float, *, is_overdue: bool, is_close: bool
    ) -> Look:
        camera = self._cameras[camera_id]
        assert camera.offered_at is not None
        look = Look(camera_id, camera.offered_at, is_overdue, is_close, cpu_s)
        self._turns.leave(camera_id)
        gap_s = now - camera.looked_at if camera.has_been_seen else 0.0
        camera.gap_s = gap_s if not camera.gap_s else camera.gap_s + 0.3 * (gap_s - camera.gap_s)
        camera.has_been_seen, camera.pictured_at = True, camera.offered_at
        camera.offered_at, camera.looked_at = None, now
        self._budget.spend(cpu_s)
        return look

    def _wait(self, camera_id: str, camera: _Camera) -> None:
        if camera.offered_at is None:
            return
        worth = self.chance(camera_id, camera.offered_at) * camera.weight
        worth *= (1.0 + camera.surprise.now) * self.costs.of("look")
        worth /= camera.cpu_s or self.costs.of("look")
        self._turns.wait(camera_id, group_of(camera.interval_s, worth), camera.looked_at)

    def chance(self, camera_id: str, now: float) -> float:
        """Of seeing something: what was seen last fades into what is usual at this hour."""
        camera = self._cameras[camera_id]
        usual = camera.prior.chance(hour_of_week(now))
        if not camera.has_been_seen:
            return usual
        told = max(0.0, 1.0 - (now - camera.chance_at) / _FORGOTTEN_S)
        return told * camera.chance + (1.0 - told) * usual

    def escalated(self, now: float) -> tuple[str, ...]:
        """Those looked at closely from now on: as many as their part of the cores pays for, the weightiest reason
        first, then who was close already, then the greater chance."""
        wishes = []
        for camera_id, camera in self._cameras.items():
            if camera.reasons.until and (why := camera.reasons.best(now)):
                worth = self.chance(camera_id, now) * camera.weight
                wishes.append((rank(why), camera_id not in self._close, -worth, camera_id))
        wishes.sort()
        left = self._left_by_keys()
        self._close_budget.allot(max(self._close_share(), left))
        self._close = {wish[3]: None for wish in wishes[: self._most_close(left)]}
        return tuple(self._close)

    def escalated_for(self, camera_id: str, now: float) -> str:
        """Why; empty: it is not looked at closely."""
        if camera_id not in self._close:
            return ""
        return self._cameras[camera_id].reasons.best(now)

    @property
    def most_close(self) -> int:
        """How many cameras their part of the cores pays for at what a close look has cost. Of what key pictures leave the
        last one may have half its looks: all get less alike then, and no key picture waits for it."""
        return self._most_close(self._left_by_keys())

    def _most_close(self, left: float) -> int:
        second = max(self.costs.of("close") * self._spending.escalated_rate, 1e-3)
        return max(1, int(self._close_share() / second), int(left / second + 0.5))

    def _close_share(self) -> float:
        return self._spending.cores * self._spending.escalated_share

    def _left_by_keys(self) -> float:
        """Cores."""
        keys = sum(
            (camera.cpu_s or self.costs.of("look")) / camera.key_every_s
            for camera in self._cameras.values()
        )
        return self._spending.cores * _SPARED - keys - self.costs.of(BESIDE)

    def capacity(self, every_s: float) -> int:
        """Cameras that it could watch, each looked at once in `every_s`, beside those looked at closely."""
        left = self._spending.cores * (1.0 - self._spending.escalated_share)
        return int(left * every_s / max(self.costs.of("look"), 1e-3))

    def seen(self, camera_id: str, now: float) -> Seen:
        camera = self._cameras[camera_id]
        waited_s = now - (camera.looked_at if camera.has_been_seen else camera.added_at)
        interval_s = max(camera.gap_s, waited_s)
        looked_at = camera.looked_at if camera.has_been_seen else None
        return Seen(looked_at, interval_s, interval_s > camera.interval_s * LATE_BY)


def hour_of_week(at: float) -> int:
    """In Seoul, which has no summer time; 0 = Monday, midnight."""
    return int((at + _SEOUL_S) // 3600 + _THURSDAY_H) % HOURS
