"""Checks an exported trail, or one exported row, with nothing but the file and public keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bongsu.audit.checkpoint import Checkpoint
from bongsu.audit.entry import TrailRow, row_of_line
from bongsu.audit.export import EXPORT, PROOF
from bongsu.audit.merkle import Frontier, is_included, leaf_hash
from bongsu.audit.note import BadNote, Note, decode64, read_note
from bongsu.audit.proofs.check import Trust
from bongsu.audit.rules import TrailCheck
from bongsu.kernel.failures import Invalid

_INDEX = re.compile("index (0|[1-9][0-9]{0,17})")
_LONGEST_LINE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """`rows` were proved of the checkpoint's `size`; `witnesses` are those, of the keys given, who cosigned it."""

    ok: bool
    rows: int
    size: int
    origin: str
    witnesses: tuple[str, ...]
    first_bad_sequence: int | None = None
    why: str = ""
    journal_breaks: int = 0
    sequence: int | None = None
    """The one row that the file proves."""


def verify_file(file: BinaryIO, trust: Trust) -> FileVerdict:
    """Raises `Invalid` for a file that is no export; every witness named in `trust` must have cosigned."""
    first = _line(file)
    if first == f"{EXPORT}\n".encode():
        return _verify_trail(file, trust)
    if first == f"{PROOF}\n".encode():
        return _verify_row(file, trust)
    raise Invalid("this is no export of a trail", field="file")


def _line(file: BinaryIO) -> bytes:
    return file.readline(_LONGEST_LINE)


def _note_in(text: bytes) -> Note:
    try:
        return read_note(text.decode())
    except (BadNote, UnicodeDecodeError) as cause:
        raise Invalid("the checkpoint in this file cannot be read", field="file") from cause


def _believed(note: Note, trust: Trust) -> tuple[Checkpoint, tuple[str, ...]] | str:
    """Or why not."""
    try:
        checkpoint = trust.checked(note)
        cosigners = tuple(trust.cosigners(note))
    except BadNote as problem:
        return f"the checkpoint: {problem.detail}"
    missing = [key.name for key in trust.witnesses if key.name not in cosigners]
    if missing:
        return f"the checkpoint is not cosigned by {missing[0]}"
    return checkpoint, cosigners


def _bad(why: str) -> FileVerdict:
    return FileVerdict(ok=False, rows=0, size=0, origin="", witnesses=(), why=why)


def _verify_trail(file: BinaryIO, trust: Trust) -> FileVerdict:
    above, blanks = [], 0
    while blanks < 2 and (line := _line(file)):
        blanks += line == b"\n"
        above.append(line)
    believed = _believed(_note_in(b"".join(above[:-1])), trust)
    if isinstance(believed, str):
        return _bad(believed)
    checkpoint, cosigners = believed
    walk = _Walk(checkpoint)
    wrong = walk.first_wrong(file)
    return FileVerdict(
        ok=wrong is None,
        rows=walk.check.last.sequence,
        size=checkpoint.size,
        origin=checkpoint.origin,
        witnesses=cosigners,
        first_bad_sequence=None if wrong is None else wrong[0],
        why="" if wrong is None else wrong[1],
        journal_breaks=walk.check.journal_breaks,
    )


class _Walk:
    """Chain, journals and tree of the rows in a file."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.check = TrailCheck(has_ledger=False)
        self._checkpoint = checkpoint
        self._frontier = Frontier()

    def first_wrong(self, file: BinaryIO) -> tuple[int | None, str] | None:
        for row, line in self._rows(file):
            if isinstance(row, str):
                return self.check.last.sequence + 1, row
            if row.sequence > self._checkpoint.size:
                return row.sequence, f"row {row.sequence} stands behind the checkpoint"
            flaw = self.check.walk([row], {})
            if flaw is not None:
                return flaw.sequence, flaw.why
            self._frontier.add(leaf_hash(line))
        done = self._frontier.size
        if done < self._checkpoint.size:
            return done + 1, f"row {done + 1} is missing: {self._checkpoint.size} were signed"
        if self._frontier.root() != self._checkpoint.root:
            return None, f"the rows 1 to {done} are not those that were signed"
        return None

    def _rows(self, file: BinaryIO) -> Iterator[tuple[TrailRow | str, bytes]]:
        while line := _line(file):
            expected = self.check.last.sequence + 1
            if not line.endswith(b"\n"):
                yield f"row {expected} is torn: the file ends in it", line
                return
            try:
                yield row_of_line(line[:-1]), line[:-1]
            except ValueError as problem:
                yield f"row {expected}: {problem}", line


def _verify_row(file: BinaryIO, trust: Trust) -> FileVerdict:
    above, gap, below = file.read(_LONGEST_LINE).partition(b"\n\n")
    if not gap:
        raise Invalid("the proof is torn", field="file")
    extra, index, *hashes = above.decode("utf-8", "replace").split("\n")
    place = _INDEX.fullmatch(index)
    believed = _believed(_note_in(below), trust)
    if isinstance(believed, str):
        return _bad(believed)
    checkpoint, cosigners = believed
    try:
        line = decode64(extra.removeprefix("extra "))
        proof = [decode64(one) for one in hashes]
        row = row_of_line(line)
    except (BadNote, ValueError) as cause:
        raise Invalid("the proof cannot be read", field="file") from cause
    if place is None or row.sequence != int(place[1]) + 1:
        return _bad("the proof is of another row")
    ok = is_included(leaf_hash(line), int(place[1]), checkpoint.size, proof, checkpoint.root)
    return FileVerdict(
        ok=ok,
        rows=int(ok),
        size=checkpoint.size,
        origin=checkpoint.origin,
        witnesses=cosigners,
        first_bad_sequence=None if ok else row.sequence,
        why="" if ok else f"row {row.sequence} is not among those that were signed",
        sequence=row.sequence,
    )
