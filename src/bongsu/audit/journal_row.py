"""The watch journal of a media process as it is handed over: its rows, the question that brings them, the answer."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec

FIRST_BEFORE = "0" * 64
# why a viewing ended whose media process fell: its end is the time at which that was noticed
PROCESS_ENDED = "process_ended"


class JournalRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who began or ended watching what. `before` is the hash of the row before it in the same journal.

    `viewer` is a person's id; journals of release 0.1.0 wrote the text over the picture, and are taken over as they are."""

    sequence: int
    before: str
    at: datetime
    event: str
    camera: str
    grant: str
    incident: str
    session: str
    viewer: str
    organisation: str
    stream: str
    reason: str
    hash: str = ""


class JournalRows(msgspec.Struct, frozen=True):
    """Append these; an empty list asks how far you are."""

    process: str
    rows: tuple[JournalRow, ...]


class JournalAppended(msgspec.Struct, frozen=True):
    """The last sequence of this process that stands in the trail, 0 for none; `broken` says why it went no further."""

    last_sequence: int
    broken: str = ""


@dataclass(frozen=True, slots=True)
class JournalMark:
    """Where in the trail one row of a media process's journal lies."""

    process: str
    sequence: int
    hash: str
    trail_sequence: int


def journal_hash(row: JournalRow) -> str:
    """SHA-256 over the row's JSON in the order of its fields, with an empty `hash`."""
    return sha256(msgspec.json.encode(msgspec.structs.replace(row, hash=""))).hexdigest()


def sealed_journal_row(row: JournalRow) -> JournalRow:
    """The row with its hash."""
    return msgspec.structs.replace(row, hash=journal_hash(row))
