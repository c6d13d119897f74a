"""초점 흐림: the coarse picture is what it was, its fine structure is gone. Compared with the camera's own usual view and
with its present contrast, so that fog, dusk and rain do not count; noise and rain differ from one picture to the next and
are left out."""

import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Common, Floats, Sight
from bongsu.monitoring.health.views import View

LIMIT = 0.3
# fog before infrared lamps, or about street lamps, swallows the finest first
_NIGHT_LIMIT = 0.22
_DAYLIGHT = (True, True)
_LEAST_CELLS = 8
_LEAST_FINE = 6.0
_LEAST_GAIN = 0.2
# without what passes; a lorry before a third of the street leaves .75
_LIKE = 0.77
_LEAST_CONTRAST = 0.02
_MIDDLE = (0.3, 0.75)
_WASHED_OUT, _WASHED_GAIN = 188.0, 0.85
_LEAST_LOOKS = 6


def blurred(sight: Sight, common: Common, view: View, likeness: float, gain: float) -> Sign | None:
    """Figure: fine structure left, of what the present contrast should show."""
    is_washed_out = sight.mean > _WASHED_OUT > float(view.tiny.mean()) and gain < _WASHED_GAIN
    if (
        is_washed_out
        or sight.is_dazzled
        or view.is_bare()
        or view.shape != sight.shape
        or view.light != sight.light
    ):
        return None
    if view.fine_looks < _LEAST_LOOKS:
        return None
    rich = view.fine > max(_LEAST_FINE, float(np.median(view.fine)) * 0.5)
    if likeness < _LIKE or gain < _LEAST_GAIN or int(rich.sum()) < _LEAST_CELLS:
        return None
    contrast = np.maximum(common.strong / np.maximum(view.strong, 1.0), _LEAST_CONTRAST)
    share = _left(common.fine[rich], view.fine[rich] * contrast[rich])
    limit = LIMIT if sight.light == _DAYLIGHT else _NIGHT_LIMIT
    return Sign(share < limit, share, limit)


def _left(fine: Floats, usual: Floats) -> float:
    """A passer-by or a shadow spoils some cells, a lens is out of focus in nearly all; in their sum the noise of a night
    is little."""
    order = np.argsort(fine / usual)
    middle = order[int(_MIDDLE[0] * len(order)) : int(_MIDDLE[1] * len(order)) + 1]
    return max(float(fine[middle].sum() / usual[middle].sum()), 0.0)
