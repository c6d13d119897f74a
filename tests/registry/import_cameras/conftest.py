"""A desk at which a district's officer imports files and looks at what became of them."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras import ImportReport, import_cameras
from tests.registry.conftest import Writer


class Desk:
    """Imports and looks, as a district's officer would."""

    def __init__(self, database: Database, areas: Areas, clock: FixedClock, write: Writer) -> None:
        self.database, self.areas, self.clock, self.write = database, areas, clock, write

    async def take(self, rows: Sequence[str], **how: str) -> ImportReport:
        path = self.write(rows, **how)
        return await import_cameras(self.database, [path], areas=self.areas, clock=self.clock)

    async def all(self, table: Any) -> list[dict[str, Any]]:
        async with self.database.read() as connection:
            found = await connection.execute(select(table).order_by(*table.primary_key))
            return [dict(one) for one in found.mappings()]


@pytest.fixture
def desk(database: Database, areas: Areas, clock: FixedClock, write: Writer) -> Desk:
    return Desk(database, areas, clock, write)
