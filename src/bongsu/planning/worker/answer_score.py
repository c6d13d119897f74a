"""The scores of all cells, in the child process: no solver is loaded."""

from collections.abc import Callable

from bongsu.planning.plans.score_only import score_only
from bongsu.planning.worker.messages import Progress, Score, Scored


def answer(ask: Score, heard: Callable[[Progress], None], _stop: Callable[[], bool]) -> Scored:
    """Raises `PlanRefused`."""
    return score_only(ask.config, ask.inputs, heard)
