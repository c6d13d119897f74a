"""Writes the trail, or one row with its proof, as a file that anybody can check with nothing but public keys."""

from typing import BinaryIO

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.entry import hashed_line
from bongsu.audit.note import Note, encode64
from bongsu.audit.proofs.reading import NoSuchTree, checkpoint_note, inclusion
from bongsu.audit.store import Connection, rows_after

EXPORT = "bongsu trail export 1"
# https://c2sp.org/tlog-proof
PROOF = "c2sp.org/tlog-proof@v1"
_AT_ONCE = 2000


async def export_trail(connection: Connection, out: BinaryIO, *, witnessed: bool = False) -> int:
    """The newest checkpoint (of those that were cosigned, when asked), then every row under it; answers how many.

    Raises `NoCheckpoint`."""
    note = await checkpoint_note(connection, witnessed=witnessed)
    size = read_checkpoint(note).size
    out.write(f"{EXPORT}\n{note}\n".encode())
    done = 0
    while done < size:
        rows = await rows_after(connection, done, min(_AT_ONCE, size - done))
        if not rows:
            raise NoSuchTree(f"row {done + 1} is missing")
        out.write(b"".join(hashed_line(row) + b"\n" for row in rows))
        done += len(rows)
    return size


async def export_row(
    connection: Connection, out: BinaryIO, sequence: int, *, witnessed: bool = False
) -> Note:
    """A C2SP tlog-proof whose extra data is the row's line. Raises `NoCheckpoint`, `NoSuchTree`."""
    note = await checkpoint_note(connection, witnessed=witnessed)
    proof = await inclusion(connection, sequence, read_checkpoint(note).size)
    (row,) = await rows_after(connection, sequence - 1, 1)
    hashes = "".join(f"{encode64(one)}\n" for one in proof.hashes)
    extra = encode64(hashed_line(row))
    out.write(f"{PROOF}\nextra {extra}\nindex {sequence - 1}\n{hashes}\n{note}".encode())
    return note
