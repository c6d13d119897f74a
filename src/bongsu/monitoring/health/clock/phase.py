"""At which second the minute of a running line of digits begins, and where its running digits stand: whatever its font and
however wrong it is, the tens of seconds are the pixels that look alike whenever the same ten seconds of our own minute
come again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_STEPS = 2
"""Tried in a second."""
_LEAST_SPREAD = 14.0
_MOST_PIXELS = 700
_EXPLAINED = 0.55
_MINUTE_S = 60
_NEAR = 2.6
_LEAST_PIXELS = 8
_COLUMN_COUNTS = 0.12
_FARTHEST = 3.3
_COMPARES = 0.5


@dataclass(frozen=True, slots=True)
class Phase:
    """`ahead_s`: added to our time, seconds and tens change where its own do. `tens`, `minutes`: columns (from, to)."""

    ahead_s: float
    tens: tuple[int, int]
    minutes: tuple[int, int]


def find_phase(strips: Floats, at_s: NDArray[np.float64], runs: tuple[int, int]) -> Phase | None:
    """`strips`: (looks, rows, columns); `runs`: the columns where something was seen to run."""
    looks, rows, columns = strips.shape
    flat = strips.reshape(looks, -1)
    near = np.zeros((rows, columns), np.bool_)
    beside = round(_NEAR * rows)
    near[:, max(0, runs[0] - beside) : runs[1] + beside] = True
    spread = np.where(near.ravel(), flat.std(axis=0), 0.0)
    chosen = np.flatnonzero(spread > _LEAST_SPREAD)
    if len(chosen) < rows:
        return None
    chosen = chosen[np.argsort(spread[chosen])[-_MOST_PIXELS:]]
    pixels = flat[:, chosen] - flat[:, chosen].mean(axis=0)
    total = np.maximum((pixels**2).sum(axis=0), 1.0)
    explained = _explained(pixels, total, at_s)
    weight = total / total.sum()
    best = int(np.argmax((explained.max(axis=0) * weight).sum(axis=1)))
    of_best = explained[:, best]
    kind = np.where(of_best.max(axis=0) > _EXPLAINED, of_best.argmax(axis=0), -1)
    # by variance: about a digit that changes the code's blocks change a little too
    where, mass_of = chosen % columns, weight * len(chosen)
    mass = [_by_column(where[kind == one], mass_of[kind == one], columns) for one in (1, 2)]
    tens = _extent(mass[0])
    minutes = _to_the_left(mass[1], tens) if tens else None
    if tens is None or minutes is None:
        return None
    return Phase(best / _STEPS, tens, minutes)


def _explained(pixels: Floats, total: Floats, at_s: NDArray[np.float64]) -> Floats:
    """(units, tens, minutes) × phase × pixel: the share of each pixel's variance that its label explains. Units repeat
    with each second of phase, tens with each ten: the same partition under other names."""
    tried = _MINUTE_S * _STEPS
    made = np.zeros((3, tried, pixels.shape[1]), np.float32)
    for at in range(tried):
        own_s = at_s + at / _STEPS
        if at < _STEPS:
            made[0, at] = _share(pixels, total, np.floor(own_s) % 10)
        if at < 10 * _STEPS:
            made[1, at] = _share(pixels, total, np.floor(own_s / 10) % 6)
        made[2, at] = _share(pixels, total, np.floor(own_s / 60))
    made[0] = made[0, np.arange(tried) % _STEPS]
    made[1] = made[1, np.arange(tried) % (10 * _STEPS)]
    return made


def _share(pixels: Floats, total: Floats, labels: NDArray[np.float64]) -> Floats:
    """Less what as many groups explain of mere noise."""
    counts = np.unique(labels, return_counts=True)[1]
    looks, groups = len(labels), len(counts)
    if groups < 2 or looks <= groups + 2:
        return np.zeros(pixels.shape[1], np.float32)
    # no matrix product: what it would save its threads burn in waiting for each other
    order = np.argsort(labels, kind="stable")
    begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
    sums = np.add.reduceat(pixels[order], begins, axis=0)
    between = (np.square(sums) / counts[:, None].astype(np.float32)).sum(axis=0)
    within = np.maximum(total - between, 0.0)
    share: Floats = 1.0 - within / total * np.float32((looks - 1) / (looks - groups))
    return np.maximum(share, 0.0)


def _by_column(where: NDArray[np.intp], mass: Floats, columns: int) -> NDArray[np.float64]:
    made = np.zeros(columns)
    np.add.at(made, where, mass)
    return made


def _extent(mass: NDArray[np.float64]) -> tuple[int, int] | None:
    """The run of columns that holds most."""
    if mass.sum() < _LEAST_PIXELS:
        return None
    held = mass > _COLUMN_COUNTS * mass.max()
    edges = np.diff(np.concatenate([[0], held.astype(np.int8), [0]]))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    joined: list[list[int]] = []
    for begin, end in zip(begins, ends, strict=True):
        if joined and begin - joined[-1][1] <= 2:
            joined[-1][1] = int(end)
        else:
            joined.append([int(begin), int(end)])
    widest = max(joined, key=lambda one: float(mass[one[0] : one[1]].sum()))
    return widest[0], widest[1]


def _to_the_left(mass: NDArray[np.float64], tens: tuple[int, int]) -> tuple[int, int] | None:
    """The minutes' units stand nearest to the tens of seconds; what stands before them changes with some minutes too."""
    wide = tens[1] - tens[0]
    begins = range(max(0, int(tens[0] - _FARTHEST * wide)), tens[0] - wide)
    held = [float(mass[begin : begin + wide].sum()) for begin in begins]
    if max(held, default=0) < _LEAST_PIXELS:
        return None
    high = [at for at, one in enumerate(held) if one >= _COMPARES * max(held)]
    near = max((at for at in high if at > high[-1] - wide), key=lambda at: held[at])
    return begins[near], begins[near] + wide
