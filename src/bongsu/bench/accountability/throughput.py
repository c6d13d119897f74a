"""How fast the trail takes rows, and what a row adds to a request that waits for the disk anyway."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.bench.figures import Reading, Readings, percentile
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.sharing.events import GrantEnded

_IN_A_GROUP = 500
_AT_ONCE = 50
_FACT = GrantEnded(grant_id="gr_bench", incident_id="inc_bench", reason="closed", by="system")


def deed(number: int) -> Entry:
    """As large as most rows are."""
    return Entry(
        kind=TrailKind.TICKET,
        actor=f"per_{number % 200:026d}",
        organisation="KNPA.SEOUL.SEONGBUK",
        incident_id=f"inc_{number % 50:026d}",
        grant_id=f"gr_{number % 90:026d}",
        camera_id=f"SB-{number % 4000:05d}",
        body={"session_id": f"ses_{number:026d}"},
    )


async def measure_throughput(prepared: Path, *, seconds: float, requests: int) -> Readings:
    """`prepared` is a database at this release's tables; its trail grows."""
    database = Database(f"sqlite+aiosqlite:///{prepared}")
    try:
        grouped = await _rows_per_s(database, _IN_A_GROUP, seconds)
        single = await _rows_per_s(database, 1, seconds / 3)
        without, with_row = await _requests(database, requests)
        waited = await _together(database, requests)
    finally:
        await database.close()
    added = percentile(with_row, 95) - percentile(without, 95)
    return {
        "trail_rows_per_s": Reading(
            round(grouped), {"one_by_one": round(single), "in_a_group": _IN_A_GROUP}
        ),
        "trail_added_p95": Reading(
            round(added, 2),
            {
                "without_row_p95": round(percentile(without, 95), 2),
                "with_row_p95": round(percentile(with_row, 95), 2),
                "grouped_p95": round(percentile(waited, 95), 2),
                "at_once": _AT_ONCE,
                "repeats": requests,
            },
        ),
    }


async def _rows_per_s(database: Database, in_a_group: int, seconds: float) -> float:
    """Each group is one transaction, and one wait for the disk."""
    clock, rows, began_s = SystemClock(), 0, perf_counter()
    while perf_counter() - began_s < seconds:
        async with database.work() as work:
            await record(work, clock.now(), *(deed(rows + one) for one in range(in_a_group)))
        rows += in_a_group
    return rows / (perf_counter() - began_s)


async def _requests(database: Database, requests: int) -> tuple[Sequence[float], Sequence[float]]:
    """In turns, so that the machine's other work falls on both; ms."""
    without, with_row = [], []
    for number in range(requests):
        without.append(await _request(database, None))
        with_row.append(await _request(database, deed(number)))
    return without, with_row


async def _request(database: Database, entry: Entry | None) -> float:
    """A use case that tells one fact, with or without a row of the trail."""
    clock, began_s = SystemClock(), perf_counter()
    async with database.work() as work:
        work.tell(_FACT)
        if entry is not None:
            await record(work, clock.now(), entry)
    return (perf_counter() - began_s) * 1000


async def _together(database: Database, requests: int) -> Sequence[float]:
    """Single deeds of many requests at once; ms that each waits."""
    recorder = GroupRecorder(database, SystemClock())
    await recorder.start()
    took: list[float] = []

    async def one(number: int) -> None:
        began_s = perf_counter()
        await recorder.record(deed(number))
        took.append((perf_counter() - began_s) * 1000)

    try:
        for first in range(0, requests, _AT_ONCE):
            await asyncio.gather(*(one(first + number) for number in range(_AT_ONCE)))
    finally:
        await recorder.stop()
    return took
