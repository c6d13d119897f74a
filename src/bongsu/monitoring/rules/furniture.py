"""What is found at the very same place again and again (a tree, a sign, a shop's dummy) is no news. Pure.

No appearance is compared: a place, how sure finds there were, and since when. Somebody real who stands there is surer than
it ever was, and is news; so is whoever was near by, and not there, at the look before: passers-by on one path settle
nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.tracks.overlap import overlaps

SETTLED_S = 60.0
"""Found there over so long a time …"""
SETTLED_LOOKS = 5
"""… and so often, it belongs to the street."""
SAME_PLACE = 0.6
UNMOVED = 0.75
"""Intersection over union with a box of the look before; a stroll at five pictures a second leaves less."""
_NEAR, _NEAR_PER_S, _NEAR_AT_MOST = 1.0, 2.0, 6.0
"""How far a thing may have come since that look, in its own sizes."""
SURER = 0.08
FORGOTTEN_S = 1_800.0
_PASSING_S = 45.0
"""What is not settled is forgotten when nothing was found there for so long."""
_MOST = 64
_FOLLOWS = 0.1


@dataclass(slots=True)
class _Spot:
    began_ms: float
    seen_ms: float
    looks: int
    best: float

    def is_settled(self) -> bool:
        lasted_s = (self.seen_ms - self.began_ms) / 1_000
        return lasted_s >= SETTLED_S and self.looks >= SETTLED_LOOKS


class Furniture:
    """One camera's. `look` must be told of every look, in order."""

    def __init__(self) -> None:
        self._boxes = np.empty((0, 4))
        self._spots: list[_Spot] = []
        self._before = np.empty((0, 4))
        self._before_ms = 0.0

    def __len__(self) -> int:
        return len(self._spots)

    def look(
        self, at_ms: float, boxes: NDArray[np.float64], scores: Sequence[float]
    ) -> NDArray[np.bool_]:
        """`boxes`: (n, 4). For each whether it is furniture."""
        self._forget(at_ms)
        known = np.zeros(len(boxes), np.bool_)
        shared = overlaps(boxes, self._boxes)
        came = self._came(at_ms, boxes)
        fresh: list[int] = []
        for i, score in enumerate(scores):
            if came[i]:
                continue
            j = int(shared[i].argmax()) if shared.shape[1] else -1
            if j < 0 or shared[i, j] < SAME_PLACE:
                fresh.append(i)
            else:
                known[i] = self._seen(j, at_ms, boxes[i], score)
        self._remember(at_ms, boxes[fresh], [scores[i] for i in fresh])
        return known

    def _came(self, at_ms: float, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Who was near by at the look before, and has moved since."""
        before, gap_s = self._before, abs(at_ms - self._before_ms) / 1_000
        self._before, self._before_ms = boxes, at_ms
        if not len(before) or not len(boxes):
            return np.zeros(len(boxes), np.bool_)
        sizes = np.sqrt(np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 1e-6), axis=1))
        middles, others = ((each[:, :2] + each[:, 2:]) / 2 for each in (boxes, before))
        away = np.linalg.norm(middles[:, None] - others[None], axis=2) / sizes[:, None]
        near = away < min(_NEAR + _NEAR_PER_S * gap_s, _NEAR_AT_MOST)
        stood = (overlaps(boxes, before) >= UNMOVED).any(axis=1)
        moved: NDArray[np.bool_] = near.any(axis=1) & ~stood
        return moved

    def _seen(self, j: int, at_ms: float, box: NDArray[np.float64], score: float) -> bool:
        spot = self._spots[j]
        was_settled = spot.is_settled()
        if was_settled and score > spot.best + SURER:
            return False
        spot.seen_ms, spot.looks = at_ms, spot.looks + 1
        spot.best = max(spot.best, score)
        self._boxes[j] += _FOLLOWS * (box - self._boxes[j])
        return was_settled

    def _remember(self, at_ms: float, boxes: NDArray[np.float64], scores: Sequence[float]) -> None:
        self._spots += [_Spot(at_ms, at_ms, 1, score) for score in scores]
        self._boxes = np.concatenate([self._boxes, boxes])
        if len(self._spots) > _MOST:
            order = sorted(range(len(self._spots)), key=self._worth, reverse=True)[:_MOST]
            self._keep(sorted(order))

    def _worth(self, j: int) -> tuple[int, float]:
        return self._spots[j].looks, self._spots[j].seen_ms

    def _forget(self, at_ms: float) -> None:
        def lasts(spot: _Spot) -> bool:
            unseen_s = (at_ms - spot.seen_ms) / 1_000
            return 0 <= unseen_s <= (FORGOTTEN_S if spot.is_settled() else _PASSING_S)

        kept = [j for j, spot in enumerate(self._spots) if lasts(spot)]
        if len(kept) < len(self._spots):
            self._keep(kept)

    def _keep(self, kept: list[int]) -> None:
        self._boxes = self._boxes[kept]
        self._spots = [self._spots[j] for j in kept]
