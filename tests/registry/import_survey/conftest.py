"""A district of three cameras, and a surveyor who hands in sheets."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras import ImportReport, import_cameras
from bongsu.registry.import_survey import SurveyReport, import_survey
from bongsu.registry.tables import cameras
from tests.registry.conftest import Writer

HEADER = "camera_id,kind,bearing_deg,hfov_deg,range_m,height_m,surveyed_on"


class Surveyor:
    """Hands in sheets and published files, and looks at what is registered."""

    def __init__(self, database: Database, areas: Areas, clock: FixedClock, write: Writer) -> None:
        self.database, self.areas, self.clock, self.write = database, areas, clock, write

    def sheet(self, rows: Sequence[str], **how: str) -> Path:
        return self.write(rows, **{"name": "survey.csv", "header": HEADER, **how})

    async def hand_in(
        self, *rows: str, strict: bool = False, name: str = "survey.csv"
    ) -> SurveyReport:
        path = self.sheet(rows, name=name)
        return await import_survey(self.database, [path], clock=self.clock, strict=strict)

    async def publish(self, *rows: str) -> ImportReport:
        path = self.write(rows)
        return await import_cameras(self.database, [path], areas=self.areas, clock=self.clock)

    async def all(self, table: Any) -> list[dict[str, Any]]:
        async with self.database.read() as connection:
            found = await connection.execute(select(table).order_by(*table.primary_key))
            return [dict(one) for one in found.mappings()]

    async def camera(self, camera_id: str) -> dict[str, Any]:
        return next(one for one in await self.all(cameras) if one["camera_id"] == camera_id)


@pytest.fixture
def surveyor(database: Database, areas: Areas, clock: FixedClock, write: Writer) -> Surveyor:
    return Surveyor(database, areas, clock, write)
