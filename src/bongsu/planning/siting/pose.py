"""Poses a district's plan as an instance of arrays: targets, purses with what they may pay for, and every limit as a row.

Options and sites keep their numbers: option k of the instance is option k of `Options`, site s is candidate s."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.covers import Covers, stacked
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.points import Floats, Ints
from bongsu.planning.inputs.values import Dong
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.pose_limits import conflicts_of, limits_of
from bongsu.planning.siting.pose_named import named
from bongsu.planning.siting.pose_purses import may_pay
from bongsu.planning.words import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """The instance and the way back. `warm`: one option for each site of the plan made by hand."""

    instance: Instance
    target_point: Ints
    """[targets] index into `Points`; a point may be two targets."""
    target_always: np.typing.NDArray[np.bool_]
    warm: Ints
    warnings: tuple[Told, ...]


def pose(
    found: Found, options: Options, worth: Worth, dongs: Sequence[Dong], config: PlanConfig
) -> Posed:
    """Raises `PlanRefused` naming the field: unknown ids or dongs, a purse that pays for nothing, nothing to win."""
    if not worth.whole.any():
        raise _no_demand()
    if not found.candidates:
        raise _no_candidates(found)
    names = named(found, config)
    points = len(worth.whole)
    weight = np.concatenate([worth.reach, worth.always])
    covers = _side_by_side(options.reach, options.always, points)
    is_target = weight > 0.0
    if not is_target[covers.target].any() and not options.bonus.any():
        raise _nothing_to_win()
    covers = covers.kept(is_target[covers.target])
    number = np.cumsum(is_target) - 1
    target = np.flatnonzero(is_target)
    instance = Instance(
        weight=weight[target],
        site=options.candidate,
        cost=options.won,
        bonus=options.bonus,
        cover_start=covers.start,
        cover_target=number[covers.target],
        fund_won=np.array([fund.won for fund in config.funds], dtype=np.int64),
        may_pay=may_pay(found.candidates, options, dongs, config),
        limits=limits_of(found.candidates, options, dongs, config),
        conflicts=conflicts_of(found, config.limits.spacing_m, names),
        forced=names.forced,
        forbidden=names.forbidden,
    )
    return Posed(
        instance=instance,
        target_point=target % points,
        target_always=target >= points,
        warm=_warm(names.by_hand, instance),
        warnings=names.warnings,
    )


def _side_by_side(reach: Covers, always: Covers, points: int) -> Covers:
    """Row k covers what it reaches, and beyond `points` what it always looks at."""
    rows = len(reach.start) - 1
    both = stacked([reach, Covers(always.start, always.target + points)])
    pairs = both.taken(np.arange(2 * rows).reshape(2, rows).T.ravel())
    return Covers(pairs.start[::2], pairs.target)


def _warm(by_hand: Sequence[int], instance: Instance) -> Ints:
    """Of each site the option that brings most for its money."""
    worth = _alone(instance) / instance.cost
    chosen = []
    for site in by_hand:
        own = np.flatnonzero(instance.site == site)
        chosen.append(int(own[worth[own].argmax()]))
    return np.array(chosen, dtype=np.int64)


def _alone(instance: Instance) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(instance.weight[instance.cover_target])))
    alone: Floats = np.diff(sums[instance.cover_start]) + instance.bonus
    return alone


def _no_candidates(found: Found) -> PlanRefused:
    told = tuple(each.told for each in found.left_out)
    none = Told("설치할 수 있는 후보지가 하나도 없습니다.", "There is no candidate at all.")
    return PlanRefused(none, *told, field="candidates")


def _no_demand() -> PlanRefused:
    return PlanRefused(
        Told(
            "모든 격자의 점수가 0입니다: 수요가 없습니다.",
            "Every cell scores 0: there is no demand.",
        ),
        field="weights",
    )


def _nothing_to_win() -> PlanRefused:
    return PlanRefused(
        Told(
            "어느 후보지도 새로 보이게 하는 곳이 없습니다.",
            "No candidate would see anything that is not seen already.",
        ),
        field="candidates",
    )
