"""A plan, in the child process."""

from collections.abc import Callable

import msgspec

from bongsu.planning.plans.draw_up import draw_up_with_candidates
from bongsu.planning.worker.messages import Draw, Drawn, Progress


def answer(ask: Draw, heard: Callable[[Progress], None], stop: Callable[[], bool]) -> Drawn:
    """Raises `PlanRefused`, `StoppedWithoutResult`."""
    plan, candidates = draw_up_with_candidates(
        ask.config, ask.inputs, heard, stop, with_curve=ask.curve
    )
    return Drawn(plan, msgspec.Raw(msgspec.json.encode(candidates)))
