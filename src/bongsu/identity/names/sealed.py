"""What lies sealed in rows of the trail (the kind of an alarm, dossier §12.3): opened with names, by two roles together."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from bongsu.audit.entry import TrailRow
from bongsu.audit.store import rows_at
from bongsu.identity.failures import NoKeyFile
from bongsu.identity.names.store import Connection
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.failures import Failure, Kind


class NothingSealed(Failure):
    """A row that was named has no sealed part."""

    kind = Kind.INVALID
    code = "nothing_sealed"


@dataclass(frozen=True, slots=True)
class Unsealed:
    """The sealed part of one row, field by field; None where its key is gone."""

    sequence: int
    incident_id: str
    said: dict[str, str] | None


class _Body(msgspec.Struct, frozen=True):
    sealed: str | None = None


async def check_sealed(connection: Connection, sequences: Sequence[int]) -> None:
    """Raises `NothingSealed`."""
    rows = await rows_at(connection, sequences) if sequences else []
    found = {row.sequence for row in rows if _sealed_in(row)}
    missing = sorted(set(sequences) - found)
    if missing:
        raise NothingSealed(f"sealed: row {missing[0]} has no sealed part", field="sealed")


async def unsealed(
    connection: Connection, sequences: Sequence[int], box: SecretBox
) -> tuple[Unsealed, ...]:
    """In the trail's order."""
    rows = await rows_at(connection, sequences) if sequences else []
    return tuple(_opened(row, box) for row in sorted(rows, key=lambda row: row.sequence))


def _sealed_in(row: TrailRow) -> str | None:
    try:
        told = msgspec.json.decode(row.body, type=_Body).sealed
    except msgspec.ValidationError:
        return None
    return told


def _opened(row: TrailRow, box: SecretBox) -> Unsealed:
    sealed, about = _sealed_in(row), row.incident_id or ""
    if sealed is None:
        return Unsealed(row.sequence, about, None)
    try:
        plain = msgspec.json.decode(box.open(sealed, about), type=dict[str, str])
    except NoKeyFile:
        return Unsealed(row.sequence, about, None)
    return Unsealed(row.sequence, about, plain)
