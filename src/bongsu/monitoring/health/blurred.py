"""초점 흐림: the coarse picture is what it was, its fine structure is gone. Compared with the camera's own usual view and
with its present contrast, so that fog, dusk and rain do not count; noise and rain differ from one picture to the next and
are left out."""

import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Common, Sight
from bongsu.monitoring.health.views import View

LIMIT = 0.36
_LEAST_CELLS = 8
_LEAST_FINE = 6.0
_LEAST_GAIN = 0.2
_LIKE = 0.68
_LEAST_CONTRAST = 0.02
_WASHED_OUT = 188.0
_LEAST_LOOKS = 6


def blurred(sight: Sight, common: Common, view: View, likeness: float, gain: float) -> Sign | None:
    """Figure: fine structure left, of what the present contrast should show."""
    is_washed_out = sight.mean > _WASHED_OUT > float(view.tiny.mean())
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
    left = np.maximum(common.fine[rich], 0.0) / view.fine[rich] / contrast[rich]
    # a passer-by or a shadow spoils some cells; a lens is out of focus in nearly all
    share = float(np.quantile(left, 0.65))
    return Sign(share < LIMIT, share, LIMIT)
