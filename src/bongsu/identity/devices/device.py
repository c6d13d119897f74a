"""What a device, its enrolment code and its challenges are. A device is one browser on one tablet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey


class Purpose(StrEnum):
    """What a proof is for; part of what is signed, so that none serves for another."""

    ENROL = "enrol"
    SIGN_IN = "sign-in"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Device:
    """`thumbprint` is the SHA-256 of the public key; `spki` the key itself, base64url."""

    device_id: str
    person_id: str
    label: str
    spki: str
    thumbprint: str
    added_at: datetime
    added_by: str
    proven_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """One open code of one account; the letters themselves are known to who reads them out."""

    person_id: str
    code_hash: str
    made_by: str
    ends_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """Random bytes to be signed once, by one session or one sign-in under way (`bound_to`)."""

    challenge_id: str
    challenge: str
    purpose: Purpose
    bound_to: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """A device's answer to a challenge, and the origin at which the node was asked."""

    challenge_id: str
    signature: str
    origin: str


@dataclass(frozen=True, slots=True, repr=False)
class NewDevice:
    """What a tablet hands in to be enrolled; `code` as typed."""

    name: str
    code: str
    label: str
    spki: str
    signature: str
    origin: str


@dataclass(frozen=True, slots=True, repr=False)
class CodeShown:
    """An enrolment code, shown once."""

    person_id: str
    name: str
    code: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that was understood, and its fingerprint."""

    key: EllipticCurvePublicKey
    spki: str
    thumbprint: str
