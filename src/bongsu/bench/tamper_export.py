"""Bends an exported trail in every way that needs no key; verification with the public key must find each."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.checkpoint import Checkpoint
from bongsu.audit.entry import hashed_line, row_of_line
from bongsu.audit.merkle import Frontier, leaf_hash
from bongsu.audit.note import Note, sign
from bongsu.audit.offline import verify_file
from bongsu.audit.proofs.check import Trust
from bongsu.bench.tamper import Trial, resealed
from bongsu.kernel.failures import Invalid


def _parts(export: bytes) -> tuple[bytes, list[bytes]]:
    """What stands above the rows, and the rows with their line ends."""
    first = export.index(b"\n{") + 1
    return export[:first], export[first:].splitlines(keepends=True)


def _edit(export: bytes, random: Random) -> tuple[int, bytes]:
    """One bit anywhere; row 0 stands for what is above the rows."""
    place = random.randrange(len(export))
    bent = bytes([export[place] ^ (1 << random.randrange(8))])
    # what is no text at all above the rows is refused before anything is checked, and found that way
    return export[:place].count(b"\n{"), export[:place] + bent + export[place + 1 :]


def _delete(export: bytes, random: Random) -> tuple[int, bytes]:
    above, rows = _parts(export)
    row = random.randrange(len(rows))
    return row + 1, above + b"".join(rows[:row] + rows[row + 1 :])


def _reorder(export: bytes, random: Random) -> tuple[int, bytes]:
    above, rows = _parts(export)
    one, other = sorted(random.sample(range(len(rows)), 2))
    rows[one], rows[other] = rows[other], rows[one]
    return one + 1, above + b"".join(rows)


def _roll_back(export: bytes, random: Random) -> tuple[int, bytes]:
    above, rows = _parts(export)
    row = random.randrange(len(rows))
    return row + 1, above + b"".join(rows[:row])


def _tear(export: bytes, random: Random) -> tuple[int, bytes]:
    """The disk was full: the last row is half there."""
    above, rows = _parts(export)
    row = random.randrange(len(rows))
    torn = rows[row][: random.randrange(1, len(rows[row]))]
    return row + 1, above + b"".join(rows[:row]) + torn


def _fork(export: bytes, random: Random) -> tuple[int, bytes]:
    """Another past, its chain made to fit, under a checkpoint signed with a key of one's own."""
    above, lines = _parts(export)
    rows = [row_of_line(line[:-1]) for line in lines]
    row = random.randrange(len(rows))
    del rows[row]
    forged = [hashed_line(one) for one in resealed(rows)[0]]
    if random.random() < 0.5:
        return row + 1, above + b"".join(line + b"\n" for line in forged)
    frontier = Frontier()
    for line in forged:
        frontier.add(leaf_hash(line))
    first, origin = above.decode().split("\n")[:2]
    text = Checkpoint(origin, frontier.size, frontier.root()).text
    note = Note(text, (sign(text, origin, Ed25519PrivateKey.generate()),))
    return row + 1, f"{first}\n{note}\n".encode() + b"".join(line + b"\n" for line in forged)


EXPORT_HARMS: tuple[Callable[[bytes, Random], tuple[int, bytes]], ...] = (
    _edit,
    _delete,
    _reorder,
    _roll_back,
    _tear,
    _fork,
)


def tamper_export(export: bytes, seed: int, trust: Trust) -> Trial:
    """The harm that this seed chooses, and whether it was found."""
    harm = EXPORT_HARMS[seed % len(EXPORT_HARMS)]
    row, bent = harm(export, Random(seed))
    name = f"export{harm.__name__}"
    try:
        verdict = verify_file(BytesIO(bent), trust)
    except Invalid as refused:
        return Trial(name, row, found=True, first_bad_sequence=None, why=refused.detail)
    return Trial(name, row, not verdict.ok, verdict.first_bad_sequence, verdict.why)
