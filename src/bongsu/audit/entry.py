"""One row of the trail: what a use case hands in (`Entry`), what is kept (`TrailRow`), and how its hash is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from bongsu.audit.kinds import TrailKind

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


def hashed_line(row: TrailRow) -> bytes:
    """The exact bytes under a row's hash; README.md shows how to print them with SQL alone."""
    body = msgspec.Raw(row.body.encode())
    return canonical(
        {
            "actor": row.actor,
            "at": row.at,
            "body": body,
            "camera_id": row.camera_id,
            "grant_id": row.grant_id,
            "incident_id": row.incident_id,
            "kind": row.kind,
            "organisation": row.organisation,
            "previous": row.previous,
            "sequence": row.sequence,
        }
    )


def row_hash(row: TrailRow) -> str:
    """SHA-256 of the row's line, which holds the hash of the row before."""
    return sha256(hashed_line(row)).hexdigest()
