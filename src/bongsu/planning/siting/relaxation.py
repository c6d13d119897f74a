"""The linear relaxation over all options by columns: solve over a few, price the rest, take in what could gain, until
nothing could. Of 60,000 options a few thousand are ever looked at by the simplex."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bongsu.planning.siting.bound import Bound, Prices, bound
from bongsu.planning.siting.highs import Relaxed, relax
from bongsu.planning.siting.instance import Floats, Ints
from bongsu.planning.siting.master import Master, master
from bongsu.planning.siting.prepare import Problem

FIRST, MORE = 1_500, 1_500
PENALTY = 1_000.0
CLOSE = 1e-6
ROUNDS = 200


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
) -> Relaxation:
    """`first`: options to begin with beside the ones that look best; `goes_on` is asked once a round."""
    options = np.union1d(first, promising(problem, FIRST))
    best: Relaxation | None = None
    for _ in range(ROUNDS):
        over = master(problem, options, penalty)
        found = relax(over.model)
        assert found is not None  # slacks make every row possible
        prices = _prices(problem, over, found)
        here = Relaxation(
            bound(problem, prices),
            prices,
            _spread(problem, over, found),
            float(found.value[over.slacks].sum()),
        )
        if best is None or here.proof.worth <= best.proof.worth:
            best = here
        added = _gaining(problem, over, here.proof)
        is_close = here.proof.worth - found.worth <= CLOSE * max(1.0, abs(found.worth))
        if is_close or not len(added) or not goes_on():
            break
        options = np.union1d(options, added)
    assert best is not None
    return best


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


def _gaining(problem: Problem, over: Master, proof: Bound) -> Ints:
    """Options outside that would gain more than the best inside at their site."""
    inside = np.zeros(len(problem.worth), dtype=bool)
    inside[over.options] = True
    known = np.where(inside, proof.merit, -np.inf)
    at_site = np.maximum.reduceat(known, problem.site_start)
    gain = np.where(inside, -np.inf, proof.merit - np.clip(at_site, 0.0, None)[problem.site])
    gaining = np.flatnonzero(gain > CLOSE)
    return gaining[np.argsort(-gain[gaining], kind="stable")[:MORE]].astype(np.int64)
