"""An upper bound by Lagrange multipliers on "only a chosen site covers", by primal-dual steps on the linear relaxation."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bongsu.planning.mclp.problem import Floats, Problem


@dataclass(frozen=True, slots=True)
class Bound:
    """No choice is worth more than `value`. `price[c]`: what candidate c is worth at these multipliers; the dearest
    `sites` of them and `rest` add up to the bound. `share`: a fractional choice, for guidance only."""

    value: float
    price: Floats
    rest: float
    share: Floats


class Descent:
    """min over 0 ≤ λ ≤ w of Σ(w − λ) + the `sites` largest of Aλ: primal-dual hybrid gradient with restarts at averages."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._covers = problem.covers.as_matrix(len(problem.weight))
        self._covered_by = problem.covered_by.as_matrix(problem.candidates)
        self._norm = _norm(self._covers, self._covered_by)
        self._share = np.full(problem.candidates, problem.sites / max(1, problem.candidates))
        self._price_of = problem.weight / 2.0
        # how much a unit of λ weighs against one of x: set anew at each restart
        self._balance = max(
            1.0, float(np.linalg.norm(self._price_of)) / max(1.0, problem.sites**0.5)
        )
        self.best = self._bound_at(problem.weight, self._share)
        self.best_value = 0.0
        """Of the fractional choice: the relaxation's optimum lies between this and `best.value`."""

    def steps(self, count: int) -> None:
        """A round of so many steps, then a restart at its average or its end, whichever bounds better."""
        x, y = self._share, self._price_of
        sum_x, sum_y = np.zeros_like(x), np.zeros_like(y)
        tau = 0.95 / (self._norm * self._balance)
        sigma = 0.95 * self._balance / self._norm
        for _ in range(count):
            nearer = nearest_share(x + tau * (self._covers @ y), self._problem.sites)
            y = np.clip(
                y + sigma * (1.0 - self._covered_by @ (2.0 * nearer - x)), 0.0, self._problem.weight
            )
            x = nearer
            sum_x += x
            sum_y += y
        self._restart((x, y), (sum_x / count, sum_y / count))

    def _restart(self, last: tuple[Floats, Floats], mean: tuple[Floats, Floats]) -> None:
        ends = [(self._bound_at(y, x), self._value_of(x), x, y) for x, y in (last, mean)]
        bound, _, x, y = min(ends, key=lambda one: one[0].value - one[1])
        moved_x = float(np.linalg.norm(x - self._share))
        moved_y = float(np.linalg.norm(y - self._price_of))
        if moved_x > 0 and moved_y > 0:
            self._balance = float(np.sqrt(self._balance * moved_y / moved_x))
        self._share, self._price_of = x, y
        self.best_value = max(self.best_value, *(value for _, value, _, _ in ends))
        for found, *_ in ends:
            if found.value < self.best.value:
                self.best = found
        self.last = bound

    def _bound_at(self, multipliers: Floats, share: Floats) -> Bound:
        price = np.asarray(self._covers @ multipliers)
        rest = float((self._problem.weight - multipliers).sum())
        few = self._problem.sites
        dearest = np.partition(price, len(price) - few)[len(price) - few :] if few else price[:0]
        return Bound(rest + float(dearest.sum()), price, rest, share)

    def _value_of(self, share: Floats) -> float:
        seen = np.minimum(1.0, self._covered_by @ share)
        return float(self._problem.weight @ seen)


def _norm(covers: sparse.csr_array, covered_by: sparse.csr_array) -> float:
    """Largest singular value, a little above, by power iteration."""
    vector = np.ones(covers.shape[1])
    length = 1.0
    for _ in range(30):
        vector = covered_by @ (covers @ vector)
        length = float(np.linalg.norm(vector)) or 1.0
        vector = vector / length
    return 1.02 * float(np.sqrt(length))


def nearest_share(wanted: Floats, total: int) -> Floats:
    """The nearest point with 0 ≤ x ≤ 1 and Σ x = total: Newton on the one shift that makes it so, kept within a bracket."""
    low, high = float(wanted.min()) - 1.0, float(wanted.max())
    shift = float(np.partition(wanted, len(wanted) - total)[len(wanted) - total]) - 0.5
    for _ in range(60):
        moved = np.clip(wanted - shift, 0.0, 1.0)
        over = float(moved.sum()) - total
        if abs(over) <= 1e-9 * total:
            break
        low, high = (shift, high) if over > 0 else (low, shift)
        free = int(((moved > 0.0) & (moved < 1.0)).sum())
        step = shift + over / free if free else 0.5 * (low + high)
        shift = step if low < step < high else 0.5 * (low + high)
    return np.clip(wanted - shift, 0.0, 1.0)
