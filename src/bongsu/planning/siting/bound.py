"""The proof: from any prices at all follows a bound over all plans (Lagrange), so an inexact solver cannot make it wrong."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.siting.instance import Bools, Floats
from bongsu.planning.siting.prepare import Problem


@dataclass(frozen=True, slots=True)
class Prices:
    """What one more of each side row's right side would bring, and what covering each target is worth at the margin."""

    side: Floats
    target: Floats


@dataclass(frozen=True, slots=True)
class Bound:
    """`with_option`: no plan that has it is worth more, so that below an incumbent an option is out for good."""

    worth: float
    with_option: Floats
    merit: Floats
    """[options] worth less its price, before its site's own."""


def bound(problem: Problem, prices: Prices) -> Bound:
    """Side rows and target rows are priced; one option a site is kept exactly."""
    side = _signed(problem, prices.side)
    target = np.clip(prices.target, 0.0, None)
    merit = problem.worth + problem.cover @ target - problem.side.T @ side
    paid = float(_most(side, problem.low, problem.high).sum())
    left = float(np.clip(problem.weight - target, 0.0, None).sum())
    if not len(merit):
        return Bound(paid + left, merit, merit)
    best = np.maximum.reduceat(merit, problem.site_start)
    taken = np.where(problem.is_forced > 0, best, np.clip(best, 0.0, None))
    worth = paid + left + float(taken.sum())
    return Bound(worth, worth - taken[problem.site] + merit, merit)


def _signed(problem: Problem, side: Floats) -> Floats:
    """A row open above has no price above, likewise below."""
    side = np.where(np.isposinf(problem.high), np.minimum(side, 0.0), side)
    return np.where(np.isneginf(problem.low), np.maximum(side, 0.0), side)


def _most(side: Floats, low: Floats, high: Floats) -> Floats:
    used_high, used_low = side > 0, side < 0
    worth = np.zeros(len(side))
    worth[used_high] = side[used_high] * high[used_high]
    worth[used_low] = side[used_low] * low[used_low]
    return worth


def open_options(proof: Bound, worth: float) -> Bools:
    """Options that a plan worth more than this could still have."""
    return np.asarray(proof.with_option > worth)
