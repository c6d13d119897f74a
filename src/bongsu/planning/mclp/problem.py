"""The problem as the searches take it: who covers whom both ways, and what each demand is worth; smaller than the
instance, with the same best value: equal demands are one, and a candidate that another covers wholly is left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# multiplications that looking for dominated candidates may take: a second or two
_MOST_WORK = 400_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Lists of unlike length in one array: list k is `item[start[k]:start[k + 1]]`."""

    start: Ints
    item: Ints

    def of(self, k: int) -> Ints:
        return self.item[self.start[k] : self.start[k + 1]]

    def joined(self, chosen: Ints) -> tuple[Ints, Ints]:
        """All items of the chosen lists, one after the other, and each list's length."""
        begin = self.start[chosen]
        length = self.start[chosen + 1] - begin
        shift = np.repeat(begin - (length.cumsum() - length), length)
        return self.item[shift + np.arange(len(shift))], length

    def as_matrix(self, columns: int) -> sparse.csr_array:
        ones = np.ones(len(self.item))
        return sparse.csr_array((ones, self.item, self.start), shape=(len(self.start) - 1, columns))


def rows_of(matrix: sparse.csr_array) -> Rows:
    matrix.sort_indices()
    return Rows(start=matrix.indptr.astype(np.int64), item=matrix.indices.astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Choose `sites` candidates that together cover the most weight."""

    sites: int
    weight: Floats
    """[demands] > 0, whole numbers."""
    covers: Rows
    """Candidate → demands."""
    covered_by: Rows
    """Demand → candidates."""
    point: Ints
    """[candidates] index of the instance's point."""
    place: Floats
    """[candidates, 3] unit vectors."""

    @property
    def candidates(self) -> int:
        return len(self.point)

    def worth(self, chosen: Ints) -> int:
        seen = np.unique(self.covers.joined(chosen)[0])
        return round(float(self.weight[seen].sum()))


def problem_of(matrix: sparse.csr_array, demand: Ints, place: Floats, sites: int) -> Problem:
    """`matrix`: [candidate, point]. Points without demand are nobody's gain; they stay candidates."""
    wanted = np.flatnonzero(demand > 0)
    matrix, weight = _joined(matrix[:, wanted].astype(np.int64), demand[wanted])
    useful = np.flatnonzero(np.diff(matrix.indptr) > 0)
    kept = useful[_undominated(matrix[useful])]
    # with fewer candidates kept, rows of demands may have become equal
    matrix, weight = _joined(matrix[kept], weight)
    return Problem(
        sites=min(sites, len(kept)),
        weight=weight.astype(np.float64),
        covers=rows_of(matrix),
        covered_by=rows_of(matrix.T.tocsr()),
        point=kept,
        place=place[kept],
    )


def _joined(matrix: sparse.csr_array, weight: Ints) -> tuple[sparse.csr_array, Ints]:
    """Demands that the same candidates cover become one, with their weights together."""
    if not matrix.shape[1]:
        return matrix, weight
    _, first, which = np.unique(_keys(matrix), axis=0, return_index=True, return_inverse=True)
    together = np.zeros(len(first), dtype=np.int64)
    np.add.at(together, which.ravel(), weight)
    order = np.argsort(first)
    return matrix[:, first[order]].tocsr(), together[order]


def _keys(matrix: sparse.csr_array) -> NDArray[np.uint64]:
    """[columns, 2] equal for equal columns, and else unlike but for one chance in 2^128: sums of random words."""
    chance = np.random.default_rng(7)
    words = chance.integers(0, 2**63, (matrix.shape[0], 2), dtype=np.int64)
    return np.asarray(matrix.T.tocsr() @ words).astype(np.uint64)


def _undominated(matrix: sparse.csr_array) -> Ints:
    """Candidates whose demands are not all another's; of equal ones the first."""
    size = np.diff(matrix.indptr)
    work = int((np.diff(matrix.T.tocsr().indptr).astype(np.int64) ** 2).sum())
    if work > _MOST_WORK:
        _, first = np.unique(_keys(matrix.T.tocsr()), axis=0, return_index=True)
        return np.sort(first)
    shared = (matrix @ matrix.T).tocoo()
    i, j = shared.row, shared.col
    within = (shared.data == size[i]) & (i != j)
    worse = within & ((size[j] > size[i]) | (j < i))
    dominated = np.zeros(len(size), dtype=bool)
    dominated[i[worse]] = True
    return np.flatnonzero(~dominated)
