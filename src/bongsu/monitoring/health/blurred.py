"""초점 흐림: the coarse picture is what it was, its fine structure is gone. Compared with the camera's own usual view and
with its present contrast, so that fog, dusk and rain do not count; noise and rain differ from one picture to the next and
are left out."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.covered import likeness_and_gain
from bongsu.monitoring.health.sight import Common, Floats, Sight
from bongsu.monitoring.health.views import Matched, View, has_structure, is_lit_like, keeps_edges

LIMIT = 0.3
# fog before infrared lamps, or about street lamps, swallows the finest first
_NIGHT_LIMIT = 0.22
# what was lost at once is not back for a little more; the grain goes up and down. By night a lens out of focus leaves .16 at
# most, and what is left of thick fog jumps to .4
_STILL_LIMIT, _STILL_AT_NIGHT = 0.5, 0.3
# a lorry in fog leaves .9 of the coarse picture, a lens out of focus .93 and more
_STILL_LIKE = 0.915
_DAYLIGHT = (True, True)
_LEAST_CELLS = 8
_LEAST_FINE = 6.0
_LEAST_GAIN = 0.2
# without what passes; a lorry before a third of the street leaves .75
_LIKE = 0.77
_LEAST_CONTRAST = 0.02
# of what a night's fog leaves below it the grain is all there is; fog takes the coarse contrast as well
_LEAST_AT_NIGHT, _NO_FOG_LIKE, _NO_FOG_GAIN = 0.1, 0.95, 0.85
_MIDDLE = (0.3, 0.75)
_WHITE, _WASHED_OUT, _WASHED_GAIN = 250.0, 188.0, 0.85
_LEAST_LOOKS = 6
# above what the grain of a night leaves in both of two pictures
_NOISE = 40.0
_FINER, _NEW_CELLS = 2.0, 6
# a lens is out of focus in nearly all cells; beside a lorry the others are as fine as ever
_SPARED, _AS_EVER = 0.7, 0.85
_SHARP, _KEPT, _ABRUPT_LOOKS, _ABRUPT_BY_DAY = 0.6, 4, 4, 3
_PLUNGES = 0.35
# of a blurred picture some edges are left where they were, or the coarse picture is quite the same
_SOMEWHERE_ELSE = 0.15
_SURELY_LIKE, _SURELY_BLURRED, _QUITE_LIKE = 0.85, 0.15, 0.95
_NO_MORE = 1.1


@dataclass(slots=True)
class Blurring:
    """`_sharp`: the last coarse pictures that were sharp. A lorry or fog that was there when the view was learned leaves the
    remembered picture another than these."""

    _is_sudden: bool = False
    _recent: list[float] = field(default_factory=list)
    _sharp: list[Floats] = field(default_factory=list)

    def look(
        self, sight: Sight, common: Common, matched: Matched, likeness: float, gain: float
    ) -> Sign | None:
        """Figure: fine structure left, of what the present contrast should show. `likeness`: of the coarse picture to the
        remembered, `gain` its contrast."""
        view = matched.view
        fine = None if view is None else _fine(sight, common, view, likeness, gain)
        if view is None or fine is None:
            return None
        share = _left(*fine)
        is_day = sight.light == _DAYLIGHT
        was_sharp = self._was_sharp(share, is_day=is_day)
        self._recent = [*self._recent, share][-_ABRUPT_LOOKS:]
        if share >= _SHARP:
            self._is_sudden = False
            self._sharp = [*self._sharp, sight.tiny][-_KEPT:]
        limit, still = (LIMIT, _STILL_LIMIT) if is_day else (_NIGHT_LIMIT, _STILL_AT_NIGHT)
        limit = still if self._is_sudden else limit
        # fog thickens slowly, and by night it takes the finest as a blur does
        if share >= limit or not (is_day or was_sharp or self._is_sudden):
            return (
                Sign(ailing=False, figure=share, limit=limit) if _is_like(likeness, gain) else None
            )
        likeness, gain = self._surely_like(sight, likeness, gain)
        # a camera that was turned a little shows as many edges, elsewhere
        is_empty = likeness >= _QUITE_LIKE and not keeps_edges(view, common)
        is_sure = is_empty or (likeness >= _SURELY_LIKE and share < _SURELY_BLURRED)
        if not _is_like(likeness, gain) or not (matched.stays >= _SOMEWHERE_ELSE or is_sure):
            return None
        is_spared = is_day and (_is_spared(*fine) or (share >= LIMIT and likeness < _STILL_LIKE))
        is_blurred = not _shows_new(view, common) and not is_spared
        self._is_sudden = self._is_sudden or (is_blurred and was_sharp)
        return Sign(is_blurred, share, limit)

    def _was_sharp(self, share: float, *, is_day: bool) -> bool:
        """Of what fog leaves by night one in several looks sharp, but no two after one another; and it takes what is fine
        by and by."""
        if is_day:
            return any(one >= _SHARP for one in self._recent[-_ABRUPT_BY_DAY:])
        shares = [*self._recent, share]
        return any(
            min(before, one) >= _SHARP and one - after >= _PLUNGES
            for before, one, after in zip(shares, shares[1:], shares[2:], strict=False)
        )

    def _surely_like(self, sight: Sight, likeness: float, gain: float) -> tuple[float, float]:
        """To the remembered picture, or to what it showed while it was sharp, whichever is the likelier."""
        if likeness >= _SURELY_LIKE or len(self._sharp) < _KEPT:
            return likeness, gain
        # the last may hold what spoils this one; what passed is in one of the others only
        usual = _soft(_middle(self._sharp[:-1]))
        alike, contrast = likeness_and_gain(_soft(sight.tiny), usual)
        # a lens out of focus adds no contrast to what was there a moment ago; a lorry does
        is_surer = alike >= _SURELY_LIKE and contrast <= _NO_MORE
        return max((likeness, gain), (alike, contrast)) if is_surer else (likeness, gain)


def _middle(pictures: list[Floats]) -> Floats:
    """Median of three."""
    one, two, three = pictures
    made: Floats = np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
    return made


def _soft(tiny: Floats) -> Floats:
    """As a lens out of focus leaves it, or nearly."""
    made: Floats = cv2.blur(tiny, (3, 3))  # type: ignore[assignment]  # cv2's stubs
    return made


def _is_like(likeness: float, gain: float) -> bool:
    return likeness >= _LIKE and gain >= _LEAST_GAIN


def _fine(
    sight: Sight, common: Common, view: View, likeness: float, gain: float
) -> tuple[Floats, Floats] | None:
    """Of each cell that is rich in it: what there is, and what the present contrast should show. None where it cannot be
    judged."""
    is_clipped = sight.brightest > _WHITE and sight.mean > _WASHED_OUT > view.mean
    is_washed_out = is_clipped and gain < _WASHED_GAIN
    if (
        is_washed_out
        or sight.is_dazzled
        or view.is_bare()
        or view.shape != sight.shape
        or view.fine_looks < _LEAST_LOOKS
        or not is_lit_like(view, sight)
    ):
        return None
    rich = view.fine > max(_LEAST_FINE, float(np.median(view.fine)) * 0.5)
    if int(rich.sum()) < _LEAST_CELLS:
        return None
    contrast = np.maximum(common.strong / np.maximum(view.strong, 1.0), _LEAST_CONTRAST)
    may_be_fog = sight.light != _DAYLIGHT and (likeness < _NO_FOG_LIKE or gain < _NO_FOG_GAIN)
    if may_be_fog and float(np.median(contrast[rich])) < _LEAST_AT_NIGHT:
        return None
    return common.fine[rich], view.fine[rich] * contrast[rich]


def _shows_new(view: View, common: Common) -> bool:
    """Whether several cells have edges that usually have none, or finer structure than usual: a blur makes neither."""
    finer = common.fine > _FINER * np.maximum(view.fine, _NOISE)
    new = (has_structure(common) > 0) & ~view.is_structured()
    return int((finer | new).sum()) >= _NEW_CELLS


def _is_spared(fine: Floats, usual: Floats) -> bool:
    """Whether a good part of the picture is as fine as ever. By night the grain makes it seem so, by day where next to
    nothing is left to be expected."""
    as_ever = (fine >= _AS_EVER * usual) & (usual >= _LEAST_FINE)
    return float(as_ever.mean()) > 1 - _SPARED


def _left(fine: Floats, usual: Floats) -> float:
    """A passer-by or a shadow spoils some cells, a lens is out of focus in nearly all; in their sum the noise of a night
    is little."""
    order = np.argsort(fine / usual)
    middle = order[int(_MIDDLE[0] * len(order)) : int(_MIDDLE[1] * len(order)) + 1]
    return max(float(fine[middle].sum() / usual[middle].sum()), 0.0)
