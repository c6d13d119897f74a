"""Imports hydrants from a CSV: hydrant_id, lat, lon, and kind, address, usable where they are known."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.services.fire119.hydrants.store import Hydrant, replace_hydrants
from bongsu.services.shared.sheet import BadCell, PutAside, number_in, read_sheet, text_in

NEEDED = ("hydrant_id", "lat", "lon")
_NO = frozenset({"n", "no", "false", "0", "불가", "고장"})


class HydrantsReport(msgspec.Struct, frozen=True):
    """What became of a file."""

    file: str
    rows: int
    stored: int
    put_aside: list[PutAside]


async def import_hydrants(database: Database, file: Path, clock: Clock) -> HydrantsReport:
    """Raises `Invalid` for a file of another kind. A bad row is put aside with its number; a file without one good row
    replaces nothing."""
    rows = read_sheet(file, NEEDED)
    found: dict[str, Hydrant] = {}
    bad: list[PutAside] = []
    for number, row in rows:
        try:
            one = _hydrant(row)
            if one.hydrant_id in found:
                raise BadCell(f"hydrant_id: {one.hydrant_id} stands in the file twice")
        except BadCell as problem:
            bad.append(PutAside(number, str(problem)))
        else:
            found[one.hydrant_id] = one
    if found:
        body: dict[str, object] = {"what": "hydrants", "file": file.name, "taken": len(found)}
        async with database.work() as work:
            await replace_hydrants(work.connection, list(found.values()))
            await record(work, clock.now(), Entry(kind=TrailKind.IMPORT, actor="cli", body=body))
    return HydrantsReport(file.name, len(rows), len(found), bad)


def _hydrant(row: Mapping[str, str]) -> Hydrant:
    return Hydrant(
        text_in(row, "hydrant_id", 60),
        text_in(row, "kind", 40, needed=False),
        number_in(row, "lat", 32.0, 39.5),
        number_in(row, "lon", 123.0, 132.5),
        text_in(row, "address", 200, needed=False),
        row.get("usable", "").casefold() not in _NO,
    )
