"""What a request for features asks (OGC 17-069r4, 7.15): read by hand, because a wrong word is to be named by its field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid

USUAL_LIMIT, MOST = 1_000, 5_000
_FARTHEST = 10_000_000
_FORMS = frozenset({"json", "geojson"})
_BESIDE = frozenset({"limit", "offset", "bbox", "datetime", "f"})
_NUMBER = re.compile(r"[0-9]{1,9}")
_WORD = re.compile(r"[^\x00-\x1f\x7f]{1,80}")


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees. `west` > `east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Asked:
    """`first` and `last` are days of Seoul, both counted in; None is open."""

    limit: int = USUAL_LIMIT
    offset: int = 0
    box: Box | None = None
    first: date | None = None
    last: date | None = None
    equals: Mapping[str, str] = field(default_factory=dict)


def read_asked(said: Mapping[str, str], filters: frozenset[str]) -> Asked:
    """`filters` are the properties that this collection may be asked by. Raises `Invalid`: an unknown word too (7.7)."""
    for name in said:
        if name not in filters | _BESIDE:
            raise Invalid(f"This collection is not asked by {name!r}"[:200], field=name[:40])
    if said.get("f", "json") not in _FORMS:
        raise Invalid("There is JSON only", field="f")
    first, last = _days(said["datetime"]) if "datetime" in said else (None, None)
    return Asked(
        limit=max(1, min(_whole(said, "limit", USUAL_LIMIT, 1), MOST)),
        offset=_whole(said, "offset", 0, 0),
        box=_box(said["bbox"]) if "bbox" in said else None,
        first=first,
        last=last,
        equals={name: _word(said, name) for name in sorted(filters & said.keys())},
    )


def _whole(said: Mapping[str, str], name: str, usual: int, least: int) -> int:
    if name not in said:
        return usual
    number = int(said[name]) if _NUMBER.fullmatch(said[name]) else -1
    if not least <= number <= _FARTHEST:
        raise Invalid(f"{name} is a whole number from {least}", field=name)
    return number


def _word(said: Mapping[str, str], name: str) -> str:
    if not _WORD.fullmatch(said[name]):
        raise Invalid(f"{name} is 1 to 80 letters", field=name)
    return said[name]


def _box(text: str) -> Box:
    try:
        numbers = [float(one) for one in text.split(",")]
    except ValueError as cause:
        raise Invalid("bbox is four or six numbers with commas", field="bbox") from cause
    if len(numbers) not in {4, 6} or not all(map(isfinite, numbers)):
        raise Invalid("bbox is four or six numbers with commas", field="bbox")
    # of six numbers the third and the last are heights
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    if south > north:
        raise Invalid("bbox goes from south to north", field="bbox")
    return Box(west, south, east, north)


def _days(text: str) -> tuple[date | None, date | None]:
    """An instant, or an interval with `..` or nothing for an open end."""
    ends = text.split("/")
    if len(ends) > 2:
        raise Invalid("datetime is one time, or two with a slash", field="datetime")
    days = [_day(one, is_alone=len(ends) == 1) for one in ends]
    first, last = days[0], days[-1]
    if first is not None and last is not None and first > last:
        raise Invalid("the interval ends before it begins", field="datetime")
    return first, last


def _day(text: str, *, is_alone: bool) -> date | None:
    if text in {"", ".."} and not is_alone:
        return None
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        # astimezone may fall off the calendar's ends
        return moment.astimezone(SEOUL).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError) as cause:
        raise Invalid("a time is written as 2026-01-31T09:00:00Z", field="datetime") from cause
