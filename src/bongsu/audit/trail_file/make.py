"""What an auditor sees of the trail as a file (CSV for people, JSON lines for programs), handed out for a reason."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO

import msgspec

from bongsu.audit.downloads import Download, checked_reason, hash_of_open, keep_download
from bongsu.audit.entry import TrailRow
from bongsu.audit.store import Only, head_kept, rows_after
from bongsu.kernel.database import Database

_BATCH = 2000
_PIECE = 256 * 1024
# a spreadsheet takes a cell that begins so for a formula
_ACTING = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = [field.name for field in fields(TrailRow)]


class TrailForm(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A file that has no name on the disk: it is gone when it was sent."""

    file: IO[bytes]
    sha256: str
    rows: int

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            while piece := await asyncio.to_thread(self.file.read, _PIECE):
                yield piece
        finally:
            self.file.close()


async def make_trail_file(
    database: Database,
    form: TrailForm,
    only: Only,
    reason: str,
    by: str,
    organisation: str,
    now: datetime,
) -> TrailFile:
    """Writes the rows up to now, keeps the download, answers the file at its beginning. Raises `ReasonMissing`."""
    why = checked_reason(reason)
    file = TemporaryFile()  # noqa: SIM115 (closed by whoever sends it)
    try:
        rows = await _write(database, file, form, only)
        digest = await asyncio.to_thread(hash_of_open, file)
        download = Download(
            what="trail",
            form=form.value,
            reason=why,
            by=by,
            organisation=organisation,
            sha256=digest,
            rows=rows,
            span=_span(only),
        )
        async with database.work() as work:
            await keep_download(work, now, download)
    except BaseException:
        file.close()
        raise
    return TrailFile(file, digest, rows)


def _span(only: Only) -> Mapping[str, object]:
    return {name: value for name, value in asdict(only).items() if value is not None}


async def _write(database: Database, file: IO[bytes], form: TrailForm, only: Only) -> int:
    async with database.read() as connection:
        last = (await head_kept(connection)).sequence
    as_bytes: Callable[[list[TrailRow]], bytes] = _csv if form is TrailForm.CSV else _json_lines
    file.write(_head() if form is TrailForm.CSV else b"")
    count = after = 0
    while True:
        async with database.read() as connection:
            rows = await rows_after(connection, after, _BATCH, only)
        rows = [row for row in rows if row.sequence <= last]
        if not rows:
            return count
        await asyncio.to_thread(file.write, as_bytes(rows))
        count, after = count + len(rows), rows[-1].sequence


def _head() -> bytes:
    # Excel takes UTF-8 for Korean only behind this mark
    return "\ufeff".encode() + (",".join(_COLUMNS) + "\r\n").encode()


def _csv(rows: list[TrailRow]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([_cell(getattr(row, name)) for name in _COLUMNS] for row in rows)
    return text.getvalue().encode()


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_ACTING) else text


def _json_lines(rows: list[TrailRow]) -> bytes:
    lines = [
        msgspec.json.encode({**asdict(row), "body": msgspec.Raw(row.body.encode())}) for row in rows
    ]
    return b"".join(line + b"\n" for line in lines)
