"""화각 틀어짐: the picture is sharp and stays as it is, and is none of the views that the camera has shown before."""

from dataclasses import dataclass

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Sight
from bongsu.monitoring.health.views import (
    EDGES_KEPT,
    SAME_STAYS,
    STRUCTURED,
    Matched,
    alike,
    is_lit_like,
)

LIMIT = 1.0 - SAME_STAYS
_STABLE = 0.25
_LEAST_CELLS = 3
# shares of cells that look as usual and that are where they were: of a view elsewhere at most .46 in sum were seen, in snow
# with a lorry .52 and more
_STILL_ALIKE = 0.49


@dataclass(slots=True)
class Moving:
    """Remembers the last look: a view that does not stay is weather, not a turned camera."""

    _last: Sight | None = None

    def look(self, sight: Sight, matched: Matched) -> Sign | None:
        """Figure: share of the usual view that is not where it was."""
        last, self._last = self._last, sight
        view = matched.view
        if view is None or last is None or view.is_bare():
            return None
        if matched.is_same or matched.share + matched.stays > _STILL_ALIKE:
            return Sign(ailing=False, figure=1.0 - matched.stays, limit=LIMIT)
        if not is_lit_like(view, sight):
            return None
        cells = int((sight.edges_power > STRUCTURED).sum())
        needed = max(_LEAST_CELLS, EDGES_KEPT * int(view.is_structured().sum()))
        if cells < needed or sight.is_dazzled or alike(last.edges, sight.edges) < _STABLE:
            return None
        return Sign(ailing=True, figure=1.0 - matched.stays, limit=LIMIT)
