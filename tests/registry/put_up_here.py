"""A site as acceptance puts it up, for tests of the registry."""

from datetime import UTC, date, datetime
from typing import Any

from bongsu.kernel.database import Database
from bongsu.registry.camera import CameraKind, PoleKind, Purpose
from bongsu.registry.put_up import NewCamera, NewSite, PutUp, put_up

NOW = datetime(2026, 10, 20, 5, 0, tzinfo=UTC)
PTZ = NewCamera(kind=CameraKind.PTZ, pixels_10k=200)
FIXED = NewCamera(kind=CameraKind.FIXED, bearing_deg=123.0, hfov_deg=80.0, pixels_10k=500)


def new_site(**other: Any) -> NewSite:
    usual: dict[str, Any] = {
        "district": "SB",
        "dong_code": "1129057500",
        "dong_name": "삼선동",
        "purpose": Purpose.CRIME_PREVENTION,
        "lat": 37.5891164,
        "lon": 127.0182142,
        "pole": PoleKind.OWN,
        "height_m": 5.0,
        "installed_on": date(2026, 10, 20),
        "retention_days": 30,
        "cameras": (PTZ, FIXED),
        "origin": "ps_1",
    }
    assert other.keys() <= usual.keys()
    return NewSite(**usual | other)


async def stand(database: Database, **other: Any) -> PutUp:
    async with database.work() as work:
        return await put_up(work, new_site(**other), NOW)
