"""A choice that grows option by option within what may not be exceeded: purses, counts, spacing, one option a site."""

from collections import defaultdict

import numpy as np

from bongsu.planning.siting.hall import masks, unions
from bongsu.planning.siting.instance import Bools, Floats, Instance, Ints
from bongsu.planning.siting.measure import CLOSE, targets_of


class Taken:
    """Mutable, owned by one search. Limits with negative coefficients (shares) are left to whoever completes the plan."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.options: list[int] = []
        self.covered = np.zeros(len(instance.weight), dtype=bool)
        self._payers = masks(instance.may_pay)
        self._sets = np.array(unions(self._payers), dtype=np.int64)
        self._left = np.array([self._held(int(one)) for one in self._sets], dtype=np.int64)
        counts = [one for one in instance.limits if np.all(one.coefficient >= 0)]
        self._counts = np.stack(
            [one.coefficient for one in counts] or [np.zeros(len(instance.cost))]
        )
        self._room = np.array([one.most for one in counts] or [np.inf])
        self._out = set(instance.forbidden)
        self._near: dict[int, set[int]] = defaultdict(set)
        for one, other in instance.conflicts:
            self._near[one].add(other)
            self._near[other].add(one)
        for forced in instance.forced:
            self._out |= self._near[forced] - instance.forced

    def fits(self, option: int) -> bool:
        """Hall's condition stays true for every set of purses that holds all payers of this option."""
        payers = int(self._payers[option])
        if not payers or int(self.instance.site[option]) in self._out:
            return False
        within = (payers & ~self._sets) == 0
        if np.any(self._left[within] < self.instance.cost[option]):
            return False
        return bool(np.all(self._counts[:, option] <= self._room + CLOSE))

    def take(self, option: int) -> None:
        site = int(self.instance.site[option])
        within = (int(self._payers[option]) & ~self._sets) == 0
        self._left[within] -= self.instance.cost[option]
        self._room -= self._counts[:, option]
        self._out |= {site} | self._near[site]
        self.covered[targets_of(self.instance, option)] = True
        self.options.append(option)

    def gain(self, option: int) -> float:
        targets = np.unique(targets_of(self.instance, option))
        new = targets[~self.covered[targets]]
        return float(self.instance.weight[new].sum() + self.instance.bonus[option])

    def chosen(self) -> Ints:
        return np.array(sorted(self.options), dtype=np.int64)

    def _held(self, purses: int) -> int:
        won = self.instance.fund_won
        return sum(int(won[fund]) for fund in range(len(won)) if purses >> fund & 1)


def first_gains(instance: Instance) -> Floats:
    """Of each option alone; an upper bound of what it brings later."""
    starts = instance.cover_start
    option = np.repeat(np.arange(len(instance.cost)), np.diff(starts))
    pairs = np.unique(np.stack([option, instance.cover_target]), axis=1)
    gained = np.bincount(pairs[0], instance.weight[pairs[1]], minlength=len(instance.cost))
    return np.asarray(gained + instance.bonus)


def asked(instance: Instance, coefficient: Floats) -> Bools:
    """Options that help a limit which asks for something."""
    return np.asarray((coefficient > 0) & instance.may_pay.any(axis=0))
