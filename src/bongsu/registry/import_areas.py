"""Takes outlines of 행정동 into the registry: for the map, for jurisdiction, and for which neighbour is near."""

import asyncio
from hashlib import sha256
from pathlib import Path

import msgspec

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_id
from bongsu.registry.import_cameras.store import add_run
from bongsu.registry.load_areas import areas_of
from bongsu.registry.register_areas import stored_areas
from bongsu.registry.store import replace_areas


class AreasReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many 행정동 the file holds, of how many districts; `own` are the centre's own districts' dongs."""

    file: str
    dongs: int
    districts: int
    own: int


async def import_areas(
    database: Database, file: Path, *districts: str, clock: Clock
) -> AreasReport:
    """Replaces what was kept, with one file of the whole city or of one district; `districts` are the centre's own.

    Raises `AreasUnreadable`; then everything stays as it was."""
    areas = await asyncio.to_thread(areas_of, file, *districts)
    dongs = areas.adm.areas
    report = AreasReport(
        file=file.name,
        dongs=len(dongs),
        districts=len({one.district for one in dongs}),
        own=sum(one.district in districts for one in dongs),
    )
    digest = sha256(await asyncio.to_thread(file.read_bytes)).hexdigest()
    run = {
        "run_id": new_id("imp"),
        "what": "areas",
        "file_name": file.name,
        "file_sha256": digest,
        "series": "areas",
        "reference_date": None,
        "at": clock.now(),
        "report": msgspec.to_builtins(report),
    }
    async with database.work() as work:
        await replace_areas(work, stored_areas(areas))
        await add_run(work.connection, run, [])
    return report
