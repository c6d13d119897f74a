"""A plan, in the child process."""

from collections.abc import Callable

from bongsu.planning.plans.draw_up import draw_up
from bongsu.planning.worker.messages import Draw, Drawn, Progress


def answer(ask: Draw, heard: Callable[[Progress], None], stop: Callable[[], bool]) -> Drawn:
    """Raises `PlanRefused`, `StoppedWithoutResult`."""
    return Drawn(draw_up(ask.config, ask.inputs, heard, stop, with_curve=ask.curve))
