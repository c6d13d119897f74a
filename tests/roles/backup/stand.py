"""A small node's folder with everything that a backup has to keep, and what can be asked of it afterwards."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bongsu.audit.entry import Entry, Head
from bongsu.audit.head import HEAD_FILE, write_head
from bongsu.audit.journal import append_journal
from bongsu.audit.journal_row import JournalRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import head_kept, rows_after
from bongsu.audit.verify import Verdict, verify_node
from bongsu.identity.people import Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from tests.audit.journals import handed, journal_of

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
PASSWORD = "beacon-on-the-hill"


def clock() -> FixedClock:
    return FixedClock(NOW)


def url_of(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'node.db'}"


@dataclass
class Stand:
    """The folder and what was put into it."""

    folder: Path
    head: Head
    token: str

    async def grow(self, rows: int = 1) -> Head:
        """More deeds, as a node that goes on does them."""
        database = Database(url_of(self.folder))
        async with database.work() as work:
            for _ in range(rows):
                await record(work, NOW, Entry(kind=TrailKind.LEND, actor="system"))
        async with database.read() as connection:
            head = await head_kept(connection)
        await database.close()
        write_head(self.folder / HEAD_FILE, head)
        return head


async def stand(folder: Path) -> Stand:
    folder.mkdir()
    await upgrade(url_of(folder))
    database = Database(url_of(folder))
    identity = IdentityService(
        database, clock(), IdentitySettings(argon2_time_cost=1, argon2_memory_kib=8)
    )
    await identity.add_organisation(
        Organisation("SEONGBUK", "성북구", "Seongbuk", OrganisationKind.CENTRE)
    )
    await identity.add_person(
        name="lead",
        display_name="관제팀장",
        role=Role.SHIFT_LEAD,
        organisation="SEONGBUK",
        password=PASSWORD,
    )
    _, token = await identity.sign_in("lead", PASSWORD)
    rows = journal_of(4)
    async with database.work() as work:
        await append_journal(work, NOW, handed("media-1", *rows[:3]))
    async with database.read() as connection:
        head = await head_kept(connection)
    await database.close()
    _put(folder, head, rows)
    return Stand(folder, head, token)


def _put(folder: Path, head: Head, rows: tuple[JournalRow, ...]) -> None:
    (folder / "keys").mkdir()
    (folder / "keys" / "ticket.pem").write_text("-----BEGIN PRIVATE KEY-----\n")
    write_head(folder / HEAD_FILE, head)
    lines = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    (folder / "media").mkdir()
    # the last one is just being written
    (folder / "media" / "media-1.journal").write_bytes(lines + b'{"sequence": 5, "bef')
    (folder / "bus").mkdir()
    (folder / "bus" / "nats.conf").write_text("token of a bus that is gone")


async def verdict_of(folder: Path) -> Verdict:
    database = Database(url_of(folder))
    try:
        return await verify_node(database, folder / HEAD_FILE)
    finally:
        await database.close()


async def kinds_of(folder: Path) -> list[tuple[str, dict[str, object]]]:
    """What the trail says, row by row."""
    database = Database(url_of(folder))
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 1000)
    await database.close()
    return [(row.kind, msgspec.json.decode(row.body)) for row in rows]
