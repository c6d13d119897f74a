"""Small instances, by hand and by chance, and their best plan by trying every choice."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as some

from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.measure import broken, objective


def instance(
    covers: Sequence[Sequence[int]],
    *,
    weight: Sequence[float],
    cost: Sequence[int],
    won: Sequence[int] = (10**12,),
    site: Sequence[int] | None = None,
    bonus: Sequence[float] | None = None,
    may_pay: Sequence[Sequence[bool]] | None = None,
    limits: tuple[Between, ...] = (),
    conflicts: tuple[tuple[int, int], ...] = (),
    forced: Sequence[int] = (),
    forbidden: Sequence[int] = (),
) -> Instance:
    """One option a site and one purse that pays for all, where nothing else is said."""
    options = len(covers)
    return Instance(
        weight=np.array(weight, dtype=np.float64),
        site=np.array(range(options) if site is None else site, dtype=np.int64),
        cost=np.array(cost, dtype=np.int64),
        bonus=np.array([0.0] * options if bonus is None else bonus, dtype=np.float64),
        cover_start=np.cumsum([0, *map(len, covers)]).astype(np.int64),
        cover_target=np.array([one for cover in covers for one in cover], dtype=np.int64),
        fund_won=np.array(won, dtype=np.int64),
        may_pay=np.array(may_pay or [[True] * options] * len(won), dtype=bool),
        limits=limits,
        conflicts=conflicts,
        forced=frozenset(forced),
        forbidden=frozenset(forbidden),
    )


def best_by_trying(made: Instance) -> float | None:
    """None where no choice keeps all limits."""
    sites = np.unique(made.site)
    ways = [[None, *np.flatnonzero(made.site == one).tolist()] for one in sites]
    choices = ([one for one in way if one is not None] for way in product(*ways))
    return max((objective(made, one) for one in choices if not broken(made, one)), default=None)


@some.composite
def instances(draw: some.DrawFn) -> Instance:
    """Up to five sites with two options each, ten targets, three purses, and limits of each kind."""
    site = [
        one for one in range(draw(some.integers(1, 5))) for _ in range(draw(some.integers(1, 2)))
    ]
    options = len(site)
    funds = draw(some.integers(1, 3))
    costs = some.lists(some.integers(1, 9), min_size=options, max_size=options)
    coefficients = some.lists(
        some.sampled_from([0.0, 1.0, 2.0, -0.5]), min_size=options, max_size=options
    )
    limits = tuple(
        Between(f"limit.{number}", np.array(draw(coefficients)), *draw(_RANGES))
        for number in range(draw(some.integers(0, 2)))
    )
    pairs = some.tuples(some.sampled_from(site), some.sampled_from(site))
    forced = draw(some.sets(some.sampled_from(site), max_size=1))
    return instance(
        [draw(some.lists(some.integers(0, 9), max_size=5)) for _ in range(options)],
        weight=draw(some.lists(some.integers(0, 9).map(float), min_size=10, max_size=10)),
        cost=[one * 1_000_000 for one in draw(costs)],
        won=draw(some.lists(_WON, min_size=funds, max_size=funds)),
        site=site,
        bonus=[draw(some.sampled_from([0.0, 0.0, 1.5])) for _ in range(options)],
        may_pay=[[draw(some.booleans()) for _ in range(options)] for _ in range(funds)],
        limits=limits,
        conflicts=tuple({(a, b) for a, b in draw(some.lists(pairs, max_size=3)) if a != b}),
        forced=sorted(forced),
        forbidden=sorted(draw(some.sets(some.sampled_from(site), max_size=1)) - forced),
    )


_WON = some.integers(0, 20).map(lambda one: one * 1_000_000 + 7)
_RANGES = some.sampled_from([(-np.inf, 2.0), (1.0, np.inf), (0.0, 3.0), (2.0, 2.0), (-1.0, -0.5)])


def row_of_sites(sites: int, **kinds: object) -> Instance:
    """Site k covers targets k and k + 1, each worth 1; every site costs a million."""
    return instance(
        [[one, one + 1] for one in range(sites)],
        weight=[1.0] * (sites + 1),
        cost=[1_000_000] * sites,
        **kinds,  # type: ignore[arg-type]  # passed on as given
    )


def count(name: str, sites: int, least: float = -np.inf, most: float = np.inf) -> Between:
    return Between(name, np.ones(sites), least, most)
