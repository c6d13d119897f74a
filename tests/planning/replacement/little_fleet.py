"""Cameras of a small fleet; what a test does not say is as good as new."""

from datetime import date, timedelta
from typing import Any  # Any: whatever field a test says

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.camera import FleetCamera, Known

TODAY = date(2024, 1, 1)
RULE = Replacement(won=10_000_000, most=100, over_age_only=False)


def years_ago(years: float) -> date:
    return TODAY - timedelta(days=round(years * 365.25))


def camera(number: int, age: float = 1.0, *, metres_north: float = 0.0, **said: Any) -> FleetCamera:
    """Put up `age` years before `TODAY`; each on a site of its own unless said."""
    facts: dict[str, Any] = {
        "camera_id": f"C{number}",
        "site_id": f"S{number}",
        "lat": 37.5 + metres_north / 111_320.0,
        "lon": 126.9,
        "kind": "fixed",
        "installed_on": years_ago(age),
        "installed_precision": Known.DAY,
    }
    return FleetCamera(**(facts | said))


def failed_at(number: int, put_up: float, lasted: float, **said: Any) -> FleetCamera:
    """Put up so many years ago, failed and taken down after `lasted`."""
    end = years_ago(put_up - lasted)
    return camera(number, put_up, failed_on=end, removed_on=end, **said)
