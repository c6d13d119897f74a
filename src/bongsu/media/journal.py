"""The process's own watch journal: append-only, chained by hashes, on disk before the first picture leaves.

It stands when node is away; `forward.py` carries it to the trail. When it cannot be written, nothing is shown."""

import asyncio
import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import FileIO
from pathlib import Path

import msgspec
import structlog

from bongsu.audit.journal_row import FIRST_BEFORE, JournalRow, journal_hash
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.failures import JournalUnwritable

log = structlog.get_logger()


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says; sequence and hashes are the journal's."""

    at: datetime
    event: str
    camera: str
    grant: str
    incident: str
    session: str
    viewer: str
    organisation: str
    stream: str
    reason: str = ""


class Journal:
    """One file, one process. Rows that arrive together share one fsync, done in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None
        self._sequence = 0
        self._hash = FIRST_BEFORE
        self._waiting: list[tuple[Watch, asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "journal")
        self.unforwarded: list[JournalRow] = []
        self.grew = asyncio.Event()

    async def open(self) -> None:
        """Never raises: a journal that cannot be opened refuses every row instead."""
        loop = asyncio.get_running_loop()
        try:
            rows, self._file = await loop.run_in_executor(self._thread, _open, self._path)
        except (OSError, JournalUnwritable) as cause:
            log.error("no watch journal, so no picture", cause=str(cause))
            return
        self.unforwarded = rows
        if rows:
            self._sequence, self._hash = rows[-1].sequence, rows[-1].hash
            self.grew.set()

    async def write(self, watch: Watch) -> None:
        """Returns when the row is on disk. Raises `JournalUnwritable`."""
        if self._file is None:
            raise JournalUnwritable("the watch journal is not open")
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((watch, written))
        self._some.set()
        await written

    async def run(self) -> None:
        """Writes what waits; owned by the part."""
        loop = asyncio.get_running_loop()
        while True:
            await self._some.wait()
            self._some.clear()
            batch, self._waiting = self._waiting, []
            rows = self._chained([watch for watch, _ in batch])
            failure: JournalUnwritable | None = None
            try:
                await loop.run_in_executor(self._thread, self._append, rows)
            except (OSError, ValueError) as cause:
                failure = JournalUnwritable(f"the watch journal cannot be written: {cause}")
                log.error("watch journal cannot be written", cause=str(cause))
            else:
                self._keep(rows)
            for _, written in batch:
                if not written.done():
                    written.set_exception(failure) if failure else written.set_result(None)

    async def close(self) -> None:
        """After `run` was cancelled: writes what still waits, so that no watch end is lost."""
        loop = asyncio.get_running_loop()
        if self._file and self._waiting:
            rows = self._chained([watch for watch, _ in self._waiting])
            await loop.run_in_executor(self._thread, self._append, rows)
            self._keep(rows)
            for _, written in self._waiting:
                if not written.done():
                    written.set_result(None)
            self._waiting = []
        if self._file:
            self._file.close()
            self._file = None
        self._thread.shutdown(wait=False)

    def forwarded(self, last_sequence: int) -> None:
        """The trail has everything up to here."""
        self.unforwarded = [row for row in self.unforwarded if row.sequence > last_sequence]

    def _chained(self, watches: list[Watch]) -> list[JournalRow]:
        rows: list[JournalRow] = []
        sequence, before = self._sequence, self._hash
        for watch in watches:
            sequence += 1
            row = JournalRow(sequence=sequence, before=before, **msgspec.structs.asdict(watch))
            before = journal_hash(row)
            rows.append(msgspec.structs.replace(row, hash=before))
        return rows

    def _keep(self, rows: list[JournalRow]) -> None:
        self._sequence, self._hash = rows[-1].sequence, rows[-1].hash
        self.unforwarded.extend(rows)
        self.grew.set()

    def _append(self, rows: list[JournalRow]) -> None:
        """In the journal's thread. A write that fails half-way is cut off again."""
        if self._file is None:
            raise ValueError("the file is closed")
        end = self._file.tell()
        try:
            data = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
            while data:
                data = data[self._file.write(data) :]
            os.fsync(self._file.fileno())
        except OSError:
            os.ftruncate(self._file.fileno(), end)
            self._file.seek(end)
            raise


def read_journal(data: bytes) -> tuple[list[JournalRow], int]:
    """The rows that are whole and chained, and where they end.

    Raises `JournalUnwritable` when something other than the tail is damaged: that is no crash."""
    rows: list[JournalRow] = []
    end, before = 0, FIRST_BEFORE
    while (close := data.find(b"\n", end)) >= 0:
        row = _row(data[end:close], len(rows) + 1, before)
        if row is None:
            if data.find(b"\n", close + 1) >= 0:
                raise JournalUnwritable(f"row {len(rows) + 1} of the watch journal is damaged")
            break
        rows.append(row)
        before, end = row.hash, close + 1
    return rows, end


def _row(line: bytes, sequence: int, before: str) -> JournalRow | None:
    try:
        row = msgspec.json.decode(line, type=JournalRow)
    except UNREADABLE:
        return None
    is_next = row.sequence == sequence and row.before == before and row.hash == journal_hash(row)
    return row if is_next else None


def _open(path: Path) -> tuple[list[JournalRow], FileIO]:
    """Sets a torn tail aside beside the journal, and locks the file: two writers would break the chain."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        data = file.read()
        rows, end = read_journal(data)
        if end < len(data):
            _set_aside(path, data[end:], end)
        file.seek(end)
        file.truncate()
        os.fsync(file.fileno())
        if is_new:
            _sync_folder(path.parent)
    except (OSError, JournalUnwritable):
        file.close()
        raise
    return rows, file


def _set_aside(path: Path, torn: bytes, end: int) -> None:
    aside = path.with_name(f"{path.name}.torn-{end}")
    aside.write_bytes(torn)
    log.warning("torn end of the watch journal set aside", bytes=len(torn), file=aside.name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
