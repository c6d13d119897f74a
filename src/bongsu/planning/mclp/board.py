"""Where searches tell what they found and hear what others did: the best choice, the lowest bound, and whether to stop."""

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from bongsu.planning.mclp.problem import Ints

Over = Callable[[], bool]


class Board(Protocol):
    """`worth` of `chosen` is the best known; `bound` is proven."""

    chosen: Ints
    worth: int
    bound: float

    def found(self, chosen: Ints, worth: int) -> None: ...

    def bounded(self, bound: float) -> None: ...

    def over(self) -> bool: ...

    def left_s(self) -> float: ...


class LocalBoard:
    """For searches in this process. `stop` is asked now and then; a closed gap ends the search by itself."""

    def __init__(self, chosen: Ints, worth: int, bound: float, deadline: float, stop: Over) -> None:
        self.chosen, self.worth, self.bound = chosen, worth, bound
        self._deadline, self._stop = deadline, stop

    def found(self, chosen: Ints, worth: int) -> None:
        if worth > self.worth:
            self.chosen, self.worth = np.array(chosen, dtype=np.int64), worth

    def bounded(self, bound: float) -> None:
        self.bound = min(self.bound, whole(bound))

    def over(self) -> bool:
        return self.worth >= self.bound or self.left_s() <= 0.0 or self._stop()

    def left_s(self) -> float:
        return self._deadline - time.monotonic()

    @property
    def closed(self) -> bool:
        return self.worth >= self.bound


def whole(bound: float) -> float:
    """Worth is a whole number: a bound of 7.9 is one of 7. Rounding of sums is forgiven, never turned to our favour."""
    return float(np.floor(bound * (1.0 + 1e-12) + 1e-6)) if np.isfinite(bound) else bound
