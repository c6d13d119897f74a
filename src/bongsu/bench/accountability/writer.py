"""The process that is killed: appends to the trail in groups and says after each commit how far it is on the disk."""

import asyncio
import struct
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import head_kept
from bongsu.bench.accountability.write_ahead import durable_now
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database

# sequence, hash, frames, salt of the write-ahead log
WORD = struct.Struct("=Q64sI8s")
_AT_ONCE = 40


def write_until_killed(database: str, says: "Connection[bytes, bytes]", seed: int) -> None:
    """Never returns by itself."""
    asyncio.run(_write(Path(database), says, Random(seed)))


async def _write(path: Path, says: "Connection[bytes, bytes]", random: Random) -> None:
    database, clock = Database(f"sqlite+aiosqlite:///{path}"), SystemClock()
    while True:
        entries = [_entry(random) for _ in range(random.randint(1, _AT_ONCE))]
        async with database.work() as work:
            await record(work, clock.now(), *entries)
        async with database.read() as connection:
            head = await head_kept(connection)
        durable = durable_now(path)
        word = WORD.pack(head.sequence, head.hash.encode(), durable.frames, durable.salt)
        says.send_bytes(word)


def _entry(random: Random) -> Entry:
    return Entry(
        kind=TrailKind.TICKET,
        actor=f"per_{random.randrange(200):026d}",
        camera_id=f"SB-{random.randrange(4000):05d}",
        body={"text": "x" * random.randrange(200)},
    )
