"""A checkpoint (https://c2sp.org/tlog-checkpoint): how many rows a trail had, and the root of their tree."""

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.merkle import HASH_BYTES
from bongsu.audit.note import (
    COSIGNS,
    SIGNS,
    BadNote,
    Note,
    VerifierKey,
    decode64,
    encode64,
    sign,
)

_SIZE = re.compile("0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The three lines that are signed."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode64(self.root)}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """Raises `BadNote`. Lines below the third are the log's own affair and stay in the note."""
    lines = note.text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise BadNote("a checkpoint has three lines and none is empty")
    if not _SIZE.fullmatch(lines[1]):
        raise BadNote("a checkpoint's second line is its size")
    root = decode64(lines[2])
    if len(root) != HASH_BYTES:
        raise BadNote("a checkpoint's third line is its root")
    return Checkpoint(lines[0], int(lines[1]), root)


def key_under(key: VerifierKey, origin: str) -> VerifierKey | None:
    """The same key under the name of another trail of its centre: a restored trail has a new number. None for others."""
    centre, number = origin.rpartition("/")[::2]
    if centre != key.name.rpartition("/")[0] or not number.isdigit():
        return None
    return VerifierKey(origin, key.way, key.public_key)


@dataclass(frozen=True, slots=True)
class AuditKey:
    """The node's key as log and as witness: one key, two names, and what is signed never begins alike."""

    key: Ed25519PrivateKey
    centre: str
    number: int = 1
    """Which trail of this centre: a restored one goes on under the next number."""

    @property
    def origin(self) -> str:
        return f"bongsu.{self.centre.lower()}/trail/{self.number}"

    @property
    def witness_name(self) -> str:
        return f"bongsu.{self.centre.lower()}/witness/1"

    @property
    def as_log(self) -> VerifierKey:
        return VerifierKey.of(self.origin, SIGNS, self.key)

    @property
    def as_witness(self) -> VerifierKey:
        return VerifierKey.of(self.witness_name, COSIGNS, self.key)

    def signed(self, size: int, root: bytes) -> Note:
        text = Checkpoint(self.origin, size, root).text
        return Note(text, (sign(text, self.origin, self.key),))
