"""Digits beside the time as a date: in which order year, month and day stand a camera does not say."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

_CENTURY = 2000
_ORDERS = {
    (4, 2, 2): ("ymd", "ydm"),
    (2, 2, 4): ("dmy", "mdy"),
    (2, 2, 2): ("ymd", "dmy", "mdy"),
}


@dataclass(frozen=True, slots=True)
class Dates:
    """`places`: which digits of the line; `lengths`: of its three groups. `orders`: those that are possible."""

    places: tuple[int, ...]
    lengths: tuple[int, int, int]
    orders: tuple[str, ...]

    def read(self, digits: Sequence[int]) -> tuple[datetime, ...]:
        """Midnight of the day, for each possible order."""
        read = [self._in(order, digits) for order in self.orders]
        return tuple(one for one in read if one is not None)

    def digits(self, day: date) -> tuple[tuple[int, ...], ...]:
        """How this day is written, for each possible order."""
        parts = {"y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}"}
        return tuple(
            tuple(
                int(one)
                for name, length in zip(order, self.lengths, strict=True)
                for one in parts[name][-length:]
            )
            for order in self.orders
        )

    def _in(self, order: str, digits: Sequence[int]) -> datetime | None:
        parts, at = {}, 0
        for name, length in zip(order, self.lengths, strict=True):
            parts[name] = int("".join(str(one) for one in digits[at : at + length]))
            at += length
        year = parts["y"] if parts["y"] > 99 else _CENTURY + parts["y"]
        with suppress(ValueError):
            return datetime(year, parts["m"], parts["d"])  # noqa: DTZ001  # as shown, without zone
        return None


def dates_among(groups: Sequence[Sequence[int]]) -> Dates | None:
    """`groups`: places of digits that stand together."""
    for at in range(len(groups)):
        if len(groups[at]) == 8:
            return Dates(tuple(groups[at]), (4, 2, 2), _ORDERS[4, 2, 2])
        three = groups[at : at + 3]
        lengths = tuple(len(one) for one in three)
        if len(lengths) == 3 and lengths in _ORDERS:
            places = tuple(place for one in three for place in one)
            return Dates(places, (lengths[0], lengths[1], lengths[2]), _ORDERS[lengths])
    return None
