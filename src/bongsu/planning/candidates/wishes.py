"""Places that something speaks for: requests, the city's areas, poles, lamps, spots of high worth, a planner's own.

Every source gives the same arrays; `find.py` unites them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import degrees_of, metres_of
from bongsu.planning.grid.national_code import codes_of, square_of
from bongsu.planning.grid.points import Floats, Ints, Points
from bongsu.planning.inputs.values import Place, Request


class From(StrEnum):
    """What a candidate stands on; the letter begins its id. In order: where two meet, the earlier keeps its place."""

    HAND = "H"
    """Set by a planner, as an id of the configuration: `H다사53895203`."""
    UTILITY_POLE = "U"
    LIGHT = "L"
    REQUEST = "R"
    CITY_AREA = "A"
    POINT = "P"
    """A spot of high worth: a pole of our own."""


PLACE_DIGITS = 4
_PLACES = {From.HAND, From.REQUEST, From.CITY_AREA, From.POINT}


@dataclass(frozen=True, slots=True)
class Wishes:
    """Places of one source, one entry each."""

    source: From
    codes: tuple[str, ...]
    """Of the row that it came from, for what people are told."""
    lat: Floats
    lon: Floats
    x: Floats
    y: Floats

    def __len__(self) -> int:
        return len(self.codes)

    def kept(self, keep: Bools) -> "Wishes":
        codes = tuple(
            code for code, is_kept in zip(self.codes, keep.tolist(), strict=True) if is_kept
        )
        return Wishes(
            self.source, codes, self.lat[keep], self.lon[keep], self.x[keep], self.y[keep]
        )


def from_rows(source: From, rows: Sequence[Place | Request]) -> Wishes:
    """Poles, lamps and requests; a row without a code is told by its place in the layer (#1 is the first)."""
    codes = tuple(_code(row) or f"#{number}" for number, row in enumerate(rows, start=1))
    lat = np.array([row.lat for row in rows], dtype=np.float64)
    lon = np.array([row.lon for row in rows], dtype=np.float64)
    return Wishes(source, codes, lat, lon, *metres_of(lat, lon))


def _code(row: Place | Request) -> str:
    return row.code if isinstance(row, Place) else row.request_id


def from_spots(source: From, points: Points, chosen: Ints) -> Wishes:
    codes = tuple(f"#{point}" for point in chosen.tolist())
    lat, lon = points.lat[chosen], points.lon[chosen]
    return Wishes(source, codes, lat, lon, points.x[chosen], points.y[chosen])


def from_hand(config: PlanConfig) -> Wishes:
    """Ids that carry their own place: a planner's, and those that another score would not offer again. A pole or
    a lamp that is gone cannot be asked back."""
    own = [
        (name, _square(name, field))
        for field in ("forced", "by_hand")
        for name in getattr(config, field)
        if name[:1] in _PLACES
    ]
    squares = np.array([square for _, square in own], dtype=np.float64).reshape(-1, 3)
    x, y = (squares[:, :2] + squares[:, 2:] / 2).T
    return Wishes(From.HAND, tuple(name for name, _ in own), *degrees_of(x, y), x, y)


def ids_of(wishes: Wishes) -> tuple[str, ...]:
    """The letter of the source and the 국가지점번호 to 10 m; a planner's own keep theirs. For places in Korea."""
    if wishes.source is From.HAND:
        return wishes.codes
    places = codes_of(wishes.x, wishes.y, PLACE_DIGITS)
    return tuple(f"{wishes.source}{place}" for place in places)


def _square(name: str, field: str) -> tuple[float, float, float]:
    try:
        return square_of(name[1:])
    except PlanRefused as cause:
        raise PlanRefused(*cause.told, field=field) from cause


def best_of_each(group: Ints, gain: Floats) -> Ints:
    """The index with the highest gain of each group, of equals the first; groups below 0 have none."""
    order = np.lexsort((np.arange(len(group)), -gain, group))
    order = order[(group[order] >= 0) & (gain[order] > 0)]
    is_first = np.append(True, group[order][1:] != group[order][:-1])[: len(order)]
    best: Ints = order[is_first]
    return best
