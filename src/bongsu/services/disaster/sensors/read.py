"""Registers sensors out of a CSV: sensor_id, name, lat, lon, warn_cm, alarm_cm, and radius_m where it is known."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.services.disaster.sensors.level import HIGHEST_CM, LOWEST_CM, Sensor
from bongsu.services.disaster.sensors.store import register
from bongsu.services.shared.sheet import BadCell, PutAside, number_in, read_sheet, text_in

NEEDED = ("sensor_id", "name", "lat", "lon", "warn_cm", "alarm_cm")
# how far from the gauge a stream's bank is looked at, where the file does not say
_RADIUS_M = "150"


class SensorsReport(msgspec.Struct, frozen=True):
    """What became of a file."""

    file: str
    rows: int
    registered: int
    put_aside: list[PutAside]


async def import_sensors(database: Database, file: Path, clock: Clock) -> SensorsReport:
    """Raises `Invalid` for a file of another kind; a bad row is put aside with its number, the others are taken."""
    rows = read_sheet(file, NEEDED)
    found: dict[str, Sensor] = {}
    bad: list[PutAside] = []
    for number, row in rows:
        try:
            one = _sensor(row)
            if one.sensor_id in found:
                raise BadCell(f"sensor_id: {one.sensor_id} stands in the file twice")
        except BadCell as problem:
            bad.append(PutAside(number, str(problem)))
        else:
            found[one.sensor_id] = one
    body: dict[str, object] = {"what": "sensors", "file": file.name, "taken": len(found)}
    async with database.work() as work:
        await register(work.connection, list(found.values()))
        await record(work, clock.now(), Entry(kind=TrailKind.IMPORT, actor="cli", body=body))
    return SensorsReport(file.name, len(rows), len(found), bad)


def _sensor(row: Mapping[str, str]) -> Sensor:
    warn = number_in(row, "warn_cm", LOWEST_CM, HIGHEST_CM)
    alarm = number_in(row, "alarm_cm", LOWEST_CM, HIGHEST_CM)
    if alarm < warn:
        raise BadCell("alarm_cm: below warn_cm")
    radius = row if row.get("radius_m") else {"radius_m": _RADIUS_M}
    return Sensor(
        text_in(row, "sensor_id", 60),
        text_in(row, "name", 120),
        number_in(row, "lat", 32.0, 39.5),
        number_in(row, "lon", 123.0, 132.5),
        number_in(radius, "radius_m", 20.0, 1000.0),
        warn,
        alarm,
    )
