"""What verdicts teach a rule on one camera: the least score that counts. Raised to cut false alarms, never past what
confirmed ones had; lowered again when confirmed ones come close to it. Pure.

How low the scores of real ones may lie is a normal tail over the confirmed ones and over what is known of the kind: with
few confirmed ones that prior decides, and it allows little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bongsu.monitoring.words import RuleKind

# of 200 real ones at most one may fall below: the other one of a hundred is left to places
_TAIL = 2.58
_MARGIN = 0.005
_STEP = 0.01
_FEWEST_FALSE, _FEWEST_APART = 3, 2
# the false alarms that are to go: well more than half, since the next ones are not the last ones
_CUT = 0.75
_HIGHEST = 0.9
_PRIOR_COUNT = 20


@dataclass(frozen=True, slots=True)
class Prior:
    """Scores of real ones of a kind, before anybody has confirmed one on this camera."""

    mean: float = 0.66
    spread: float = 0.08


PRIORS: Mapping[RuleKind, Prior] = {
    # of a candidate nobody knows what a real one scores
    RuleKind.FALL_CANDIDATE: Prior(0.6, 0.15),
    RuleKind.ABANDONED_CANDIDATE: Prior(0.6, 0.15),
}
_PERSON = Prior()


@dataclass(frozen=True, slots=True)
class Retuned:
    """`cut`: share of the false ones below `after`; `lost`: of the confirmed ones, none by rule. `safe`: how far the
    score might go at most."""

    before: float
    after: float
    cut: float
    lost: float
    safe: float
    real: int
    false: int

    @property
    def is_change(self) -> bool:
        return self.after != self.before


def retune(
    score: float,
    real: Sequence[float],
    false: Sequence[float],
    kind: RuleKind = RuleKind.INTRUSION,
    *,
    floor: float | None = None,
    lie_apart: bool = False,
) -> Retuned:
    """`score`: the least that counts now; `floor`: as the operator set it, below which nothing is lowered. `real`, `false`:
    the best score of each alarm that was answered so, of this rule on this camera. `lie_apart`: the false ones were in
    different places of the picture; two of them say enough then, while in one place a third would silence that place."""
    lowest = score if floor is None else min(score, floor)
    safe = safe_score(real, kind)
    after = score
    if safe < score:
        after = max(lowest, _rounded(safe))
    elif len(false) >= (_FEWEST_APART if lie_apart else _FEWEST_FALSE):
        wanted = float(np.quantile(np.asarray(false, dtype=float), _CUT)) + _MARGIN
        reached = _rounded(min(safe, wanted, _HIGHEST))
        after = reached if reached - score >= _STEP else score
    return Retuned(
        before=score,
        after=after,
        cut=_share_below(false, after),
        lost=_share_below(real, after),
        safe=round(safe, 4),
        real=len(real),
        false=len(false),
    )


def safe_score(real: Sequence[float], kind: RuleKind) -> float:
    """Below which at most one real one in two hundred is thought to lie; never above the lowest that was confirmed."""
    prior = PRIORS.get(kind, _PERSON)
    known = np.asarray(real, dtype=float)
    count = _PRIOR_COUNT + len(known)
    mean = (_PRIOR_COUNT * prior.mean + float(known.sum())) / count
    squares = _PRIOR_COUNT * (prior.spread**2 + (prior.mean - mean) ** 2)
    squares += float(((known - mean) ** 2).sum())
    tail = mean - _TAIL * sqrt(squares / count * (1 + 1 / count))
    return min(tail, float(known.min()) - _MARGIN) if len(known) else tail


def _share_below(scores: Sequence[float], limit: float) -> float:
    if not len(scores):
        return 0.0
    return round(float((np.asarray(scores, dtype=float) < limit).mean()), 4)


def _rounded(score: float) -> float:
    """Down to whole thousandths: rounding up might pass a confirmed one."""
    return max(0.0, int(score * 1000) / 1000)
