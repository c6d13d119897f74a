"""When a search ends, and whom it tells how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str, float, float | None, float | None], None]
"""step, share 0…1 of what is expected, objective of the best plan so far, proven bound."""


def _nobody(_step: str, _share: float, _objective: float | None, _bound: float | None) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """The first of: gap reached, time over, `stop()` true. `clock` in seconds."""

    gap: float = 0.001
    time_limit_s: float = 60.0
    seed: int = 1
    stop: Callable[[], bool] = _never
    progress: Told = _nobody
    clock: Callable[[], float] = time.monotonic
