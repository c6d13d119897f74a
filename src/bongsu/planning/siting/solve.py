"""The best sites for the money with a proven gap: relaxation by columns, then whole plans over growing kernels of options
that a better plan could have; whatever stays outside a kernel is bounded by the relaxation's prices."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bongsu.planning.siting.by_hand import repaired
from bongsu.planning.siting.check import check
from bongsu.planning.siting.failures import NoPlanInTime, NoPlanPossible
from bongsu.planning.siting.greedy import greedy
from bongsu.planning.siting.highs import Effort
from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.kernel import kernel, whole
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.pay import pay
from bongsu.planning.siting.prepare import prepare
from bongsu.planning.siting.relaxation import Relaxation, is_impossible, relaxation
from bongsu.planning.siting.solution import Proof, Solution
from bongsu.planning.siting.stops import Stops

SIZES = (600, 2_500, 10_000, 40_000, 10**9)
TIGHTER = 0.9
"""A search aims a little below the gap asked for, so that kernel and outside together reach it."""
EXACT = 1e-9
CLOSE_OF_GAP = 0.05
"""Of the gap asked for, what the relaxation may leave."""
RELAX_TIME = 0.5
TOLD_EVERY_S = 0.25
"""HiGHS asks many times a second."""
RELAXED_SHARE = 0.2
"""Of the progress shown, what the relaxation takes."""
DEFAULT = Stops()


def solve(instance: Instance, stops: Stops = DEFAULT, warm: Sequence[int] | Ints = ()) -> Solution:
    """`warm`: options of a plan to begin with, repaired where it breaks a limit; never worse than it, if it is a plan.

    Refuses: `FaultyInstance`, `NoPlanPossible` (then ask `infeasible.explain`), `NoPlanInTime`."""
    check(instance)
    return _Siting(instance, stops, np.unique(np.asarray(warm, dtype=np.int64))).solved()


class _Siting:
    """One search: the best plan and the best bound so far, in the instance's units."""

    def __init__(self, instance: Instance, stops: Stops, warm: Ints) -> None:
        self.instance, self.stops = instance, stops
        self.cpu, self.began = time.process_time(), stops.clock()
        self.problem = prepare(instance, keep=warm)
        self.warm = np.flatnonzero(np.isin(self.problem.option, warm)).astype(np.int64)
        self.best: Ints | None = None
        self.worth, self.bound, self.outside = -np.inf, np.inf, -np.inf
        self.is_stopped, self.told_at = False, -np.inf
        if len(warm):
            self.take_if_plan(warm)

    def solved(self) -> Solution:
        if self.problem.lost:
            raise NoPlanPossible
        if not len(self.problem.option):
            return self.nothing()
        relaxed = self.relaxed()
        if self.best is None and len(self.warm):
            self.take_places(repaired(self.problem, relaxed, self.warm, self.mending()))
        for number, size in enumerate(SIZES):
            if number == 1:
                self.take_greedy()
            if self.is_over() or not self.step(relaxed, size):
                break
        return self.solution()

    def take_greedy(self) -> None:
        """Where all options look alike a kernel is a poor choice of them; greedy takes seconds and is often a plan."""
        if not self.is_over():
            self.take_if_plan(greedy(self.instance))

    def nothing(self) -> Solution:
        """No option is left: the empty plan is the best one, if it is a plan."""
        if broken(self.instance, ()):
            raise NoPlanPossible
        self.best, self.worth, self.bound = np.zeros(0, dtype=np.int64), 0.0, 0.0
        return self.solution()

    def relaxed(self) -> Relaxation:
        self.tell("relax", 0.0)
        close = max(EXACT, CLOSE_OF_GAP * self.stops.gap)
        found = relaxation(self.problem, self.warm, self.may_relax, close=close)
        if found.missed > 1e-7 and is_impossible(self.problem, self.goes_on):
            raise NoPlanPossible
        self.lower(found.proof.worth)
        self.tell("relax", RELAXED_SHARE)
        return found

    def step(self, relaxed: Relaxation, size: int) -> bool:
        """One kernel; whether a larger one could still bring anything."""
        goal = self.worth * self.problem.scale * (1.0 + TIGHTER * self.stops.gap)
        start = None if self.best is None else self.places(self.best)
        over = kernel(relaxed, size, self.warm if start is None else start, goal)
        self.outside = over.outside / self.problem.scale
        found = whole(self.problem, over, self.effort(1.0), start)
        if found.bound == -np.inf and self.best is None:
            raise NoPlanPossible
        self.lower(found.bound)
        self.take_places(found.options)
        return over.outside > -np.inf

    def effort(self, share: float) -> Effort:
        left = self.stops.time_limit_s - (self.stops.clock() - self.began)
        return Effort(
            gap=max(TIGHTER * self.stops.gap, 1e-9),
            time_s=left * share,
            seed=self.stops.seed,
            watch=self.watch,
        )

    def mending(self) -> Effort:
        """For the plan made by hand: a fifth of the time, and no figures, for worth counts otherwise there."""
        watch = self.goes_on
        return replace(self.effort(0.2), gap=0.01, watch=lambda _worth, _bound: not watch())

    def places(self, options: Ints) -> Ints:
        return np.flatnonzero(np.isin(self.problem.option, options)).astype(np.int64)

    def take_places(self, places: Ints | None) -> None:
        if places is not None:
            self.take_if_plan(self.problem.option[places])

    def take_if_plan(self, options: Ints) -> None:
        if not broken(self.instance, options):
            self.take(options)

    def take(self, options: Ints) -> None:
        worth = objective(self.instance, options)
        if worth > self.worth:
            self.best, self.worth = np.sort(options), worth

    def lower(self, bound: float) -> None:
        self.bound = min(self.bound, bound / self.problem.scale)

    def gap(self) -> float:
        if self.best is None:
            return np.inf
        return 0.0 if self.worth <= 0 else self.bound / self.worth - 1.0

    def goes_on(self) -> bool:
        self.is_stopped = self.is_stopped or self.stops.stop()
        return not self.is_stopped and not self.is_late()

    def may_relax(self) -> bool:
        """Half of the time at most: prices that are nearly right still find and bound a plan."""
        spent = self.stops.clock() - self.began
        return self.goes_on() and spent < RELAX_TIME * self.stops.time_limit_s

    def is_late(self) -> bool:
        return self.stops.clock() - self.began >= self.stops.time_limit_s

    def is_over(self) -> bool:
        return not self.goes_on() or self.gap() <= self.stops.gap

    def watch(self, worth: float | None, bound: float) -> bool:
        """While a kernel is searched: what is known over all, and whether that is enough."""
        scale = self.problem.scale
        best = max(self.worth, -np.inf if worth is None else worth / scale)
        top = min(self.bound, max(bound / scale, self.outside))
        now = self.stops.clock()
        if now - self.told_at >= TOLD_EVERY_S:
            self.told_at = now
            self.tell("search", self.share(), best if np.isfinite(best) else None, top)
        return not self.goes_on()

    def share(self) -> float:
        spent = (self.stops.clock() - self.began) / self.stops.time_limit_s
        return min(0.99, RELAXED_SHARE + (1.0 - RELAXED_SHARE) * spent)

    def tell(
        self, step: str, share: float, worth: float | None = None, bound: float | None = None
    ) -> None:
        if worth is None and self.best is not None:
            worth = self.worth
        if bound is None and np.isfinite(self.bound):
            bound = self.bound
        self.stops.progress(step, share, worth, bound)

    def solution(self) -> Solution:
        if self.best is None:
            raise NoPlanInTime
        paid = pay(self.instance, self.best)
        assert paid is not None  # `broken` has asked the purses
        self.tell("pay", 1.0)
        return Solution(
            options=self.best,
            paid=paid,
            objective=self.worth,
            bound=max(self.bound, self.worth),
            proof=self.proof(),
            cpu_s=time.process_time() - self.cpu,
            wall_s=self.stops.clock() - self.began,
        )

    def proof(self) -> Proof:
        if self.gap() <= EXACT:
            return Proof.OPTIMAL
        if self.gap() <= self.stops.gap:
            return Proof.WITHIN_GAP
        return Proof.STOPPED if self.is_stopped else Proof.TIME_LIMIT
