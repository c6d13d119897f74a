"""Who pays for which chosen site: to the won, never over a purse, and with few sites that two purses share."""

from collections import deque

import numpy as np
from scipy import sparse

from bongsu.planning.siting.highs import Effort, Model, search
from bongsu.planning.siting.instance import Bools, Floats, Instance, Ints

SEARCH = Effort(gap=1e-6, time_s=1.0)


def pay(instance: Instance, options: Ints) -> Ints | None:
    """[chosen, funds] won; None where the purses cannot pay for all of them."""
    may = instance.may_pay[:, options].T
    cost = instance.cost[options]
    whole = exact(cost, instance.fund_won, may)
    if whole is None or not (np.count_nonzero(whole, axis=1) > 1).any():
        return whole
    better = _few_shared(cost, instance.fund_won, may)
    if better is None or _shared(better) >= _shared(whole):
        return whole
    return better


def exact(cost: Ints, won: Ints, may: Bools) -> Ints | None:
    """Dearest and pickiest first into the purse with least to spare; then money is moved along chains of purses."""
    paid = np.zeros(may.shape, dtype=np.int64)
    left = won.astype(np.int64).copy()
    for option in np.lexsort((-cost, may.sum(axis=1))):
        owed = int(cost[option])
        fits = [fund for fund in np.flatnonzero(may[option]) if left[fund] >= owed]
        if fits:
            fund = min(fits, key=lambda one: (int(may[:, one].sum()), int(left[one])))
            paid[option, fund] = owed
            left[fund] -= owed
        elif not _by_chains(int(option), owed, paid, left, may):
            return None
    return paid


def _by_chains(option: int, owed: int, paid: Ints, left: Ints, may: Bools) -> bool:
    while owed > 0:
        chain = _chain(option, paid, left, may)
        if chain is None:
            return False
        last = chain[-1][1]
        amount = min(
            [owed, int(left[last]), *(int(paid[one, start]) for one, _, start in chain[1:])]
        )
        for payer, fund, before in chain:
            paid[payer, fund] += amount
            if before >= 0:
                paid[payer, before] -= amount
        left[last] -= amount
        owed -= amount
    return True


def _chain(option: int, paid: Ints, left: Ints, may: Bools) -> list[tuple[int, int, int]] | None:
    """(option, purse it is paid from instead, purse before) from this option to a purse with money left."""
    came: dict[int, tuple[int, int]] = {
        int(fund): (option, -1) for fund in np.flatnonzero(may[option])
    }
    waiting = deque(came)
    while waiting:
        fund = waiting.popleft()
        if left[fund] > 0:
            return _walked(came, fund)
        for other in np.flatnonzero(paid[:, fund]):
            for onward in np.flatnonzero(may[other]):
                if int(onward) not in came:
                    came[int(onward)] = (int(other), fund)
                    waiting.append(int(onward))
    return None


def _walked(came: dict[int, tuple[int, int]], fund: int) -> list[tuple[int, int, int]]:
    chain = []
    while True:
        option, before = came[fund]
        chain.append((option, fund, before))
        if before < 0:
            return chain[::-1]
        fund = before


def _shared(paid: Ints) -> int:
    return int((np.count_nonzero(paid, axis=1) > 1).sum())


def _few_shared(cost: Ints, won: Ints, may: Bools) -> Ints | None:
    """Least number of payments; then the exact won within those."""
    option, fund = np.nonzero(may)
    unit = float(cost.max())
    found = search(_model(cost / unit, won / unit, option, fund), SEARCH)
    if found.value is None:
        return None
    uses = np.zeros(may.shape, dtype=bool)
    used = found.value[len(option) :] > 0.5
    uses[option[used], fund[used]] = True
    return exact(cost, won, uses)


def _model(cost: Floats, won: Floats, option: Ints, fund: Ints) -> Model:
    """Variables: amount of each (option, purse), and whether it is used at all."""
    pairs = len(option)
    at = np.arange(pairs)
    ones = np.ones(pairs)
    by_option = sparse.csr_array((ones, (option, at)), shape=(len(cost), pairs))
    by_fund = sparse.csr_array((ones, (fund, at)), shape=(len(won), pairs))
    used = sparse.diags_array(cost[option])
    rows = sparse.block_array(
        [[by_option, None], [by_fund, None], [sparse.eye_array(pairs), -used]], format="csr"
    )
    return Model(
        gain=np.concatenate([np.zeros(pairs), -ones]),
        most=np.concatenate([cost[option], ones]),
        rows=rows,
        low=np.concatenate([cost, np.full(len(won) + pairs, -np.inf)]),
        high=np.concatenate([cost, won, np.zeros(pairs)]),
        whole=np.arange(2 * pairs) >= pairs,
    )
