"""The model over some of the options. A target that one site alone could cover needs no variable: its worth goes to the
options; targets that the same options cover share one. So a model over a few thousand options stays small."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bongsu.planning.siting.highs import Model
from bongsu.planning.siting.instance import Floats, Ints
from bongsu.planning.siting.prepare import Problem, fingerprints


@dataclass(frozen=True, slots=True)
class Master:
    """Variables: options, shared targets, slacks. Rows: side rows, sites, shared targets."""

    model: Model
    options: Ints
    """Indices in the problem, ascending."""
    side: Ints
    """Side rows of the problem that are rows here."""
    sites: Ints
    groups: Ints
    """[targets] group of a shared target, −1 of any other."""
    share: Floats
    """[groups] worth of each group."""

    @property
    def slacks(self) -> slice:
        return slice(len(self.options) + len(self.share), len(self.model.gain))


def master(problem: Problem, options: Ints, penalty: float | None) -> Master:
    """Over `options`; with a penalty, rows that ask for something may be missed at that price each."""
    cover = sparse.csr_array(problem.cover[options])
    groups, shared = _shared(problem, options, cover)
    share = np.bincount(
        groups[groups >= 0], problem.weight[groups >= 0], minlength=len(shared)
    ).astype(np.float64)
    alone = groups < 0
    worth = problem.worth[options] + cover @ (problem.weight * alone)
    side_at, side = _side(problem, options)
    sites, site_rows = _sites(problem, options)
    covering = sparse.csr_array(sparse.csc_array(cover)[:, shared].T)
    low = np.concatenate([problem.low[side_at], problem.is_forced[sites]])
    high = np.concatenate([problem.high[side_at], np.ones(len(sites))])
    slack = _slacks(low, high) if penalty is not None else sparse.csr_array((len(low), 0))
    rows = sparse.block_array(
        [
            [sparse.vstack([side, site_rows]), None, slack],
            [-covering, sparse.eye_array(len(share)), None],
        ],
        format="csr",
    )
    options_and_groups = len(options) + len(share)
    price = np.full(slack.shape[1], -(penalty or 0.0))
    model = Model(
        gain=np.concatenate([worth, share, price]),
        most=np.concatenate([np.ones(options_and_groups), np.full(slack.shape[1], np.inf)]),
        rows=rows,
        low=np.concatenate([low, np.full(len(share), -np.inf)]),
        high=np.concatenate([high, np.zeros(len(share))]),
        whole=np.arange(rows.shape[1]) < len(options),
    )
    return Master(model, options, side_at, sites, groups, share)


def _shared(problem: Problem, options: Ints, cover: sparse.csr_array) -> tuple[Ints, Ints]:
    """Group of each target that several sites could cover (else −1), and one target of each group."""
    columns = sparse.csc_array(cover)
    columns.sort_indices()
    counts = np.diff(columns.indptr)
    site = problem.site[options]
    seen = np.flatnonzero(counts > 1)
    first = site[columns.indices[columns.indptr[seen]]]
    last = site[columns.indices[columns.indptr[seen + 1] - 1]]
    several = seen[first != last]
    groups = np.full(cover.shape[1], -1, dtype=np.int64)
    if not len(several):
        return groups, several
    marks = fingerprints(columns[:, several].T.tocsr(), np.random.default_rng(2))
    _, one, group = np.unique(marks, return_index=True, return_inverse=True)
    groups[several] = group
    return groups, several[one]


def _side(problem: Problem, options: Ints) -> tuple[Ints, sparse.csr_array]:
    """Rows that these options could break or are asked by; a row that nothing here touches stays if it asks."""
    some = sparse.csr_array(problem.side[:, options])
    top = some.maximum(0).sum(axis=1)
    bottom = some.minimum(0).sum(axis=1)
    is_spacing = np.array([name == "spacing" for name in problem.names], dtype=bool)
    touched = np.diff(some.indptr) > 1
    needed = np.where(is_spacing, touched, (top > problem.high) | (bottom < problem.low))
    at = np.flatnonzero(needed).astype(np.int64)
    return at, sparse.csr_array(some[at])


def _sites(problem: Problem, options: Ints) -> tuple[Ints, sparse.csr_array]:
    site = problem.site[options]
    sites = np.flatnonzero(
        (np.bincount(site, minlength=len(problem.is_forced)) > 1) | (problem.is_forced > 0)
    )
    place = np.full(len(problem.is_forced), -1, dtype=np.int64)
    place[sites] = np.arange(len(sites))
    here = np.flatnonzero(place[site] >= 0)
    rows = sparse.csr_array(
        (np.ones(len(here)), (place[site[here]], here)), shape=(len(sites), len(options))
    )
    return sites.astype(np.int64), rows


def _slacks(low: Floats, high: Floats) -> sparse.csr_array:
    """One more variable for each row that nothing chosen would miss."""
    under, over = np.flatnonzero(low > 0), np.flatnonzero(high < 0)
    rows = np.concatenate([under, over])
    value = np.concatenate([np.ones(len(under)), -np.ones(len(over))])
    return sparse.csr_array((value, (rows, np.arange(len(rows)))), shape=(len(low), len(rows)))
