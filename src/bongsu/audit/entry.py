"""One row of the trail: what a use case hands in (`Entry`), what is kept (`TrailRow`), and how its hash is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.unreadable import UNREADABLE

FIRST_PREVIOUS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed to be kept. `actor` is a person_id, a partner's name, a process or `system`; `body` holds what JSON holds."""

    kind: TrailKind
    actor: str
    organisation: str | None = None
    incident_id: str | None = None
    grant_id: str | None = None
    camera_id: str | None = None
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A row as it lies in the table, in the table's order of columns."""

    sequence: int
    at: str
    kind: str
    actor: str
    organisation: str | None
    incident_id: str | None
    grant_id: str | None
    camera_id: str | None
    body: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row: its sequence and hash."""

    sequence: int
    hash: str


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8 unescaped: the same bytes for the same value."""
    return msgspec.json.encode(value, order="sorted")


class _Line(msgspec.Struct, frozen=True):
    """The fields under the hash. Their order is the alphabet's, which is what makes the line canonical."""

    actor: str
    at: str
    body: msgspec.Raw
    camera_id: str | None
    grant_id: str | None
    incident_id: str | None
    kind: str
    organisation: str | None
    previous: str
    sequence: int


_encode = msgspec.json.Encoder().encode


def hashed_line(row: TrailRow) -> bytes:
    """The exact bytes under a row's hash; README.md shows how to print them with SQL alone."""
    return _encode(
        _Line(
            row.actor,
            row.at,
            msgspec.Raw(row.body.encode()),
            row.camera_id,
            row.grant_id,
            row.incident_id,
            row.kind,
            row.organisation,
            row.previous,
            row.sequence,
        )
    )


def row_hash(row: TrailRow) -> str:
    """SHA-256 of the row's line, which holds the hash of the row before."""
    return sha256(hashed_line(row)).hexdigest()


_decode_line = msgspec.json.Decoder(_Line).decode


def row_of_line(line: bytes) -> TrailRow:
    """The row that this line was made of. Raises `ValueError` for a line that no row makes."""
    try:
        said = _decode_line(line)
        body = bytes(said.body).decode()
    except UNREADABLE as cause:
        raise ValueError("this is no row of a trail") from cause
    row = TrailRow(
        said.sequence,
        said.at,
        said.kind,
        said.actor,
        said.organisation,
        said.incident_id,
        said.grant_id,
        said.camera_id,
        body,
        said.previous,
        sha256(line).hexdigest(),
    )
    if hashed_line(row) != line:
        raise ValueError("the line is not written as a row is")
    return row
