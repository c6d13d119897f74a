"""What is kept of agreements, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version's signed bytes, as they lie in the table."""

    agreement_id: str
    version: int
    text: str
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class PartyKey:
    """A signer's public key. `note` says what kind of key it is, where that matters."""

    key_id: str
    organisation: str
    public_key: str
    note: str
    added_at: datetime
    added_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Signature:
    """One party's signature under one version."""

    agreement_id: str
    version: int
    key_id: str
    organisation: str
    signature: str
    signed_at: datetime
    added_by: str


class Deed(StrEnum):
    """What was done to an agreement as a whole."""

    SUSPEND = "suspend"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class SuspensionDeed:
    """One line of the history; the last one says how it stands."""

    agreement_id: str
    number: int
    deed: Deed
    at: datetime
    by: str
    reason: str
