"""The views of a camera as it has shown them before: by day, under lamps, by infrared, each of a PTZ camera's. Learned from
its own pictures, renewed slowly (seasons), the oldest forgotten."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.sight import Common, Floats, Sight, by_cell

_MOST_FIXED = 8
_MOST_PTZ = 24
_LEARN_LOOKS = 6
_LEARN_MS = 300_000.0
# what was not seen for longer, another light or preset, counts for no more
_COUNTS_MS = 60_000.0
_SLOWEST = 0.01
CELL_MATCHES = 0.45
STRUCTURED = 0.06
EDGES_KEPT = 0.6
# of an edge's gradient above its surroundings, squared: what compression draws on a flat yard has less
CONTRAST = 60.0
_STEADY = 0.6
_AT_MOST = 4.0
_LEAST_FINE = 6.0
_SURELY_SAME = 0.6
_LIKELY_SAME, _LIKELY_STAYS = 0.4, 0.24
SAME_STAYS = 0.33
_ANOTHER_LIGHT = 0.45
# so much darker or brighter it is another light; dusk, clouds and exposure stay below
_OTHER_LUMA = 1.9
_ANOTHER_LOOKS = 3
_TRIED = 3
# a bare wall or an empty yard: whether it is this one nobody can tell
LEAST_CELLS = 16
# 2.5 % of the width: who looks elsewhere agrees no better at no shift than at any of these
_ASIDE = [(4 * down, 4 * right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]


@dataclass(slots=True, eq=False)
class View:
    """Means over its looks."""

    edges: Floats
    power: Floats
    fine: Floats
    strong: Floats
    tiny: Floats
    mean: float
    light: tuple[bool, bool]
    shape: tuple[int, int]
    steady: Floats
    """Share of looks in which the cell had structure: what passes there once does not make it."""
    looks: int = 1
    fine_looks: int = 1
    seen_at_ms: float = 0.0
    seen_for_ms: float = 0.0

    def _take_fine(self, sight: Sight, common: Common) -> None:
        """Of another resolution the finest structure is another."""
        if self.shape != sight.shape:
            self.shape, self.fine, self.fine_looks = sight.shape, common.fine.copy(), 0
        self.fine_looks += 1
        rate = max(1 / self.fine_looks, _SLOWEST)
        fine = np.minimum(common.fine, _AT_MOST * np.maximum(self.fine, _LEAST_FINE))
        self.fine += rate * (fine - self.fine)

    @property
    def is_learned(self) -> bool:
        """Seen for so long that a lorry which stood there for some minutes is not taken for the street."""
        return self.looks >= _LEARN_LOOKS and self.seen_for_ms >= _LEARN_MS

    def is_structured(self) -> NDArray[np.bool_]:
        made: NDArray[np.bool_] = self.steady > _STEADY
        return made

    def is_bare(self) -> bool:
        return int(self.is_structured().sum()) < LEAST_CELLS

    def take(self, sight: Sight, common: Common) -> None:
        self.looks += 1
        rate = max(1 / self.looks, _SLOWEST)
        self.edges += rate * (sight.edges - self.edges)
        self.power += rate * (common.power - self.power)
        self.tiny += rate * (sight.tiny - self.tiny)
        self.mean += rate * (sight.mean - self.mean)
        self._take_fine(sight, common)
        strong = np.minimum(common.strong, _AT_MOST * np.maximum(self.strong, CONTRAST))
        self.strong += rate * (strong - self.strong)
        self.steady += rate * (has_structure(common) - self.steady)
        self.seen_for_ms += min(sight.at_ms - self.seen_at_ms, _COUNTS_MS)
        self.seen_at_ms = sight.at_ms


@dataclass(frozen=True, slots=True)
class Matched:
    """`view`: the likest known, or the one last seen where none is; `share`: of its structured cells those that look the
    same; `stays`: those that agree best where they were, and not a little aside: contrast and light do not matter to it."""

    view: View | None
    share: float
    stays: float
    is_same: bool


@dataclass(slots=True)
class Views:
    """Of one camera."""

    is_ptz: bool
    known: list[View] = field(default_factory=list)
    current: View | None = None
    _another: int = 0

    @property
    def is_learned(self) -> bool:
        return any(view.is_learned for view in self.known)

    def knows_light(self, sight: Sight) -> bool:
        return any(one.is_learned and is_lit_like(one, sight) for one in self.known)

    def has_shown(self, light: tuple[bool, bool]) -> bool:
        return any(one.is_learned and one.light == light for one in self.known)

    def match(self, sight: Sight) -> Matched:
        if not self.known:
            return Matched(None, 0.0, 0.0, is_same=False)
        if all(one.is_bare() for one in self.known):
            return Matched(self.known[-1], 1.0, 1.0, is_same=True)
        ranked = sorted(
            ((_share(one, sight), -place) for place, one in enumerate(self.known)), reverse=True
        )
        share, place = ranked[0]
        if share >= _SURELY_SAME:
            return Matched(self.known[-place], share, 1.0, is_same=True)
        stays, place = max((_stays(self.known[-one], sight), one) for _, one in ranked[:_TRIED])
        likely = share >= _LIKELY_SAME and stays >= _LIKELY_STAYS
        is_same = likely or stays >= SAME_STAYS
        view = self.known[-place] if is_same else self._last_in(sight)
        share = _share(view, sight) if view else 0.0
        return Matched(view, share, stays, is_same)

    def _last_in(self, sight: Sight) -> View | None:
        """What it showed last in this light; in a light never seen, what it showed last."""
        alike_lit = [one for one in self.known if one.is_learned and is_lit_like(one, sight)]
        return max(alike_lit, key=lambda one: one.seen_at_ms, default=self.current)

    def learn(self, sight: Sight, common: Common, matched: Matched) -> None:
        """A picture of a known view renews it; one that stays in another light than any becomes its own."""
        view = matched.view
        if view is None:
            self.add(sight, common)
            return
        self.current = view
        is_other = matched.share < _ANOTHER_LIGHT or not is_lit_like(view, sight)
        self._another = self._another + 1 if is_other and view.looks >= _LEARN_LOOKS else 0
        if self._another >= _ANOTHER_LOOKS and not is_bare(common):
            self.add(sight, common)
        elif not self._another:
            is_first = not self.is_learned
            view.take(sight, common)
            if is_first and view.is_learned:
                # what else was seen meanwhile stood there for a while only
                self.known = [view]

    def add(self, sight: Sight, common: Common) -> None:
        self._another = 0
        while len(self.known) >= (_MOST_PTZ if self.is_ptz else _MOST_FIXED):
            self.known.remove(min(self.known, key=lambda one: one.seen_at_ms))
        self.known.append(
            View(
                sight.edges.copy(),
                common.power.copy(),
                common.fine.copy(),
                common.strong.copy(),
                sight.tiny.copy(),
                sight.mean,
                sight.light,
                sight.shape,
                has_structure(common),
                seen_at_ms=sight.at_ms,
            )
        )
        self.current = self.known[-1]


def is_lit_like(view: View, sight: Sight) -> bool:
    """Whether both are coloured or both are not, and about as bright."""
    luma = (sight.mean + 1) / (view.mean + 1)
    return view.light[0] == sight.light[0] and 1 / _OTHER_LUMA < luma < _OTHER_LUMA


def has_structure(common: Common) -> Floats:
    return ((common.power > STRUCTURED) & (common.strong > CONTRAST)).astype(np.float32)


def is_bare(common: Common) -> bool:
    """Fog, or a lens out of focus: nothing by which it could be known again."""
    return int(has_structure(common).sum()) < LEAST_CELLS


def keeps_edges(view: View, common: Common) -> bool:
    """As many cells with edges as usual, wherever: neither covered nor quite out of focus."""
    cells = int((common.power > STRUCTURED).sum())
    return cells >= EDGES_KEPT * int(view.is_structured().sum())


def alike(left: Floats, right: Floats) -> float:
    """Correlation about zero of two edge pictures."""
    norm = float(np.sqrt(np.vdot(left, left) * np.vdot(right, right)))
    return float(np.vdot(left, right)) / norm if norm > 0 else 0.0


def _share(view: View, sight: Sight) -> float:
    structured = view.is_structured()
    count = int(structured.sum())
    if count == 0:
        return 0.0
    common = by_cell(view.edges * sight.edges)
    ncc = common / np.sqrt(np.maximum(view.power, 0.0) * sight.edges_power + 1e-6)
    return float((ncc[structured] > CELL_MATCHES).sum()) / count


def _stays(view: View, sight: Sight) -> float:
    structured = view.is_structured()
    count = int(structured.sum())
    if count == 0:
        return 0.0
    here = by_cell(view.edges * sight.edges)
    aside = np.full_like(here, 0.0)
    for shift in _ASIDE:
        there = by_cell(view.edges * np.roll(sight.edges, shift, (0, 1)))
        np.maximum(aside, there, out=aside)
    return float((here > aside)[structured].sum()) / count
