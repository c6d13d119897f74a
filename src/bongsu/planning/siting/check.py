"""Is an instance one at all: each fault named by its field and its rows, before any solver sees it."""

from collections.abc import Iterator

import numpy as np

from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.instance import Bools, Instance, Ints

FUNDS_MOST = 10
NAMED = 20
"""So many rows are named, no more."""


def check(instance: Instance) -> None:
    """Raises the first fault that `faults` finds."""
    for fault in faults(instance):
        raise fault


def faults(instance: Instance) -> Iterator[FaultyInstance]:
    """Lengths first: nothing else can be asked of arrays that do not fit each other."""
    lengths = list(_lengths(instance))
    yield from lengths
    if lengths:
        return
    yield from _empty(instance)
    yield from _covers(instance)
    yield from _numbers(instance)
    yield from _limits(instance)
    yield from _sites(instance)


def _fault(field: str, detail: str, bad: Bools | Ints | None = None) -> FaultyInstance:
    if bad is None:
        return FaultyInstance(f"{field}: {detail}", field=field)
    rows = tuple(int(row) for row in (np.flatnonzero(bad) if bad.dtype == np.bool_ else bad))
    named = ", ".join(map(str, rows[:NAMED])) + (" …" if len(rows) > NAMED else "")
    return FaultyInstance(f"{field}[{named}]: {detail}", field=field, rows=rows[:NAMED])


def _lengths(instance: Instance) -> Iterator[FaultyInstance]:
    options = len(instance.cost)
    if len(instance.site) != options:
        yield _fault("site", f"{len(instance.site)} entries for {options} options")
    if len(instance.bonus) != options:
        yield _fault("bonus", f"{len(instance.bonus)} entries for {options} options")
    if len(instance.cover_start) != options + 1:
        yield _fault("cover_start", f"{len(instance.cover_start)} entries, not {options + 1}")
    if instance.may_pay.shape != (len(instance.fund_won), options):
        wanted = (len(instance.fund_won), options)
        yield _fault("may_pay", f"shape {instance.may_pay.shape}, not {wanted}")
    for limit in instance.limits:
        if len(limit.coefficient) != options:
            yield _fault(f"limits.{limit.name}", f"{len(limit.coefficient)} entries, not {options}")


def _empty(instance: Instance) -> Iterator[FaultyInstance]:
    if not len(instance.cost):
        yield _fault("cost", "no options: nothing to choose from")
    if not len(instance.fund_won):
        yield _fault("fund_won", "no purses: nobody pays")
    if len(instance.fund_won) > FUNDS_MOST:
        yield _fault("fund_won", f"more than {FUNDS_MOST} purses")
    if not np.any(instance.weight > 0) and not np.any(instance.bonus > 0):
        yield _fault("weight", "empty demand: no target has a weight above 0")


def _covers(instance: Instance) -> Iterator[FaultyInstance]:
    start, target = instance.cover_start, instance.cover_target
    if start[0] != 0 or start[-1] != len(target) or np.any(np.diff(start) < 0):
        yield _fault("cover_start", f"does not rise from 0 to {len(target)}")
    outside = (target < 0) | (target >= len(instance.weight))
    if outside.any():
        yield _fault("cover_target", f"no such target of {len(instance.weight)}", outside)
    if np.any(instance.site < 0):
        yield _fault("site", "below 0", instance.site < 0)


def _numbers(instance: Instance) -> Iterator[FaultyInstance]:
    if np.any(~np.isfinite(instance.weight)):
        yield _fault("weight", "not a number", ~np.isfinite(instance.weight))
    if np.any(instance.weight < 0):
        yield _fault("weight", "below 0", instance.weight < 0)
    bad_bonus = ~np.isfinite(instance.bonus) | (instance.bonus < 0)
    if bad_bonus.any():
        yield _fault("bonus", "not a number, or below 0", bad_bonus)
    if np.any(instance.cost <= 0):
        yield _fault("cost", "must be above 0 won", instance.cost <= 0)
    if np.any(instance.fund_won < 0):
        yield _fault("fund_won", "below 0 won", instance.fund_won < 0)
    if instance.cost.dtype.kind not in "iu" or instance.fund_won.dtype.kind not in "iu":
        yield _fault("cost", "money is whole won")


def _limits(instance: Instance) -> Iterator[FaultyInstance]:
    for limit in instance.limits:
        bad = ~np.isfinite(limit.coefficient)
        if bad.any():
            yield _fault(f"limits.{limit.name}", "not a number", bad)
        if np.isnan(limit.least) or np.isnan(limit.most) or limit.least > limit.most:
            yield _fault(f"limits.{limit.name}", f"least {limit.least} above most {limit.most}")


def _sites(instance: Instance) -> Iterator[FaultyInstance]:
    both = sorted(instance.forced & instance.forbidden)
    if both:
        yield _fault("forced", "forced and forbidden at once", np.array(both))
    known = set(np.unique(instance.site).tolist())
    unknown = sorted(instance.forced - known)
    if unknown:
        yield _fault("forced", "no option for this site", np.array(unknown))
    for one, other in instance.conflicts:
        if one in instance.forced and other in instance.forced and one != other:
            yield _fault("forced", "stand too close to each other", np.array([one, other]))
