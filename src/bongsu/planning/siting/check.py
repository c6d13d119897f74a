"""Is an instance one at all: each fault named by its field and its rows, before any solver sees it."""

from collections.abc import Iterator

import numpy as np

from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.instance import Bools, Instance
from bongsu.planning.words import Told

FUNDS_MOST = 10
NAMED = 20
"""So many rows are named, no more."""
_NO_NUMBER = ("숫자가 아닙니다", "is not a number")
_BELOW_0 = ("0보다 작습니다", "lies below 0")


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
    yield from _money(instance)
    yield from _limits(instance)
    yield from _sites(instance)


def _fault(field: str, words: tuple[str, str], rows: tuple[int, ...] = ()) -> FaultyInstance:
    named = ", ".join(map(str, rows[:NAMED])) + (" …" if len(rows) > NAMED else "")
    place = f"{field}[{named}]" if rows else field
    return FaultyInstance(
        Told(f"{place}: {words[0]}", f"{place}: {words[1]}"), field=field, rows=rows[:NAMED]
    )


def _where(field: str, words: tuple[str, str], is_bad: Bools) -> Iterator[FaultyInstance]:
    if is_bad.any():
        yield _fault(field, words, tuple(np.flatnonzero(is_bad).tolist()))


def _lengths(instance: Instance) -> Iterator[FaultyInstance]:
    options, funds = len(instance.cost), len(instance.fund_won)
    found: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = [
        ("site", instance.site.shape, (options,)),
        ("bonus", instance.bonus.shape, (options,)),
        ("cover_start", instance.cover_start.shape, (options + 1,)),
        ("may_pay", instance.may_pay.shape, (funds, options)),
    ]
    found += [(f"limits.{one.name}", one.coefficient.shape, (options,)) for one in instance.limits]
    for field, shape, wanted in found:
        if shape != wanted:
            yield _fault(
                field, (f"크기가 {shape}입니다({wanted}이어야 함)", f"shape {shape}, not {wanted}")
            )


def _empty(instance: Instance) -> Iterator[FaultyInstance]:
    if not len(instance.cost):
        yield _fault("cost", ("고를 수 있는 것이 없습니다", "no options: nothing to choose from"))
    if not len(instance.fund_won):
        yield _fault("fund_won", ("재원이 없습니다", "no purses: nobody pays"))
    if len(instance.fund_won) > FUNDS_MOST:
        words = (f"재원이 {FUNDS_MOST}개를 넘습니다", f"more than {FUNDS_MOST} purses")
        yield _fault("fund_won", words)
    if not np.any(instance.weight > 0) and not np.any(instance.bonus > 0):
        words = ("수요가 없습니다: 0보다 큰 값이 없음", "empty demand: nothing weighs more than 0")
        yield _fault("weight", words)


def _covers(instance: Instance) -> Iterator[FaultyInstance]:
    start, target = instance.cover_start, instance.cover_target
    if start[0] != 0 or start[-1] != len(target) or np.any(np.diff(start) < 0):
        words = (
            f"0에서 {len(target)}까지 커지지 않습니다",
            f"does not rise from 0 to {len(target)}",
        )
        yield _fault("cover_start", words)
    targets = len(instance.weight)
    words = (f"대상 {targets}개에 없는 번호", f"no such target of {targets}")
    yield from _where("cover_target", words, (target < 0) | (target >= targets))
    yield from _where("site", _BELOW_0, instance.site < 0)


def _numbers(instance: Instance) -> Iterator[FaultyInstance]:
    for field, values in (("weight", instance.weight), ("bonus", instance.bonus)):
        yield from _where(field, _NO_NUMBER, ~np.isfinite(values))
        yield from _where(field, _BELOW_0, values < 0)


def _money(instance: Instance) -> Iterator[FaultyInstance]:
    for field, won in (("cost", instance.cost), ("fund_won", instance.fund_won)):
        if won.dtype.kind not in "iu":
            yield _fault(field, ("금액은 원 단위 정수여야 합니다", "money is whole won"))
    words = ("비용은 0원보다 커야 합니다", "a cost must be above 0 won")
    yield from _where("cost", words, ~(instance.cost > 0))
    yield from _where("fund_won", _BELOW_0, ~(instance.fund_won >= 0))


def _limits(instance: Instance) -> Iterator[FaultyInstance]:
    for limit in instance.limits:
        field = f"limits.{limit.name}"
        yield from _where(field, _NO_NUMBER, ~np.isfinite(limit.coefficient))
        if not limit.least <= limit.most:
            words = (
                f"최소 {limit.least:g} > 최대 {limit.most:g}",
                f"least {limit.least:g} is not below most {limit.most:g}",
            )
            yield _fault(field, words)


def _sites(instance: Instance) -> Iterator[FaultyInstance]:
    both = tuple(sorted(instance.forced & instance.forbidden))
    if both:
        yield _fault("forced", ("포함과 제외에 함께 적혔습니다", "forced and forbidden"), both)
    unknown = tuple(sorted(instance.forced - set(np.unique(instance.site).tolist())))
    if unknown:
        yield _fault("forced", ("지을 방법이 없는 곳", "no option for this site"), unknown)
    for one, other in instance.conflicts:
        if one in instance.forced and other in instance.forced and one != other:
            words = ("서로 너무 가깝습니다", "stand too close to each other")
            yield _fault("forced", words, (one, other))
