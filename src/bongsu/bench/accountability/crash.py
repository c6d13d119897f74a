"""Kills the writer at random moments, and cuts its files back to what had been synced, as a lost power line does.

A kill alone loses nothing even without syncing, because the kernel keeps what was written; so half of the trials
also take away or spoil everything that no commit had waited for: the log behind the last acknowledged frame, and those
pages of the database that the log still holds."""

import multiprocessing
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic

from bongsu.bench.accountability.write_ahead import (
    LOG_HEADER_BYTES,
    Durable,
    end_of,
    log_of,
    page_bytes,
    pages_in,
    salt_of,
)
from bongsu.bench.accountability.writer import WORD, write_until_killed
from bongsu.kernel.failures import Failure, Kind

# mostly short, so that many commits are hit; now and then long enough for the log to begin anew
_LONGEST_S = 1.2
_FIRST_WORD_WITHIN_S = 20.0
_SPOILED_SHARE = 0.5


class WriterSilent(Failure):
    """The process that writes did not come up."""

    kind = Kind.UNAVAILABLE
    code = "writer_silent"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The last word that the writer got out: this row is on the disk."""

    sequence: int
    hash: str
    durable: Durable


@dataclass(slots=True)
class Crashes:
    """What came of the trials."""

    kills: int = 0
    cuts: int = 0
    rows: int = 0
    lost: int = 0


def crash_trials(prepared: Path, folder: Path, *, kills: int, seed: int) -> Crashes:
    """`prepared` is a database at this release's tables; every trial goes on with what the last one left."""
    random, crashes = Random(seed), Crashes()
    database = folder / "crash.db"
    shutil.copy(prepared, database)
    for trial in range(kills):
        acknowledged = _killed(database, random)
        crashes.kills += 1
        if trial % 2:
            cut_back(database, acknowledged.durable, random)
            crashes.cuts += 1
        crashes.rows = acknowledged.sequence
        crashes.lost += not _holds(database, acknowledged)
    return crashes


def _killed(database: Path, random: Random) -> Acknowledged:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([write_until_killed.__module__])
    hears, says = context.Pipe(duplex=False)
    arguments = (str(database), says, random.randrange(1 << 30))
    process = context.Process(target=write_until_killed, args=arguments, daemon=True)
    process.start()
    says.close()
    try:
        words = _words_until(hears, _LONGEST_S * random.random() ** 4)
    finally:
        process.kill()
        process.join()
    words += _words_left(hears)
    return _acknowledged(words[-1])


def _words_until(hears: "Connection[bytes, bytes]", after_s: float) -> list[bytes]:
    """Listens until the first word and so long after it; the moment of the kill lies anywhere in a commit."""
    if not hears.poll(_FIRST_WORD_WITHIN_S):
        raise WriterSilent("the writer acknowledged nothing")
    words, until_s = [hears.recv_bytes()], monotonic() + after_s
    while (left_s := until_s - monotonic()) > 0:
        if hears.poll(left_s):
            words.append(hears.recv_bytes())
    return words


def _words_left(hears: "Connection[bytes, bytes]") -> list[bytes]:
    """What it had said before it was killed and nobody had heard yet."""
    words = []
    with suppress(EOFError):
        while hears.poll():
            words.append(hears.recv_bytes())
    hears.close()
    return words


def _acknowledged(word: bytes) -> Acknowledged:
    sequence, hash_, frames, salt = WORD.unpack(word)
    return Acknowledged(sequence, hash_.decode(), Durable(frames, salt))


def cut_back(database: Path, durable: Durable, random: Random) -> None:
    """Takes away or spoils what no acknowledged commit had synced."""
    path = log_of(database)
    log = path.read_bytes() if path.exists() else b""
    # the index is memory of the running processes: a power line takes it along
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    if len(log) <= LOG_HEADER_BYTES:
        return
    same = salt_of(log) == durable.salt
    # another salt: the log began anew after a checkpoint that had synced the database itself
    kept = end_of(log, durable.frames) if same else 0
    tail = log[kept:]
    left = tail[: random.randint(0, len(tail))]
    spoiled = bytes(random.randbytes(len(left))) if random.random() < _SPOILED_SHARE else left
    path.write_bytes(log[:kept] + spoiled)
    if same:
        _spoil_pages(database, log, durable.frames, random)


def _spoil_pages(database: Path, log: bytes, frames: int, random: Random) -> None:
    """A checkpoint that had not been synced: any page of the database that the log still holds may be torn."""
    size, length = page_bytes(log), database.stat().st_size
    with database.open("r+b") as file:
        for page in pages_in(log, frames):
            begins = (page - 1) * size
            if begins + size <= length and random.random() < _SPOILED_SHARE:
                file.seek(begins)
                file.write(random.randbytes(size))


def _holds(database: Path, acknowledged: Acknowledged) -> bool:
    """Opened as after a restart: the database is whole and the acknowledged row stands in it as it was written."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            whole = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            asked = "SELECT hash FROM trail WHERE sequence = ?"
            row = connection.execute(asked, (acknowledged.sequence,)).fetchone()
            count = connection.execute("SELECT count(*), max(sequence) FROM trail").fetchone()
        except sqlite3.DatabaseError:
            return False
    return bool(whole and row == (acknowledged.hash,) and count[0] == count[1])
