"""What every bench answers: figures with a target, what the plain alternative did beside them, and the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

import msgspec

Better = Literal["lower", "higher"]
Beside = dict[str, float | str | None]


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure's name and what it should reach; without a target it is only reported."""

    unit: str
    target: float | None = None
    better: Better = "lower"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured. `target` only where it follows from the run itself; no value needs a `why`."""

    value: float | None
    beside: Beside = field(default_factory=dict)
    target: float | None = None
    why: str = ""


Readings = dict[str, Reading]


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the answer. `met` is null where nothing was promised."""

    name: str
    value: float | None
    unit: str
    target: float | None
    better: Better
    met: bool | None
    beside: Beside
    why: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The one object on standard output."""

    bench: str
    quick: bool
    at: str
    took_s: float
    machine: dict[str, str | int | float | None]
    figures: list[Figure]


def percentile(values: Sequence[float], percent: float) -> float:
    """By nearest rank: always a value that was measured, never one between two."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def reading(
    values: Sequence[float], percent: float, beside: Mapping[str, float | str | None] | None = None
) -> Reading:
    """The percentile of what was measured, with how often."""
    if not values:
        return Reading(None, why="nothing was measured")
    more = {**(beside or {}), "repeats": len(values)}
    return Reading(round(percentile(values, percent), 2), more)


def figures_of(promises: Mapping[str, Promise], measured: Mapping[str, Reading]) -> list[Figure]:
    """Every promised name in order, also those that could not be measured, and then whatever else was."""
    names = [*promises, *(name for name in measured if name not in promises)]
    nothing = Reading(None, why="was not measured")
    plain = Promise("ms")
    return [_figure(name, promises.get(name, plain), measured.get(name, nothing)) for name in names]


def _figure(name: str, promise: Promise, seen: Reading) -> Figure:
    target = promise.target if seen.target is None else seen.target
    return Figure(
        name=name,
        value=seen.value,
        unit=promise.unit,
        target=target,
        better=promise.better,
        met=_is_met(seen.value, target, promise.better),
        beside=seen.beside,
        why=seen.why,
    )


def _is_met(value: float | None, target: float | None, better: Better) -> bool | None:
    if value is None:
        return False
    if target is None:
        return None
    return value <= target if better == "lower" else value >= target
