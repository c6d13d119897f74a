"""Copies a running node's folder so that the parts fit each other, though they are copied one after another."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bongsu.audit.entry import Head
from bongsu.audit.head import HEAD_FILE
from bongsu.kernel.copy_database import copy_database
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.migrate import upgrade
from bongsu.roles.backup.manifest import DATABASE, BackupDamaged
from bongsu.roles.every_table import every_context_joins

# the bus and the link server hold messages in flight only; SQLite's own side files are in the copy of the database
# clips of alarms have their day (monitoring/alarms), which a backup would outlive
_NOT_KEPT = {"bus", "link", "monitoring", DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"}
_JOURNALS = "media"
# a key that is destroyed with what it opens (services/missing) is kept by no backup
_PASSING = ("keys", "missing")


class NoNode(Failure):
    """Nothing to take a copy of."""

    kind = Kind.NOT_FOUND
    code = "no_node"


def collect(folder: Path, into: Path, server: str = "") -> list[str]:
    """The names of what was copied. `server`: the URL of a database that is no file of the folder; its rows become one.

    The head file first and the journals last: a trail may have grown past its head file, and a journal past the trail, but
    never the reverse."""
    if not server and not (folder / DATABASE).is_file():
        raise NoNode(f"no node lives in {folder}", field="data_dir")
    names = list(others(folder))
    names.sort(key=lambda name: name != HEAD_FILE)
    copied = [name for name in names if _copy(folder / name, into / name)]
    if server:
        asyncio.run(_copy_rows(server, into / DATABASE))
    else:
        _copy_database(folder / DATABASE, into / DATABASE)
    journals = [f"{_JOURNALS}/{path.name}" for path in sorted((folder / _JOURNALS).glob("*"))]
    copied += [name for name in journals if _copy_journal(folder / name, into / name)]
    return [*copied, DATABASE]


def others(folder: Path) -> Iterator[str]:
    """Beside database and journals."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in {*_NOT_KEPT, _JOURNALS} or path.is_symlink() or not path.is_file():
            continue
        if name.parts[:2] == _PASSING:
            continue
        yield name.as_posix()


def _copy(source: Path, target: Path) -> bool:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError:
        # a file under a passing name, replaced between listing and copying
        return False
    return True


def _copy_journal(source: Path, target: Path) -> bool:
    """Up to its last whole row: the one being written is cut off, as after a crash."""
    if not source.is_file() or not _copy(source, target):
        return False
    if source.suffix == ".journal":
        data = target.read_bytes()
        target.write_bytes(data[: data.rfind(b"\n") + 1])
    return True


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's online backup through a connection that only reads: one state of it, and nobody waits."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as running,
        closing(sqlite3.connect(target)) as copy,
    ):
        running.backup(copy)
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupDamaged(f"the database itself is damaged: {found}")


async def _copy_rows(server: str, target: Path) -> None:
    """One state of all tables, as `bongsu restore` reads them; nobody waits."""
    url = f"sqlite+aiosqlite:///{target}"
    await upgrade(url)
    running, copy = Database(server), Database(url)
    try:
        every_context_joins()
        await copy_database(running, copy)
    finally:
        await running.close()
        await copy.close()


def look_into(database: Path) -> tuple[str, Head]:
    """The revision of its tables, and the head of its trail."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            head = copy.execute("SELECT sequence, hash FROM trail_head").fetchone()
    except sqlite3.DatabaseError as cause:
        raise BackupDamaged("the database in it is not a node's") from cause
    return str(revision[0]), Head(*head) if head else Head(0, "0" * 64)
