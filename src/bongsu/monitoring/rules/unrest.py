"""Where something weak is taken for somebody again and again, each time a little elsewhere (a flag, a reflection, leaves in
the wind), who is found there has to be surer than that. Pure.

No appearance is compared: only places where feet were found, how sure, and for how much of the time."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind

FADES_S = 900.0
RESTLESS = 0.15
"""Share of the last quarter of an hour: 146 seconds on end, or fewer here and there."""
SURE = 0.6
"""Whoever scores more is always somebody, and is no unrest."""
SURER = 0.1
_WEAKEST = 0.2
_ACROSS, _DOWN = 48, 27
_AROUND = 1
_LONGEST_GAP_S = 4.0
"""A look speaks for no more time than this."""
_PERSON = THINGS.index(Thing.PERSON)


class Unrest:
    """One camera's. Only people are sifted: a parked car and a bag are meant to stay."""

    def __init__(self) -> None:
        shape = (_DOWN + 2 * _AROUND, _ACROSS + 2 * _AROUND)
        self._share = np.zeros(shape)
        self._surest = np.zeros(shape)
        self._at_ms = -math.inf

    def sifted(self, at_ms: float, found: Found) -> Found:
        """Without the people who are no surer than what is always found there. To be told of every look, in order."""
        people = np.flatnonzero((found.things == _PERSON) & (found.scores <= SURE))
        down, across = _feet(found.boxes[people])
        scores = found.scores[people]
        is_old = (self._share[down, across] >= RESTLESS) & (
            scores <= self._surest[down, across] + SURER
        )
        self._learn(at_ms, down, across, scores)
        if not is_old.any():
            return found
        kept = np.ones(len(found), np.bool_)
        kept[people[is_old]] = False
        return found.only(kept)

    def _learn(
        self,
        at_ms: float,
        down: NDArray[np.intp],
        across: NDArray[np.intp],
        scores: NDArray[np.float32],
    ) -> None:
        gap_s = (at_ms - self._at_ms) / 1_000
        self._at_ms = at_ms
        if not math.isfinite(gap_s) or gap_s <= 0:
            return
        news = 1.0 - math.exp(-min(gap_s, _LONGEST_GAP_S) / FADES_S)
        self._share *= 1.0 - news
        self._surest *= math.exp(-gap_s / (2 * FADES_S))
        touched = np.zeros(self._share.shape, np.bool_)
        for i, j, score in zip(down.tolist(), across.tolist(), scores.tolist(), strict=True):
            if score >= _WEAKEST:
                near = np.s_[i - _AROUND : i + _AROUND + 1, j - _AROUND : j + _AROUND + 1]
                touched[near] = True
                np.maximum(self._surest[near], score, out=self._surest[near])
        self._share[touched] += news


def unrest_for(rules: Sequence[Rule]) -> Unrest | None:
    """None where a crowd is counted: there whoever stays counts."""
    return None if any(rule.kind is RuleKind.CROWD for rule in rules) else Unrest()


def _feet(boxes: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of the cell in which each stands."""
    across = np.clip((boxes[:, 0] + boxes[:, 2]) / 2 * _ACROSS, 0, _ACROSS - 1)
    down = np.clip(boxes[:, 3] * _DOWN, 0, _DOWN - 1)
    return down.astype(np.intp) + _AROUND, across.astype(np.intp) + _AROUND
