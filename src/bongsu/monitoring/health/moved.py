"""화각 틀어짐: the picture is sharp and stays as it is, and is none of the views that the camera has shown before."""

from dataclasses import dataclass, field

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Common, Sight
from bongsu.monitoring.health.views import (
    EDGES_KEPT,
    SAME_STAYS,
    STRUCTURED,
    Matched,
    View,
    alike,
    has_structure,
    is_lit_like,
)

LIMIT = 1.0 - SAME_STAYS
_STABLE = 0.25
_LEAST_CELLS = 3
# shares of cells that look as usual and that are where they were: of a view elsewhere at most .5 in sum were seen, in snow
# with a lorry .52 and more
_STILL_ALIKE = 0.51
# where few cells have edges a lorry hides nearly all of them; of 172 turned cameras those with so few kept .28 at most
_FEW_CELLS, _FEW_STILL_ALIKE = 24, 0.35
# a lorry in fog shows fewer edges than the view; a camera is turned from one moment to the next, fog thickens by and by
_AS_MUCH, _THERE, _ABRUPT_LOOKS = 0.9, 0.7, 3


@dataclass(slots=True)
class Moving:
    """Remembers the last look: a view that does not stay is weather, not a turned camera. `_recent`: how much stood where it
    usually stands in the last looks."""

    _last: Sight | None = None
    _recent: list[float] = field(default_factory=list)
    _is_sudden: bool = False

    def look(self, sight: Sight, common: Common, matched: Matched) -> Sign | None:
        """Figure: share of the usual view that is not where it was."""
        last, self._last = self._last, sight
        view = matched.view
        if view is None or last is None or view.is_bare():
            return None
        was_there = sum(one >= _THERE for one in self._recent) > 1
        self._recent = [*self._recent, matched.stays][-_ABRUPT_LOOKS:]
        few = int(view.is_structured().sum()) <= _FEW_CELLS
        still_alike = _FEW_STILL_ALIKE if few else _STILL_ALIKE
        if matched.is_same or matched.share + matched.stays > still_alike:
            self._is_sudden = False
            return Sign(ailing=False, figure=1.0 - matched.stays, limit=LIMIT)
        self._is_sudden = self._is_sudden or was_there
        if sight.is_dazzled or not is_lit_like(view, sight):
            return None
        if not self._shows_enough(sight, common, view) or alike(last.edges, sight.edges) < _STABLE:
            return None
        return Sign(ailing=True, figure=1.0 - matched.stays, limit=LIMIT)

    def _shows_enough(self, sight: Sight, common: Common, view: View) -> bool:
        usual = int(view.is_structured().sum())
        if int((sight.edges_power > STRUCTURED).sum()) < max(_LEAST_CELLS, EDGES_KEPT * usual):
            return False
        return self._is_sudden or int(has_structure(common).sum()) >= _AS_MUCH * usual
