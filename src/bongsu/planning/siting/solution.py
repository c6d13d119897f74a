"""What the solver found, how far from the best it can be at most, and what it took."""

from dataclasses import dataclass
from enum import StrEnum

from bongsu.planning.siting.instance import Ints


class Proof(StrEnum):
    """Why the search ended."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within_gap"
    TIME_LIMIT = "time_limit"
    STOPPED = "stopped"
    """By the planner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """`options`: indices of the chosen ones; `paid`: [chosen, funds] won."""

    options: Ints
    paid: Ints
    objective: float
    bound: float
    """No plan within the same limits is worth more: proven."""
    proof: Proof
    cpu_s: float
    wall_s: float

    @property
    def gap(self) -> float:
        """(bound − objective) ÷ objective; 0 when nothing can be won."""
        return 0.0 if self.objective <= 0 else max(0.0, self.bound / self.objective - 1.0)
