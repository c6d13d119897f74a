"""What the same money brings otherwise: the list from the top, and one after the other by gain for money."""

import numpy as np

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.drawn import Beside
from bongsu.planning.siting.greedy import greedy
from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.measure import objective
from bongsu.planning.siting.rank_list import from_the_top


def beside(
    instance: Instance, found: Found, options: Options, config: PlanConfig, ours: float
) -> tuple[Beside, ...]:
    """They may break quotas and floors, which only makes them better."""
    rank = np.array(
        [-1 if one.rank is None else one.rank for one in found.candidates], dtype=np.int64
    )
    ways = {
        "rank_list": from_the_top(instance, rank, _usual(options, config)),
        "greedy": greedy(instance),
    }
    return tuple(_beside(name, instance, chosen, ours) for name, chosen in ways.items())


def _usual(options: Options, config: PlanConfig) -> Ints:
    """An office builds its first mix."""
    place = {(mix.ptz, mix.fixed): index for index, mix in reversed([*enumerate(config.mixes)])}
    pairs = zip(options.ptz.tolist(), options.fixed.tolist(), strict=True)
    return np.array([place[pair] for pair in pairs], dtype=np.int64)


def _beside(name: str, instance: Instance, chosen: Ints, ours: float) -> Beside:
    worth = objective(instance, chosen)
    return Beside(
        name=name,
        objective=worth,
        sites=len(chosen),
        won=int(instance.cost[chosen].sum()),
        more=ours / worth - 1.0 if worth > 0 else None,
    )
