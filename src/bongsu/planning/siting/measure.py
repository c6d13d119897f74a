"""What a choice of options is worth, and what forbids it: exact, on the instance itself and not on a model of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.pay import exact

CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a choice breaks: `site_twice`, `spacing`, `forbidden`, `forced`, `purse`, or a limit's name; by sites."""

    rule: str
    sites: tuple[int, ...]


def objective(instance: Instance, options: Sequence[int] | Ints) -> float:
    """Σ weight of covered targets + Σ bonus."""
    chosen = np.asarray(options, dtype=np.int64)
    covered = np.zeros(len(instance.weight), dtype=bool)
    for option in chosen:
        covered[targets_of(instance, int(option))] = True
    return float(instance.weight[covered].sum() + instance.bonus[chosen].sum())


def targets_of(instance: Instance, option: int) -> Ints:
    return instance.cover_target[instance.cover_start[option] : instance.cover_start[option + 1]]


def broken(instance: Instance, options: Sequence[int] | Ints) -> tuple[Broken, ...]:
    """Empty where the choice is a plan."""
    chosen = np.asarray(options, dtype=np.int64)
    sites = instance.site[chosen]
    held = set(sites.tolist())
    found = [Broken("site_twice", (int(one),)) for one in _twice(sites)]
    found += [Broken("spacing", (a, b)) for a, b in instance.conflicts if a in held and b in held]
    found += [Broken("forbidden", (one,)) for one in sorted(held & instance.forbidden)]
    found += [Broken("forced", (one,)) for one in sorted(instance.forced - held)]
    found += [Broken(name, ()) for name in missed(instance, chosen)]
    if exact(instance.cost[chosen], instance.fund_won, instance.may_pay[:, chosen].T) is None:
        found.append(Broken("purse", ()))
    return tuple(found)


def missed(instance: Instance, chosen: Ints) -> list[str]:
    """Names of the limits that a choice does not keep."""
    names = []
    for limit in instance.limits:
        has = float(limit.coefficient[chosen].sum())
        slack = CLOSE * max(1.0, abs(has))
        if has < limit.least - slack or has > limit.most + slack:
            names.append(limit.name)
    return names


def _twice(sites: Ints) -> Ints:
    number, count = np.unique(sites, return_counts=True)
    return number[count > 1]
