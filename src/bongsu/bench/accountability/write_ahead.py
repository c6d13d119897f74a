"""SQLite's write-ahead log as bytes: which frames a commit had brought to the disk (https://sqlite.org/walformat.html)."""

import struct
from dataclasses import dataclass
from pathlib import Path

LOG_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
# WalIndexHdr: mxFrame at 16, aSalt at 32
_INDEX_FRAMES_AT = 16
_INDEX_SALT_AT = 32
_LOG_SALT_AT = 16


@dataclass(frozen=True, slots=True)
class Durable:
    """What a commit that has returned had synced: so many frames of the log that carries this salt."""

    frames: int
    salt: bytes


def log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def durable_now(database: Path) -> Durable:
    """From the shared index; called by the process that has just committed, before anything else is written."""
    index = database.with_name(f"{database.name}-shm")
    with index.open("rb") as file:
        head = file.read(48)
    (frames,) = struct.unpack_from("=I", head, _INDEX_FRAMES_AT)
    return Durable(frames, head[_INDEX_SALT_AT : _INDEX_SALT_AT + 8])


def page_bytes(log: bytes) -> int:
    (size,) = struct.unpack_from(">I", log, 8)
    return int(size)


def salt_of(log: bytes) -> bytes:
    """In the byte order of the index of a little-endian machine's memory: as it lies in both."""
    return log[_LOG_SALT_AT : _LOG_SALT_AT + 8]


def end_of(log: bytes, frames: int) -> int:
    """Where the last of so many frames ends."""
    return LOG_HEADER_BYTES + frames * (_FRAME_HEADER_BYTES + page_bytes(log))


def pages_in(log: bytes, frames: int) -> set[int]:
    """The pages of the database, from 1, that these frames hold."""
    step = _FRAME_HEADER_BYTES + page_bytes(log)
    heads = (LOG_HEADER_BYTES + step * number for number in range(frames))
    return {struct.unpack_from(">I", log, head)[0] for head in heads}
