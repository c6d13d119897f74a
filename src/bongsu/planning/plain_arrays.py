"""Reads plain lists as arrays: what is no number, or no whole one where it must be, is named by array and row."""

from collections.abc import Sequence
from typing import Any  # Any: whatever an analyst hands over

import numpy as np

from bongsu.planning.siting.check import NAMED
from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.instance import Between, Bools, Floats, Ints
from bongsu.planning.words import Told

_NO_LIST = Told("숫자의 목록이 아닙니다.", "is no list of numbers.")
_NOT_WHOLE = Told("정수가 아닙니다.", "is not a whole number.")
_NO_OPTION = Told("없는 번호입니다.", "is no option.")
_NO_SHARE = Told("0 이상의 숫자가 아닙니다.", "is not a number from 0 on.")
# beyond it floats skip whole numbers, and no budget is so large
_LARGEST = 2**53


def numbers(field: str, said: Any) -> Floats:
    """NaN and negative ones are named by `siting/check`, with the others of their array."""
    try:
        read = np.asarray(said, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as cause:
        raise _fault(field, _NO_LIST) from cause
    if read.ndim != 1:
        raise _fault(field, _NO_LIST)
    return read


def whole(field: str, said: Any) -> Ints:
    """Money and indices are never rounded."""
    read = numbers(field, said)
    is_whole = np.isfinite(read) & (np.abs(read) <= _LARGEST)
    is_whole[is_whole] = read[is_whole] == np.floor(read[is_whole])
    if not is_whole.all():
        raise _fault(field, _NOT_WHOLE, np.flatnonzero(~is_whole).tolist())
    return read.astype(np.int64)


def covers_of(field: str, said: Sequence[Any]) -> tuple[Ints, Ints]:
    """Where each option's targets begin, and the targets one after the other."""
    rows = [whole(f"{field}[{row}]", one) for row, one in enumerate(said)]
    start = np.cumsum([0, *(len(one) for one in rows)]).astype(np.int64)
    return start, np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


def limits_of(said: Sequence[tuple[str, Any, float, float]]) -> tuple[Between, ...]:
    return tuple(
        Between(name, numbers(f"limits.{name}", of_each), least, most)
        for name, of_each, least, most in said
    )


def rows_of_bools(field: str, said: Any, shape: tuple[int, int]) -> Bools:
    """All true where nothing is said."""
    if said is None:
        return np.ones(shape, dtype=bool)
    try:
        return np.asarray(said, dtype=bool)
    except ValueError as cause:
        raise _fault(field, _NO_LIST) from cause


def warm_start(field: str, said: Any, options: int) -> list[int]:
    read = whole(field, said)
    is_none = (read < 0) | (read >= options)
    if is_none.any():
        raise _fault(field, _NO_OPTION, np.flatnonzero(is_none).tolist())
    return [int(one) for one in read]


def share(field: str, said: float) -> float:
    """A gap or a number of seconds."""
    if not said >= 0.0:
        raise _fault(field, _NO_SHARE)
    return float(said)


def _fault(field: str, told: Told, rows: Sequence[int] = ()) -> FaultyInstance:
    named = ", ".join(map(str, rows[:NAMED])) + (" …" if len(rows) > NAMED else "")
    place = f"{field}[{named}]" if rows else field
    return FaultyInstance(
        Told(f"{place}: {told.ko}", f"{place}: {told.en}"), field=field, rows=tuple(rows[:NAMED])
    )
