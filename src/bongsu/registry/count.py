"""Counts of sites (개소) and cameras (대) as of any day, with those apart whose date nobody knows."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from bongsu.registry.camera import Precision
from bongsu.registry.settings import RegistrySettings
from bongsu.registry.store import Connection, CountedGroup, counted_cameras, counted_sites


class DongCount(msgspec.Struct, frozen=True):
    dong_code: str | None
    dong_name: str | None
    sites: int
    cameras: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """`sites` and `cameras` stood on that day: put up by then, or undated but in a file of that day or before.

    `undated_…` are those among them without a date that can be true. `perhaps_…` are undated and first seen later:
    whether they stood on that day nobody can say, so they are in no other figure.
    """

    as_of: date
    district: str | None
    sites: int
    cameras: int
    undated_sites: int
    undated_cameras: int
    perhaps_sites: int
    perhaps_cameras: int
    over_age_cameras: int
    over_age_years: int
    by_purpose: dict[str, int]
    sites_by_purpose: dict[str, int]
    by_kind: dict[str, int]
    by_dong: list[DongCount]


async def count(
    connection: Connection,
    as_of: date,
    district: str | None = None,
    settings: RegistrySettings | None = None,
) -> Counts:
    """`district` is a code of `districts.py` (`SB`); None counts everything registered."""
    years = (settings or RegistrySettings()).over_age_years
    found_cameras = await counted_cameras(connection, as_of, district)
    found_sites = await counted_sites(connection, as_of, district)
    return add_up(found_sites, found_cameras, as_of, district, years)


def add_up(
    found_sites: Iterable[CountedGroup],
    found_cameras: Iterable[CountedGroup],
    as_of: date,
    district: str | None,
    over_age_years: int,
) -> Counts:
    """Pure."""
    some_sites, some_cameras = list(found_sites), list(found_cameras)
    sites = [one for one in some_sites if stood(one, as_of)]
    cameras = [one for one in some_cameras if stood(one, as_of)]
    over_age = [one for one in cameras if is_over_age(one, as_of, over_age_years)]
    return Counts(
        as_of=as_of,
        district=district,
        sites=_sum(sites),
        cameras=_sum(cameras),
        undated_sites=_sum(one for one in sites if not _dated(one)),
        undated_cameras=_sum(one for one in cameras if not _dated(one)),
        perhaps_sites=_sum(one for one in some_sites if _perhaps(one, as_of)),
        perhaps_cameras=_sum(one for one in some_cameras if _perhaps(one, as_of)),
        over_age_cameras=_sum(over_age),
        over_age_years=over_age_years,
        by_purpose=_by(cameras, "purpose"),
        sites_by_purpose=_by(sites, "purpose"),
        by_kind=_by(cameras, "kind"),
        by_dong=_by_dong(sites, cameras),
    )


def stood(group: CountedGroup, as_of: date) -> bool:
    """Put up by that day; where the date is unknown or cannot be true, seen in a file by that day."""
    start = group.installed_on if _dated(group) else group.first_seen
    return start is not None and start <= as_of


def is_over_age(group: CountedGroup, as_of: date, years: int) -> bool:
    """Only if it is over age whatever the unknown part of its date may be."""
    if group.installed_on is None or not _dated(group):
        return False
    latest = _latest(group.installed_on, Precision(group.precision))
    # 29 February: its seventh birthday is 28 February
    day = min(latest.day, monthrange(latest.year + years, latest.month)[1])
    return date(latest.year + years, latest.month, day) < as_of


def _latest(day: date, precision: Precision) -> date:
    if precision is Precision.YEAR:
        return date(day.year, 12, 31)
    if precision is Precision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def _dated(group: CountedGroup) -> bool:
    return group.installed_on is not None and group.trusted


def _perhaps(group: CountedGroup, as_of: date) -> bool:
    return not _dated(group) and not stood(group, as_of)


def _sum(groups: Iterable[CountedGroup]) -> int:
    return sum(group.number for group in groups)


def _by(groups: Iterable[CountedGroup], name: str) -> dict[str, int]:
    counter: Counter[str] = Counter()
    for group in groups:
        counter[getattr(group, name)] += group.number
    return dict(sorted(counter.items()))


def _by_dong(sites: list[CountedGroup], cameras: list[CountedGroup]) -> list[DongCount]:
    names = {one.dong_code: one.dong_name for one in (*sites, *cameras)}
    of_sites: Counter[str | None] = Counter()
    of_cameras: Counter[str | None] = Counter()
    for one in sites:
        of_sites[one.dong_code] += one.number
    for one in cameras:
        of_cameras[one.dong_code] += one.number
    return [
        DongCount(code, names[code], of_sites[code], of_cameras[code])
        for code in sorted(names, key=lambda code: code or "")
    ]
