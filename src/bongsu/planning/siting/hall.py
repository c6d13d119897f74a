"""Who may pay for what, without a variable that says who pays: for every set of purses, what only they may pay for
costs no more than they hold (Hall's theorem, in the form of Gale's for a transport). Exact, also in integer won."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.siting.instance import Bools, Floats, Ints

EXACT_UNITS = 100_000
"""Costs of up to so many units are kept whole; finer ones are divided to stay below it."""


@dataclass(frozen=True, slots=True)
class Row:
    """least ≤ Σ value · chosen[at] ≤ most."""

    name: str
    at: Ints
    value: Floats
    least: float
    most: float


def fund_rows(cost: Ints, won: Ints, may_pay: Bools) -> list[Row]:
    rows = []
    payers = masks(may_pay)
    for purses in unions(payers):
        at = np.flatnonzero((payers & ~purses) == 0)
        money = sum(int(won[fund]) for fund in range(len(won)) if purses >> fund & 1)
        if int(cost[at].sum()) > money:
            value, most = _in_units(cost[at], money)
            rows.append(Row(f"purse.{purses}", at, value, -np.inf, most))
    return rows


def masks(may_pay: Bools) -> Ints:
    """Per option: the purses that may pay for it, as bits."""
    bits = np.int64(1) << np.arange(len(may_pay), dtype=np.int64)
    return np.asarray(bits @ may_pay.astype(np.int64), dtype=np.int64)


def unions(payers: Ints) -> list[int]:
    """Sets of purses that are unions of payers: for any other, a smaller one says more."""
    found: set[int] = set()
    for one in np.unique(payers).tolist():
        found |= {one | other for other in found} | {one}
    return sorted(found - {0})


def _in_units(cost: Ints, money: int) -> tuple[Floats, float]:
    """Money divided by what all costs share, rounded down: whole numbers that no tolerance can stretch."""
    unit = int(np.gcd.reduce(cost))
    if int(cost.max()) // unit > EXACT_UNITS:
        wide = float(cost.max()) / EXACT_UNITS
        return cost / wide, money / wide
    return (cost // unit).astype(np.float64), float(money // unit)
