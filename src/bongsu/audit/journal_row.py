"""One row of a media process's watch journal: the form in which it is kept there and taken over here."""

from hashlib import sha256

import msgspec

from bongsu.audit.entry import FIRST_PREVIOUS, canonical

__all__ = ["FIRST_PREVIOUS", "JournalRow", "journal_hash", "sealed_journal_row"]


class JournalRow(msgspec.Struct, frozen=True, kw_only=True):
    """A viewer began or ceased to watch. `viewer` is the watermark's text; `reason` says why it ended."""

    process: str
    sequence: int
    previous: str
    at: str
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


def journal_hash(row: JournalRow) -> str:
    """SHA-256 over the canonical JSON of every field but `hash`."""
    columns: dict[str, object] = msgspec.structs.asdict(row)
    del columns["hash"]
    return sha256(canonical(columns)).hexdigest()


def sealed_journal_row(row: JournalRow) -> JournalRow:
    """The row with its hash."""
    return msgspec.structs.replace(row, hash=journal_hash(row))
