"""When a trip home becomes an alarm: off the way, standing still, too late, silent (dossier §1.2 ESCORT). Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import hypot

from bongsu.kernel.geometry import Point, distance_m, offset_m
from bongsu.services.safe_return.trip import Fix, Route, Trip
from bongsu.services.shared.residents.settings import ResidentSettings

DEVIATION, STOPPED, LATE, SILENT = "DEVIATION", "STOPPED", "LATE", "SILENT"
# a fix less exact than this says nothing about a street
_USABLE_M = 150.0


def from_route_m(route: Route, place: Point) -> float:
    """Distance to the nearest stretch of the way."""
    if len(route) == 1:
        return distance_m(route[0], place)
    pairs = pairwise(route)
    return min(_from_stretch_m(one, other, place) for one, other in pairs)


def _from_stretch_m(one: Point, other: Point, place: Point) -> float:
    to_east, to_north = offset_m(one, other)
    east, north = offset_m(one, place)
    length = to_east**2 + to_north**2
    along = 0.0 if length == 0.0 else (east * to_east + north * to_north) / length
    share = min(1.0, max(0.0, along))
    return hypot(east - share * to_east, north - share * to_north)


def usable(fixes: Sequence[Fix]) -> list[Fix]:
    """In the order of their own times, whatever order they came in; twice the same is once."""
    by_time = {one.at: one for one in fixes if one.accuracy_m <= _USABLE_M}
    return [by_time[at] for at in sorted(by_time)]


def is_off(route: Route, fixes: Sequence[Fix], settings: ResidentSettings) -> bool:
    """The newest positions all lie off the way, for long enough, with their errors in their favour."""
    since = None
    for one in reversed(fixes):
        if from_route_m(route, one.point) - one.accuracy_m <= settings.off_route_m:
            break
        since = one.at
    return since is not None and _lasts_s(since, fixes) >= settings.off_route_s


def is_stopped(route: Route, fixes: Sequence[Fix], settings: ResidentSettings) -> bool:
    """The newest positions are one place, which is not the end of the way."""
    if not fixes:
        return False
    newest = fixes[-1]
    if route and distance_m(route[-1], newest.point) <= settings.home_m:
        return False
    since = newest.at
    for one in reversed(fixes):
        if distance_m(newest.point, one.point) > settings.stop_m + one.accuracy_m / 2:
            break
        since = one.at
    return _lasts_s(since, fixes) >= settings.stop_s


def _lasts_s(since: datetime, fixes: Sequence[Fix]) -> float:
    return (fixes[-1].at - since).total_seconds()


def late_at(trip: Trip, settings: ResidentSettings) -> datetime | None:
    """The planned time and a fifth of it more."""
    if trip.eta_at is None or trip.eta_at <= trip.started_at:
        return None
    return trip.started_at + (trip.eta_at - trip.started_at) * (1.0 + settings.late_share)


def silent_at(trip: Trip, settings: ResidentSettings) -> datetime:
    return trip.heard_at + timedelta(seconds=settings.trip_silent_s)


def hard_end(trip: Trip, settings: ResidentSettings) -> datetime:
    return trip.started_at + timedelta(hours=settings.trip_hours)


def alarm_of(
    trip: Trip, route: Route, fixes: Sequence[Fix], now: datetime, settings: ResidentSettings
) -> str | None:
    """The category of the alarm; None while all is well, and then nobody is shown anything."""
    known = usable(fixes)
    if route and is_off(route, known, settings):
        return DEVIATION
    if is_stopped(route, known, settings):
        return STOPPED
    if now >= silent_at(trip, settings):
        return SILENT
    late = late_at(trip, settings)
    return LATE if late is not None and now >= late else None


def next_look(trip: Trip, now: datetime, settings: ResidentSettings) -> datetime:
    """When time alone may change something."""
    ats = (late_at(trip, settings), silent_at(trip, settings), hard_end(trip, settings))
    return min(at for at in ats if at is not None)
