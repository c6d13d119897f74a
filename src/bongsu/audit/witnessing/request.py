"""What goes between a trail and its witness (https://c2sp.org/tlog-witness): the request as text, both ways."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.audit.checkpoint import Checkpoint, read_checkpoint
from bongsu.audit.merkle import HASH_BYTES
from bongsu.audit.note import BadNote, Note, decode64, encode64, read_note

_OLD = re.compile("old (0|[1-9][0-9]{0,17})")
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """`proof` leads from the tree of `old` rows to the checkpoint's."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint


def write_request(old: int, proof: Sequence[bytes], note: Note) -> str:
    hashes = "".join(f"{encode64(one)}\n" for one in proof)
    return f"old {old}\n{hashes}\n{note}"


def read_request(body: bytes) -> AddCheckpoint:
    """Raises `BadNote`."""
    try:
        above, gap, below = body.decode().partition("\n\n")
    except UnicodeDecodeError as cause:
        raise BadNote("the request is no text") from cause
    first, *lines = above.split("\n")
    old = _OLD.fullmatch(first)
    if old is None or not gap or len(lines) > _MOST_HASHES:
        raise BadNote("the request begins with the old size and up to 63 hashes")
    proof = tuple(decode64(line) for line in lines)
    if any(len(one) != HASH_BYTES for one in proof):
        raise BadNote("a hash has 32 bytes")
    note = read_note(below)
    return AddCheckpoint(int(old[1]), proof, note, read_checkpoint(note))
