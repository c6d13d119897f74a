"""An instance made small and even: forbidden and dominated options gone, targets that the same options cover as one,
worth scaled so that the best option is worth 100, money in its own units. Nothing that a best plan could need is lost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bongsu.planning.siting.hall import Row, fund_rows
from bongsu.planning.siting.instance import Floats, Instance, Ints
from bongsu.planning.siting.spacing import cliques, neighbours

BEST_OPTION = 100.0
Marks = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Options sorted by site; side rows are purses, limits and spacing."""

    option: Ints
    """[options] index in the instance."""
    site: Ints
    """[options] 0…sites − 1, ascending."""
    site_start: Ints
    """[sites] first option of each."""
    is_forced: Ints
    """[sites] 1 where a site must be chosen."""
    worth: Floats
    cover: sparse.csr_array
    """[options, targets] of ones."""
    weight: Floats
    side: sparse.csr_array
    """[rows, options]."""
    low: Floats
    high: Floats
    names: tuple[str, ...]
    scale: float
    """Worth here ÷ worth in the instance."""
    lost: tuple[int, ...]
    """Forced sites of the instance that no option is left for."""


_NONE = np.zeros(0, dtype=np.int64)


def prepare(instance: Instance, keep: Ints = _NONE) -> Problem:
    """`keep`: options that stay even where another is better."""
    kept = _kept(instance)
    cover, weight = _targets(instance, kept)
    kept, cover = _undominated(instance, kept, cover, keep)
    cover, weight = _merged(cover, weight)
    number, site = np.unique(instance.site[kept], return_inverse=True)
    scale = _scale(cover @ weight + instance.bonus[kept])
    forced = np.isin(number, list(instance.forced)).astype(np.int64)
    rows = _rows(instance, kept, number, site)
    return Problem(
        option=kept,
        site=site.astype(np.int64),
        site_start=np.searchsorted(site, np.arange(len(number))).astype(np.int64),
        is_forced=forced,
        worth=instance.bonus[kept] * scale,
        cover=cover,
        weight=weight * scale,
        side=_matrix(rows, len(kept)),
        low=np.array([row.least for row in rows], dtype=np.float64),
        high=np.array([row.most for row in rows], dtype=np.float64),
        names=tuple(row.name for row in rows),
        scale=scale,
        lost=tuple(sorted(set(instance.forced) - set(number.tolist()))),
    )


def _kept(instance: Instance) -> Ints:
    """Options of sites that may be chosen, payable by someone, sorted by site."""
    out = set(instance.forbidden) | neighbours(instance.conflicts, instance.forced)
    may = instance.may_pay.any(axis=0) & ~np.isin(instance.site, list(out))
    kept = np.flatnonzero(may)
    return kept[np.argsort(instance.site[kept], kind="stable")].astype(np.int64)


def _targets(instance: Instance, kept: Ints) -> tuple[sparse.csr_array, Floats]:
    full = sparse.csr_array(
        (np.ones(len(instance.cover_target)), instance.cover_target, instance.cover_start),
        shape=(len(instance.cost), len(instance.weight)),
    )
    worthy = np.flatnonzero(instance.weight > 0)
    cover = sparse.csr_array(full[kept][:, worthy])
    cover.sum_duplicates()
    cover.data[:] = 1.0
    return cover, instance.weight[worthy]


def _undominated(
    instance: Instance, kept: Ints, cover: sparse.csr_array, keep: Ints
) -> tuple[Ints, sparse.csr_array]:
    """Of two ways to build one site that see the same and count the same, the dearer with fewer payers goes."""
    if not len(kept):
        return kept, cover
    kind = _alike(instance, kept, cover)
    bonus, cost = instance.bonus[kept], instance.cost[kept]
    payers = instance.may_pay[:, kept]
    order = np.lexsort((-bonus, -payers.sum(axis=0), cost, kind, instance.site[kept]))
    group = np.stack([instance.site[kept][order], kind[order].view(np.int64)])
    worse = np.zeros(len(kept), dtype=bool)
    for step in range(1, len(order)):
        near, far = order[:-step], order[step:]
        same = (group[:, :-step] == group[:, step:]).all(axis=0)
        if not same.any():
            break
        beaten = same & (bonus[near] >= bonus[far])
        beaten &= (payers[:, near] | ~payers[:, far]).all(axis=0)
        worse[far[beaten]] = True
    stays = ~worse | np.isin(kept, keep)
    return kept[stays], sparse.csr_array(cover[stays])


def _alike(instance: Instance, kept: Ints, cover: sparse.csr_array) -> Ints:
    """A number for what an option covers and how it counts in the limits."""
    rng = np.random.default_rng(0)
    kind = fingerprints(cover, rng)
    for limit in instance.limits:
        _, place = np.unique(limit.coefficient[kept], return_inverse=True)
        kind = kind * np.uint64(0x9E3779B97F4A7C15) + place.astype(np.uint64)
    return kind.view(np.int64)


def _merged(cover: sparse.csr_array, weight: Floats) -> tuple[sparse.csr_array, Floats]:
    """Targets that the very same options cover become one."""
    columns = sparse.csc_array(cover)
    seen = np.flatnonzero(np.diff(columns.indptr) > 0)
    columns = sparse.csc_array(columns[:, seen])
    marks = fingerprints(columns.T.tocsr(), np.random.default_rng(1))
    _, first, group = np.unique(marks, return_index=True, return_inverse=True)
    merged = np.bincount(group, weight[seen], minlength=len(first)).astype(np.float64)
    return sparse.csr_array(columns[:, first]), merged


def fingerprints(rows: sparse.csr_array, rng: np.random.Generator) -> Marks:
    """One 64-bit number per row of a 0/1 matrix, equal for equal rows."""
    marks = rng.integers(1, 2**63, max(rows.shape[1], 1), dtype=np.uint64)
    sums = np.concatenate([[np.uint64(0)], np.cumsum(marks[rows.indices], dtype=np.uint64)])
    counts = np.diff(rows.indptr).astype(np.uint64)
    return np.asarray((sums[rows.indptr[1:]] - sums[rows.indptr[:-1]]) ^ counts)


def _scale(gain: Floats) -> float:
    best = float(gain.max(initial=0.0))
    return BEST_OPTION / best if best > 0 else 1.0


def _rows(instance: Instance, kept: Ints, number: Ints, site: Ints) -> list[Row]:
    rows = fund_rows(instance.cost[kept], instance.fund_won, instance.may_pay[:, kept])
    for limit in instance.limits:
        at = np.flatnonzero(limit.coefficient[kept])
        rows.append(Row(limit.name, at, limit.coefficient[kept][at], limit.least, limit.most))
    place = {int(given): here for here, given in enumerate(number)}
    pairs = [(place[a], place[b]) for a, b in instance.conflicts if a in place and b in place]
    starts = np.searchsorted(site, np.arange(len(number) + 1))
    for clique in cliques(pairs):
        at = np.concatenate([np.arange(starts[one], starts[one + 1]) for one in clique])
        rows.append(Row("spacing", at, np.ones(len(at)), -np.inf, 1.0))
    return rows


def _matrix(rows: list[Row], options: int) -> sparse.csr_array:
    start = np.concatenate([[0], np.cumsum([len(row.at) for row in rows], dtype=np.int64)])
    at = np.concatenate([row.at for row in rows]) if rows else np.zeros(0, dtype=np.int64)
    value = np.concatenate([row.value for row in rows]) if rows else np.zeros(0)
    return sparse.csr_array((value, at, start), shape=(len(rows), options))
