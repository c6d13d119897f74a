"""가림: most of what the camera usually shows has lost its structure at once. Fog and dusk come slowly, a lorry leaves half
of the picture as it was, dazzle passes."""

from dataclasses import dataclass, field

import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Common, Floats, Sight, by_cell, unevenness
from bongsu.monitoring.health.views import CONTRAST, Matched, View, has_structure, keeps_edges

LIMIT = 0.62
_STILL_SEEN, _STILL_LOST = 0.35, 0.43
_ABRUPT_LOOKS = 4
_DARK = 16.0
_CELL_DIFFERS = 0.3
_STRENGTH_KEPT = 0.3
# in a light never seen before: nothing at all is left, and what there is is as even as what lies on a lens and nothing like
# the view, of which thick fog leaves the coarsest
_EVEN_ANEW = 0.12
_MOST_CELLS = 0.45
_FEW_CELLS = 14
_LIKE, _GAIN = 0.68, 0.2
# what lies on the lens is out of focus and evenly lit; lamps in fog light pools out of the dark
_EVEN, _FLATTENED = 0.6, 0.2
_STAYS = 0.3
_LEAST_CELLS = 27
_ANY_CELL = 0.04
_NOTHING_CELLS = 2
_MAYBE_LIKE, _STANDING = 0.3, 0.9
_DAYLIGHT = (True, True)


@dataclass(slots=True)
class Covering:
    """`_recent`: shares lost in the last looks; only a sudden loss is a cover."""

    _recent: list[float] = field(default_factory=list)
    _is_covered: bool = False

    def look(
        self,
        sight: Sight,
        common: Common,
        matched: Matched,
        likeness: float,
        gain: float,
        *,
        is_light_known: bool,
    ) -> Sign | None:
        """`likeness`: of the coarse picture to the remembered, `gain` its contrast; a blurred scene keeps them."""
        if sight.is_dazzled or sight.brightest < _DARK:
            return None
        view = matched.view
        if view is None or view.is_bare() or not view.is_learned:
            return None
        has_few = int(view.is_structured().sum()) < _LEAST_CELLS
        lost = _lost(view, sight, common)
        gone = (
            lost >= (_STILL_LOST if self._is_covered and sight.light == _DAYLIGHT else LIMIT)
            and (likeness < _LIKE or gain < _GAIN)
            and sight.unevenness < _EVEN
            and _is_bare_now(view, common)
        )
        # what lamps do not show is there to be seen on a first day
        is_new = not is_light_known and sight.light != _DAYLIGHT
        if gone and (is_new or has_few):
            is_flat = is_light_known and sight.unevenness < _FLATTENED * unevenness(view.tiny)
            is_empty = int((common.power > _ANY_CELL).sum()) <= _NOTHING_CELLS
            is_unlike = sight.unevenness < _EVEN_ANEW and likeness < _MAYBE_LIKE
            gone = is_flat or (is_empty and (is_light_known or is_unlike))
        was_seen = any(one < _STILL_SEEN for one in self._recent)
        begins = was_seen and matched.stays < _STAYS
        self._is_covered = gone and (self._is_covered or begins)
        self._recent = [*self._recent, lost][-_ABRUPT_LOOKS:]
        return Sign(self._is_covered, lost, LIMIT)


def _is_bare_now(view: View, common: Common) -> bool:
    """A camera that was turned away shows other edges in their stead."""
    cells = int((has_structure(common) > 0).sum())
    return not keeps_edges(view, common) and cells <= max(
        _FEW_CELLS, _MOST_CELLS * int(view.is_structured().sum())
    )


def _lost(view: View, sight: Sight, common: Common) -> float:
    """Cells whose edges are neither there any more nor others in their stead."""
    structured = view.is_structured()
    same = by_cell(view.edges * sight.edges) / np.sqrt(
        np.maximum(view.power, 0.0) * sight.edges_power + 1e-6
    )
    left = np.maximum(_STRENGTH_KEPT * view.strong, CONTRAST)
    lost = (same < _CELL_DIFFERS) & (common.strong < left)
    return float(lost[structured].mean())


def likeness_and_gain(now: Floats, then: Floats) -> tuple[float, float]:
    """Correlation of two coarse pictures, and how much more contrast the first has."""
    usual, order = np.sort(then, axis=None), np.sort(now, axis=None)
    # what passes is darker or brighter than anything that stands there
    low = min(usual[int(0.02 * usual.size)], order[order.size // 4])
    high = max(usual[int(0.98 * usual.size)], order[3 * order.size // 4])
    seen = np.clip(now, low, high)
    likeness, gain = _fitted(seen, then)
    if likeness <= _MAYBE_LIKE:
        return likeness, gain
    # a faint picture is spoilt by a passer-by whose luma is within its range
    apart = np.abs(seen - seen.mean() - gain * (then - then.mean()))
    most = int(_STANDING * apart.size)
    stands = apart <= np.partition(apart, most, axis=None)[most]
    return _fitted(seen[stands], then[stands])


def _fitted(seen: Floats, then: Floats) -> tuple[float, float]:
    left, right = seen - seen.mean(), then - then.mean()
    common, own, was = np.vdot(left, right), np.vdot(left, left), np.vdot(right, right)
    if own <= 0 or was <= 0:
        return 0.0, 0.0
    return float(common / np.sqrt(own * was)), float(common / was)
