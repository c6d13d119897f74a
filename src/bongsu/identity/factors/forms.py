"""What the routes of second factors take and answer."""

from typing import Annotated, Any  # Any: a credential is the browser's JSON

import msgspec

from bongsu.identity.factors.factor import TotpDraft
from bongsu.identity.factors.own import OwnFactors

Token = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed never enters a log."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class PendingForm(Typed, frozen=True, forbid_unknown_fields=True):
    pending: Token


class PendingCode(Typed, frozen=True, forbid_unknown_fields=True):
    pending: Token
    code: Code


class PendingCredential(Typed, frozen=True, forbid_unknown_fields=True):
    pending: Token
    credential: dict[str, Any]


class FirstTotp(Typed, frozen=True, forbid_unknown_fields=True):
    pending: Token
    code: Code
    label: Label = "TOTP"


class FirstPasskey(Typed, frozen=True, forbid_unknown_fields=True):
    pending: Token
    credential: dict[str, Any]
    label: Label = "Passkey"


class PasswordForm(Typed, frozen=True, forbid_unknown_fields=True):
    password: Password


class NewTotp(Typed, frozen=True, forbid_unknown_fields=True):
    code: Code
    label: Label = "TOTP"


class NewPasskeyForm(Typed, frozen=True, forbid_unknown_fields=True):
    credential: dict[str, Any]
    label: Label = "Passkey"


class UnlockForm(Typed, frozen=True, forbid_unknown_fields=True):
    """Exactly one of these."""

    password: Password | None = None
    code: Code | None = None
    credential: dict[str, Any] | None = None


class TotpSecret(msgspec.Struct, frozen=True):
    """What an authenticator app is told; shown once. `qr_svg` is a picture."""

    secret: str
    uri: str
    qr_svg: str


class RecoveryCodes(msgspec.Struct, frozen=True):
    """Shown once; empty where there were some already."""

    recovery_codes: list[str]


class FactorView(msgspec.Struct, frozen=True):
    """One second factor."""

    factor_id: str
    kind: str
    label: str
    added_at: str
    used_at: str | None
    rp_id: str | None


class FactorsView(msgspec.Struct, frozen=True):
    """One's own; where `required`, the last one stays."""

    factors: list[FactorView]
    recovery_codes_left: int
    required: bool


def secret_of(draft: TotpDraft) -> TotpSecret:
    return TotpSecret(draft.secret, draft.uri, draft.qr_svg)


def factors_view(own: OwnFactors) -> FactorsView:
    views = [
        FactorView(
            one.factor_id,
            one.kind.value,
            one.label,
            one.added_at.isoformat(),
            one.used_at.isoformat() if one.used_at else None,
            one.rp_id,
        )
        for one in own.factors
    ]
    return FactorsView(views, own.recovery_codes_left, own.required)
