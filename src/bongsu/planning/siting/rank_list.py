"""What an office without an optimiser does: the list from the top while the money lasts, usual cameras, cheapest poles."""

import numpy as np

from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.taken import Taken


def from_the_top(instance: Instance, rank: Ints, usual: Ints) -> Ints:
    """`rank`: [sites] place in the list, below 0: not on it. `usual`: [options] 0 for the usual way to build, then 1, 2 …;
    the cheapest of the most usual that purses, counts and spacing still allow."""
    taken = Taken(instance)
    order = np.lexsort((instance.cost, usual, instance.site))
    starts = np.searchsorted(instance.site[order], np.arange(len(rank) + 1))
    listed = np.flatnonzero(rank >= 0)
    for site in listed[np.argsort(rank[listed], kind="stable")]:
        for option in order[starts[site] : starts[site + 1]]:
            if taken.fits(int(option)):
                taken.take(int(option))
                break
    return taken.chosen()
