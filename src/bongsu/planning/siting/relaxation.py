"""The linear relaxation over all options by columns: solve over a few, price the rest, take in what could gain, until
nothing could. Of 60,000 options a few thousand are ever looked at by the simplex."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bongsu.planning.siting.bound import Bound, Prices, bound
from bongsu.planning.siting.highs import Relaxed, SolverFailed, relax
from bongsu.planning.siting.instance import Floats, Ints
from bongsu.planning.siting.master import Master, master
from bongsu.planning.siting.prepare import Problem

FIRST, MORE = 1_500, 1_500
PENALTY = 1_000.0
CLOSE = 1e-6
ROUNDS, LETTING_GO = 200, 20
NEAR, FAR = 0.5, 5.0
"""In hundredths of the best option."""
BETWEEN = (0.25, 0.5, 0.75, 0.9)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Relaxation:
    """`value`: [options] share of each; `missed`: what the rows still lack (0: a relaxed plan exists)."""

    proof: Bound
    prices: Prices
    value: Floats
    missed: float


def relaxation(
    problem: Problem,
    first: Ints,
    goes_on: Callable[[], bool] = _always,
    penalty: float = PENALTY,
    close: float = CLOSE,
) -> Relaxation:
    """`first`: options to begin with beside the ones that look best; ends where bound and relaxed worth are `close`
    to each other, or where `goes_on` (asked once a round) says no."""
    options = np.union1d(first, promising(problem, FIRST))
    best = _Best(problem)
    for turn in range(ROUNDS):
        over = master(problem, options, penalty)
        found = _relaxed(over)
        here = best.heard(_prices(problem, over, found))
        gain = _gain(problem, here, options)
        added = _gaining(gain, options)
        is_close = best.proof.worth - found.worth <= close * max(1.0, abs(found.worth))
        if is_close or not len(added) or not goes_on():
            break
        if turn < LETTING_GO:
            options = _kept(gain, options, over, found, first)
        options = np.union1d(options, added).astype(np.int64)
    return Relaxation(
        best.proof,
        best.prices,
        _spread(problem, over, found),
        float(found.value[over.slacks].sum()),
    )


def _relaxed(over: Master) -> Relaxed:
    found = relax(over.model)
    if found is None:
        raise SolverFailed("a model whose rows may all be missed is never impossible")
    return found


class _Best:
    """The prices with the lowest bound so far. Between them and new ones there are often better ones (Wentges 1997)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.prices = Prices(np.zeros(len(problem.low)), problem.weight.copy())
        self.proof = bound(problem, self.prices)

    def heard(self, prices: Prices) -> Bound:
        """The bound by these prices; what is better on the way to them is kept."""
        here = bound(self.problem, prices)
        before = self.prices
        self._take(prices, here)
        for part in BETWEEN:
            mixed = Prices(
                before.side + part * (prices.side - before.side),
                before.target + part * (prices.target - before.target),
            )
            self._take(mixed, bound(self.problem, mixed))
        return here

    def _take(self, prices: Prices, proof: Bound) -> None:
        if proof.worth < self.proof.worth:
            self.prices, self.proof = prices, proof


def is_impossible(problem: Problem, goes_on: Callable[[], bool] = _always) -> bool:
    """Proven by prices: even a plan worth nothing would be worth less than nothing."""
    nothing = replace(
        problem, worth=np.zeros(len(problem.worth)), weight=np.zeros(len(problem.weight))
    )
    return relaxation(nothing, promising(problem, FIRST), goes_on, penalty=1.0).proof.worth < -CLOSE


def promising(problem: Problem, count: int) -> Ints:
    """Best worth for the money, over all and for each row that asks for something."""
    alone = problem.worth + problem.cover @ problem.weight
    money = np.array([name.startswith("purse.") for name in problem.names], dtype=bool)
    spent = problem.side[np.flatnonzero(money)].max(axis=0).toarray() if money.any() else 0.0
    ratio = alone / (1.0 + spent / max(1.0, float(np.mean(spent))))
    chosen: list[Ints] = [np.argsort(-ratio, kind="stable")[:count].astype(np.int64)]
    for row in np.flatnonzero(problem.low > 0):
        at = problem.side.indices[problem.side.indptr[row] : problem.side.indptr[row + 1]]
        best = np.argsort(-ratio[at], kind="stable")[: max(20, count // 20)]
        chosen.append(at[best].astype(np.int64))
    forced = np.flatnonzero(problem.is_forced[problem.site])
    return np.unique(np.concatenate([*chosen, forced])).astype(np.int64)


def _prices(problem: Problem, over: Master, found: Relaxed) -> Prices:
    side = np.zeros(len(problem.low))
    side[over.side] = found.price[: len(over.side)]
    share = found.price[len(over.side) + len(over.sites) :]
    part = np.clip(share / np.maximum(over.share, 1e-12), 0.0, 1.0)
    inside = over.groups >= 0
    target = problem.weight.copy()
    target[inside] *= part[over.groups[inside]]
    return Prices(side, target)


def _spread(problem: Problem, over: Master, found: Relaxed) -> Floats:
    value = np.zeros(len(problem.worth))
    value[over.options] = found.value[: len(over.options)]
    return value


def _gain(problem: Problem, proof: Bound, options: Ints) -> Floats:
    """[options of the problem] what each would bring more than the best of these at its site."""
    inside = np.zeros(len(problem.worth), dtype=bool)
    inside[options] = True
    at_site = np.maximum.reduceat(np.where(inside, proof.merit, -np.inf), problem.site_start)
    return np.asarray(proof.merit - np.clip(at_site, 0.0, None)[problem.site])


def _gaining(gain: Floats, options: Ints) -> Ints:
    """Options outside that would gain, and with them those that nearly would."""
    outside = np.ones(len(gain), dtype=bool)
    outside[options] = False
    if not np.any(gain[outside] > CLOSE):
        return np.zeros(0, dtype=np.int64)
    near = np.flatnonzero(outside & (gain > -NEAR))
    return near[np.argsort(-gain[near], kind="stable")[:MORE]].astype(np.int64)


def _kept(gain: Floats, options: Ints, over: Master, found: Relaxed, first: Ints) -> Ints:
    """Options far from gaining are let go; they may come back."""
    used = over.options[found.value[: len(over.options)] > CLOSE]
    kept = options[gain[options] > -FAR]
    return np.union1d(np.union1d(kept, used), first).astype(np.int64)
