"""How far a plan is: each stage's own share put together to one share of the whole."""

from collections.abc import Callable

from bongsu.planning.worker.messages import Progress

# where each stage begins, of what is expected
_BEGINS = {
    "grid": 0.0,
    "standing": 0.02,
    "score": 0.06,
    "candidates": 0.10,
    "options": 0.14,
    "relax": 0.18,
    "search": 0.18,
    "pay": 0.80,
    "headings": 0.80,
    "compare": 0.84,
    "curve": 0.88,
    "explain": 0.5,
}
_SEARCH_ENDS = 0.80


class Stages:
    """Speaks for one plan."""

    def __init__(self, said: Callable[[Progress], None], with_curve: bool) -> None:
        self._said = said
        self.with_curve = with_curve
        self._objective: float | None = None
        self._gap: float | None = None

    def tell(self, step: str, _share: float) -> None:
        self._say(step, _BEGINS[step])

    def search(self, step: str, share: float, objective: float | None, bound: float | None) -> None:
        """As `siting/stops.py` tells it."""
        if objective is not None and bound is not None and objective > 0:
            self._objective, self._gap = objective, max(0.0, bound / objective - 1.0)
        begins = _BEGINS["search"]
        self._say(step, begins + (_SEARCH_ENDS - begins) * min(1.0, share))

    def curve(
        self, _step: str, _share: float, _objective: float | None, _bound: float | None
    ) -> None:
        """Another budget's objective is not this plan's."""
        self._say("curve", _BEGINS["curve"])

    def _say(self, step: str, share: float) -> None:
        self._said(Progress(step, share, self._objective, self._gap))
