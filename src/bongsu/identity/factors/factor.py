"""What a second factor is, what a sign-in waits for, and what comes out of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.identity.people import SignedIn

# a sign-in under way is over after so long or so many wrong answers
PENDING_FOR = timedelta(minutes=5)
WRONG_AT_MOST = 5
RECOVERY_CODES = 10


class FactorKind(StrEnum):
    TOTP = "totp"
    PASSKEY = "passkey"


class Step(StrEnum):
    """What the sign-in page has to ask for next."""

    TOTP = "totp"
    PASSKEY = "passkey"
    ENROL = "enrol"
    DEVICE = "device"


@dataclass(frozen=True, slots=True, repr=False)
class Factor:
    """One code generator or one passkey of one person."""

    factor_id: str
    person_id: str
    kind: FactorKind
    label: str
    added_at: datetime
    used_at: datetime | None = None
    sealed_secret: str | None = None
    last_step: int | None = None
    credential_id: str | None = None
    public_key: str | None = None
    sign_count: int | None = None
    rp_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in that waits for its next step, as it is kept."""

    pending_hash: str
    person_id: str
    step: Step
    way: str
    ends_at: datetime
    wrong: int


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """The same as it is told: `pending` is the token that the next step brings along."""

    step: Step
    pending: str
    ways: tuple[str, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Entered:
    """Somebody is signed in; `token` goes into their cookie. Recovery codes are shown once."""

    signed_in: SignedIn
    token: str
    recovery_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class TotpDraft:
    """What an authenticator app is told: as text, as an address, as a picture (SVG)."""

    secret: str
    uri: str
    qr_svg: str


def step_of(factors: list[Factor]) -> Step:
    """A passkey first: it cannot be asked for by a false page."""
    if not factors:
        return Step.ENROL
    has_passkey = any(one.kind is FactorKind.PASSKEY for one in factors)
    return Step.PASSKEY if has_passkey else Step.TOTP


def ways_of(factors: list[Factor], recovery_codes_left: int) -> tuple[str, ...]:
    """Every way in which the step may be taken."""
    ways = sorted({one.kind.value for one in factors})
    return (*ways, *(["recovery"] if recovery_codes_left else []))
