"""The limits of an instance as a model in which each may give way: which cannot hold together, and how far must they give.
Worth plays no part; what builds a site alike but costs more and has fewer payers is left out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from bongsu.planning.siting.hall import masks, unions
from bongsu.planning.siting.highs import Effort, Model, relax, search
from bongsu.planning.siting.instance import Between, Bools, Floats, Instance, Ints
from bongsu.planning.siting.prepare import Problem, prepare

MILLION = 1_000_000.0
TOLERANCE = 1e-6
FEW_SITES = 4.0
"""So many forced, forbidden or crowded sites given up count as much as giving up a whole purse or count."""
FEW_OF_A_KIND = 3
SITES = 20.0
"""Expected where no limit says how many there may be."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What can give way: `purse.0`, `spacing`, `forced.7`, `forbidden`, a limit's name; `is_least`: its lower side.
    `size`: giving so much counts as giving all of it. `bound`: what it asks today, `share`: of all
    sites, where it is a share."""

    name: str
    size: float
    bound: float = 0.0
    is_least: bool = False
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Elastic:
    """Variables: options, then slacks; `slack_thing`: [slacks] whose each is."""

    things: tuple[Thing, ...]
    model: Model
    options: int
    slack_thing: Ints
    effort: Effort


@dataclass(frozen=True, slots=True)
class Given:
    """How far each thing gave way, how many sites the plan has then, and which things a proof needs (relaxed only)."""

    amount: dict[Thing, float]
    sites: float
    priced: frozenset[Thing] = frozenset()


@dataclass(frozen=True, slots=True)
class _Slack:
    thing: Thing
    rows: Ints
    sign: float


def elastic(instance: Instance, effort: Effort, most_options: int = 10**9) -> Elastic:
    """`most_options`: about so many, the cheapest of each kind; what is possible with them is possible with all."""
    bare = _bare(instance)
    problem = prepare(bare)
    if len(problem.option) > most_options:
        problem = _cheapest(bare, problem, most_options)
    others = [row for row, name in enumerate(problem.names) if not name.startswith("purse.")]
    purses, purse_high, purse_slacks = _purses(instance, problem)
    low = np.concatenate([np.full(len(purse_high), -np.inf), problem.low[others]])
    high = np.concatenate([purse_high, problem.high[others]])
    names = ["purse"] * len(purse_high) + [problem.names[row] for row in others]
    slacks = [*purse_slacks, *_limit_slacks(instance, names, low, high)]
    side = sparse.vstack([purses, sparse.csr_array(problem.side[others])], format="csr")
    return _assembled(problem, side, low, high, slacks, effort)


def given(
    over: Elastic, held: Collection[Thing], free: Collection[Thing] = (), *, is_whole: bool
) -> Given | None:
    """Least total by which `held` must give way, `free` giving for nothing and all else not at all; None: not so."""
    price = np.array([1.0 / one.size if one in held else 0.0 for one in over.things])
    may = np.array([one in held or one in free for one in over.things], dtype=bool)
    gain = np.concatenate([np.zeros(over.options), -price[over.slack_thing]])
    most = np.concatenate([np.ones(over.options), np.where(may[over.slack_thing], np.inf, 0.0)])
    model = replace(over.model, gain=gain, most=most)
    if is_whole:
        value, priced = search(model, over.effort).value, frozenset[Thing]()
    else:
        found = relax(model)
        value = None if found is None else found.value
        priced = frozenset() if found is None else _priced(over, model, found.price)
    if value is None:
        return None
    amount = np.bincount(over.slack_thing, value[over.options :], minlength=len(over.things))
    gave = {one: float(by) for one, by in zip(over.things, amount, strict=True)}
    return Given(
        {one: by for one, by in gave.items() if one in held and by > TOLERANCE},
        float(value[: over.options].sum()),
        priced,
    )


def _priced(over: Elastic, model: Model, price: Floats) -> frozenset[Thing]:
    """Things whose rows have a price: the others may go without making anything possible."""
    slacks = model.rows[:, over.options :]
    counts = abs(slacks).T @ (np.abs(price) > 1e-9)
    return frozenset(over.things[place] for place in over.slack_thing[np.flatnonzero(counts)])


def _bare(instance: Instance) -> Instance:
    """Forced and forbidden sites as limits of their own, so that they too can give way; no worth."""
    forced = tuple(
        Between(f"forced.{one}", (instance.site == one).astype(np.float64), least=1.0)
        for one in sorted(instance.forced)
    )
    out = np.isin(instance.site, list(instance.forbidden)).astype(np.float64)
    forbidden = (Between("forbidden", out, most=0.0),) if instance.forbidden else ()
    return replace(
        instance,
        weight=np.zeros(len(instance.weight)),
        bonus=np.zeros(len(instance.bonus)),
        forced=frozenset(),
        forbidden=frozenset(),
        limits=(*instance.limits, *forced, *forbidden),
    )


def _cheapest(bare: Instance, problem: Problem, most_options: int) -> Problem:
    """Options that count alike in every limit and have the same payers are one kind; of each, the cheapest."""
    kind = masks(bare.may_pay[:, problem.option])
    for limit in bare.limits:
        _, place = np.unique(limit.coefficient[problem.option], return_inverse=True)
        _, kind = np.unique(kind * (int(place.max()) + 1) + place, return_inverse=True)
    _, kind = np.unique(kind, return_inverse=True)
    order = np.lexsort((bare.cost[problem.option], kind))
    starts = np.searchsorted(kind[order], np.arange(int(kind.max()) + 1))
    place = np.arange(len(order)) - starts[kind[order]]
    kept = np.sort(order[place < max(FEW_OF_A_KIND, most_options // len(starts))])
    site = problem.site[kept]
    sites, number = np.unique(site, return_inverse=True)
    return replace(
        problem,
        option=problem.option[kept],
        site=number.astype(np.int64),
        site_start=np.searchsorted(site, sites).astype(np.int64),
        is_forced=problem.is_forced[sites],
        worth=problem.worth[kept],
        cover=sparse.csr_array(problem.cover[kept]),
        side=sparse.csr_array(problem.side[:, kept]),
    )


def _purses(instance: Instance, problem: Problem) -> tuple[sparse.csr_array, Floats, list[_Slack]]:
    """Hall's rows in millions; a purse that gives way does so in every set that holds it."""
    payers = masks(instance.may_pay[:, problem.option])
    cost = instance.cost[problem.option] / MILLION
    sets = unions(payers)
    within = np.array([(payers & ~one) == 0 for one in sets], dtype=bool)
    within = within.reshape(len(sets), len(payers))
    funds = range(len(instance.fund_won))
    holds = np.array([[bool(one >> fund & 1) for fund in funds] for one in sets], dtype=bool)
    holds = holds.reshape(len(sets), len(instance.fund_won))
    won = instance.fund_won / MILLION
    size = max(1.0, float(won.sum()))
    slacks = [
        _Slack(Thing(f"purse.{fund}", size, float(won[fund])), _at(holds[:, fund]), -1.0)
        for fund in funds
    ]
    return sparse.csr_array(within * cost), holds @ won, slacks


def _limit_slacks(
    instance: Instance, names: list[str], low: Floats, high: Floats
) -> Iterator[_Slack]:
    shares = {one.name: max(0.0, -float(one.coefficient.min())) for one in instance.limits}
    sites = next((one.most for one in instance.limits if one.name == "limits.sites"), SITES)
    crowded = Thing("spacing", FEW_SITES)
    for row, name in enumerate(names):
        at = np.array([row])
        if name == "spacing":
            yield _Slack(crowded, at, -1.0)
        elif name != "purse":
            few = name == "forbidden" or name.startswith("forced.")
            usual = FEW_SITES if few else max(1.0, shares.get(name, 0.0) * min(sites, 1e6))
            if np.isfinite(low[row]):
                size = usual if few else max(usual, abs(low[row]))
                share = shares.get(name, 0.0)
                yield _Slack(
                    Thing(name, size, float(low[row]), is_least=True, share=share), at, 1.0
                )
            if np.isfinite(high[row]):
                size = usual if few else max(usual, abs(high[row]))
                yield _Slack(Thing(name, size, float(high[row])), at, -1.0)


def _assembled(
    problem: Problem,
    side: sparse.csr_array,
    low: Floats,
    high: Floats,
    slacks: list[_Slack],
    effort: Effort,
) -> Elastic:
    options, sites = len(problem.option), len(problem.is_forced)
    one_each = sparse.csr_array(
        (np.ones(options), (problem.site, np.arange(options))), shape=(sites, options)
    )
    things = tuple(dict.fromkeys(one.thing for one in slacks))
    place = {thing: at for at, thing in enumerate(things)}
    column = np.repeat(np.arange(len(slacks)), [len(one.rows) for one in slacks])
    row = np.concatenate([one.rows for one in slacks] or [np.zeros(0, dtype=np.int64)])
    sign = np.array([one.sign for one in slacks])[column] if slacks else np.zeros(0)
    slack = sparse.csr_array((sign, (row, column)), shape=(side.shape[0], len(slacks)))
    rows = sparse.block_array([[side, slack], [one_each, None]], format="csr")
    model = Model(
        gain=np.zeros(options + len(slacks)),
        most=np.ones(options + len(slacks)),
        rows=rows,
        low=np.concatenate([low, np.full(sites, -np.inf)]),
        high=np.concatenate([high, np.ones(sites)]),
        whole=np.arange(options + len(slacks)) < options,
    )
    of = np.array([place[one.thing] for one in slacks], dtype=np.int64)
    return Elastic(things, model, options, of, effort)


def _at(flags: Bools) -> Ints:
    return np.flatnonzero(flags).astype(np.int64)
