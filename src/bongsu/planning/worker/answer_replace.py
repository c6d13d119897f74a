"""A list of replacements, in the child process."""

from collections.abc import Callable

from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.worker.messages import Progress, Replace, Replaced


def answer(ask: Replace, heard: Callable[[Progress], None], _stop: Callable[[], bool]) -> Replaced:
    """Raises `PlanRefused`."""
    drawn = draw_list(
        ask.config,
        ask.fleet,
        ask.as_of,
        progress=lambda step, share: heard(Progress(step, share)),
    )
    return Replaced(drawn)
