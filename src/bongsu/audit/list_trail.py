"""Pages of the trail for people who examine it."""

from collections.abc import Sequence

from bongsu.audit.entry import TrailRow
from bongsu.audit.store import ANY, Only, rows_after, rows_at, rows_before
from bongsu.kernel.database import Database

MOST_ROWS = 500


async def list_trail(
    database: Database,
    *,
    after: int = 0,
    before: int | None = None,
    limit: int = 100,
    only: Only = ANY,
) -> list[TrailRow]:
    """Oldest first behind `after`; newest first when `before` is given."""
    limit = min(limit, MOST_ROWS)
    async with database.read() as connection:
        if before is None:
            return await rows_after(connection, after, limit, only)
        return await rows_before(connection, before, limit, only)


async def rows_with(database: Database, sequences: Sequence[int]) -> list[TrailRow]:
    """The rows of these sequences, oldest first."""
    async with database.read() as connection:
        return await rows_at(connection, sequences)
