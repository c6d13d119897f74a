"""When a trip home becomes an alarm, on a plane in metres."""

from datetime import datetime, timedelta
from random import Random

import pytest

from bongsu.kernel.geometry import Point, moved
from bongsu.services.safe_return.rules import (
    DEVIATION,
    LATE,
    SILENT,
    STOPPED,
    alarm_of,
    from_route_m,
    hard_end,
    late_at,
    next_look,
    usable,
)
from bongsu.services.safe_return.trip import Fix, Trip, TripStands
from bongsu.services.shared.residents.settings import ResidentSettings
from tests.incidents.stage import NOW

HOME = Point(37.608, 127.020)
LIMITS = ResidentSettings()
# one kilometre to the north
WAY = (HOME, moved(HOME, 0.0, 1000.0))


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def trip(**more: object) -> Trip:
    values: dict[str, object] = {
        "partner": "ansimi",
        "number": "trip-1",
        "stands": TripStands.ACTIVE,
        "started_at": NOW,
        "heard_at": NOW,
        "device_id": "phone_1",
        **more,
    }
    return Trip(**values)  # type: ignore[arg-type]  # checked by name


def fix(seconds: float, east_m: float, north_m: float, accuracy_m: float = 10.0) -> Fix:
    at = moved(HOME, east_m, north_m)
    return Fix(at=after(seconds), lat=at.lat, lon=at.lon, accuracy_m=accuracy_m)


def walk(until_s: float, east_m: float = 0.0) -> list[Fix]:
    """1.25 m in a second, a position each 10 s."""
    return [fix(step * 10.0, east_m, step * 12.5) for step in range(int(until_s // 10) + 1)]


def judged(fixes: list[Fix], now_s: float, **more: object) -> str | None:
    heard = after(now_s)
    return alarm_of(trip(heard_at=heard, **more), WAY, fixes, after(now_s), LIMITS)


def test_whoever_walks_along_the_way_alarms_nobody() -> None:
    for now_s in range(0, 600, 50):
        assert judged(walk(now_s), now_s) is None


def test_the_way_is_measured_between_its_points() -> None:
    assert from_route_m(WAY, moved(HOME, 80.0, 500.0)) == pytest.approx(80.0, rel=0.01)
    assert from_route_m(WAY, moved(HOME, 0.0, 1100.0)) == pytest.approx(100.0, rel=0.01)
    assert from_route_m((HOME,), moved(HOME, 30.0, 40.0)) == pytest.approx(50.0, rel=0.01)


def test_a_deviation_must_last() -> None:
    off = [fix(step * 10.0, 150.0 + step, 300.0) for step in range(7)]
    assert judged(off[:6], 50.0) is None
    assert judged(off, 60.0) == DEVIATION


def test_a_jump_between_tall_houses_is_no_deviation() -> None:
    jumps = [fix(step * 10.0, 300.0 if step % 3 else 0.0, 20.0 * step) for step in range(12)]
    assert judged([*jumps, fix(120.0, 0.0, 250.0)], 120.0) is None


def test_an_inexact_position_counts_in_the_walkers_favour() -> None:
    off = [fix(step * 10.0, 180.0 + step * 8, 300.0, accuracy_m=140.0) for step in range(7)]
    assert judged(off, 60.0) is None
    assert (
        judged([fix(step * 10.0, 900.0, 300.0, accuracy_m=900.0) for step in range(9)], 80.0)
        is None
    )


def test_standing_still_for_five_minutes_is_an_alarm() -> None:
    still = [fix(step * 10.0, step % 3, 400.0) for step in range(31)]
    assert judged(still[:30], 290.0) is None
    assert judged(still, 300.0) == STOPPED


def test_standing_still_at_the_end_of_the_way_is_arriving() -> None:
    still = [fix(step * 10.0, 5.0, 990.0) for step in range(60)]
    assert judged(still, 590.0) is None


def test_a_fifth_more_than_planned_is_too_late() -> None:
    eta = after(600.0)
    assert late_at(trip(eta_at=eta), LIMITS) == after(720.0)
    assert judged(walk(710.0), 719.0, eta_at=eta) is None
    assert judged(walk(710.0), 720.0, eta_at=eta) == LATE


def test_an_arrival_planned_before_the_start_is_no_plan() -> None:
    assert late_at(trip(eta_at=NOW), LIMITS) is None


def test_three_minutes_of_silence_are_an_alarm() -> None:
    silent = trip(heard_at=NOW)
    assert alarm_of(silent, WAY, [], after(179.0), LIMITS) is None
    assert alarm_of(silent, WAY, [], after(180.0), LIMITS) == SILENT


def test_the_order_of_arrival_changes_nothing() -> None:
    off = [fix(step * 10.0, 150.0 + step, 300.0) for step in range(7)]
    mixed = [*off, off[2]]
    Random(4).shuffle(mixed)
    assert usable(mixed) == off
    assert judged(mixed, 60.0) == DEVIATION


def test_without_a_planned_way_nobody_is_off_it() -> None:
    far = [fix(step * 10.0, 40.0 * step, 300.0) for step in range(12)]
    alone = trip(heard_at=after(110.0))
    assert alarm_of(alone, (), far, after(110.0), LIMITS) is None


def test_time_alone_is_looked_at_at_the_next_edge() -> None:
    assert next_look(trip(), NOW, LIMITS) == after(180.0)
    soon = trip(eta_at=after(60.0))
    assert next_look(soon, NOW, LIMITS) == after(72.0)
    assert hard_end(trip(), LIMITS) == after(6 * 3600.0)
