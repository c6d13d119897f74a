"""Second factors over HTTP: the second step of a sign-in, enrolment, one's own factors, and unlocking."""

from typing import Any  # Any: credentials and options are the browser's JSON

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.factors.check import Shown
from bongsu.identity.factors.factor import Entered, TotpDraft
from bongsu.identity.factors.forms import (
    FactorsView,
    FirstPasskey,
    FirstTotp,
    NewPasskeyForm,
    NewTotp,
    PasswordForm,
    PendingCode,
    PendingCredential,
    PendingForm,
    RecoveryCodes,
    TotpSecret,
    UnlockForm,
    factors_view,
    secret_of,
)
from bongsu.identity.factors.passkeys import RelyingParty, relying_party
from bongsu.identity.people import VEHICLE_ROLES, Role
from bongsu.identity.routes import (
    SIGNED_IN,
    SIGNED_IN_EVEN_LOCKED,
    Me,
    Who,
    address_of,
    even_locked,
    from_console,
    me_of,
    require,
    session_cookie,
    session_even_locked_on,
)
from bongsu.identity.service import IdentityService
from bongsu.kernel.failures import Invalid

_NOT_KEPT = {"Cache-Control": "no-store"}
# a vehicle's second factor is its device
_WITH_FACTORS = tuple(role for role in Role if role not in VEHICLE_ROLES)


class Enrolled(msgspec.Struct, frozen=True):
    """Signed in with a fresh second factor; the recovery codes are shown once."""

    me: Me
    recovery_codes: list[str]


def _party(request: Request[Any, Any, State], identity: IdentityService) -> RelyingParty:
    host = request.headers.get("host", "")
    return relying_party(request.url.scheme, host, identity.settings.public_origin)


def _secret(draft: TotpDraft) -> Response[TotpSecret]:
    return Response(secret_of(draft), headers=_NOT_KEPT)


def _options(found: dict[str, Any]) -> Response[dict[str, Any]]:
    return Response(found, headers=_NOT_KEPT)


def _in(
    entered: Entered, identity: IdentityService, request: Request[Any, Any, State]
) -> Response[Me]:
    cookie = session_cookie(entered, identity, request.url.scheme)
    me = me_of(entered.signed_in, identity)
    return Response(me, cookies=[cookie], headers=_NOT_KEPT)


def _enrolled(
    entered: Entered, identity: IdentityService, request: Request[Any, Any, State]
) -> Response[Enrolled]:
    cookie = session_cookie(entered, identity, request.url.scheme)
    body = Enrolled(me_of(entered.signed_in, identity), list(entered.recovery_codes))
    return Response(body, cookies=[cookie], headers=_NOT_KEPT)


@post("/totp", status_code=200, operation_id="SignInTotp")
async def sign_in_totp(
    data: JSONBody[PendingCode], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """The code of an authenticator app; each code is good once."""
    identity: IdentityService = state.identity
    entered = await identity.finish_sign_in(
        data.pending, Shown(code=data.code), address_of(request)
    )
    return _in(entered, identity, request)


@post("/recovery", status_code=200, operation_id="SignInRecovery")
async def sign_in_recovery(
    data: JSONBody[PendingCode], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """A recovery code; each is good once."""
    identity: IdentityService = state.identity
    entered = await identity.finish_sign_in(
        data.pending, Shown(recovery=data.code), address_of(request)
    )
    return _in(entered, identity, request)


@post("/passkey/options", status_code=200, operation_id="SignInPasskeyOptions")
async def sign_in_passkey_options(
    data: JSONBody[PendingForm], request: Request[Any, Any, State], state: State
) -> Response[dict[str, Any]]:
    """What `navigator.credentials.get` is handed."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    return _options(await identity.passkey_for_sign_in(data.pending, party))


@post("/passkey", status_code=200, operation_id="SignInPasskey")
async def sign_in_passkey(
    data: JSONBody[PendingCredential], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """The passkey's answer."""
    identity: IdentityService = state.identity
    shown = Shown(credential=data.credential, party=_party(request, identity))
    entered = await identity.finish_sign_in(data.pending, shown, address_of(request))
    return _in(entered, identity, request)


@post("/enrol/totp", status_code=200, operation_id="EnrolTotp")
async def enrol_totp(data: JSONBody[PendingForm], state: State) -> Response[TotpSecret]:
    """A first second factor: the secret for an authenticator app."""
    identity: IdentityService = state.identity
    return _secret(await identity.first_totp_draft(data.pending))


@post("/enrol/totp/confirm", status_code=200, operation_id="EnrolTotpConfirm")
async def enrol_totp_confirm(
    data: JSONBody[FirstTotp], request: Request[Any, Any, State], state: State
) -> Response[Enrolled]:
    """Its first code; signs in."""
    identity: IdentityService = state.identity
    entered = await identity.first_totp(data.pending, data.code, data.label, address_of(request))
    return _enrolled(entered, identity, request)


@post("/enrol/passkey/options", status_code=200, operation_id="EnrolPasskeyOptions")
async def enrol_passkey_options(
    data: JSONBody[PendingForm], request: Request[Any, Any, State], state: State
) -> Response[dict[str, Any]]:
    """What `navigator.credentials.create` is handed."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    return _options(await identity.first_passkey_draft(data.pending, party))


@post("/enrol/passkey", status_code=200, operation_id="EnrolPasskey")
async def enrol_passkey(
    data: JSONBody[FirstPasskey], request: Request[Any, Any, State], state: State
) -> Response[Enrolled]:
    """The new passkey; signs in."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    entered = await identity.first_passkey(
        data.pending, party, data.credential, data.label, address_of(request)
    )
    return _enrolled(entered, identity, request)


@get("/", operation_id="MyFactors")
async def my_factors(signed_in: Who, state: State) -> FactorsView:
    """One's own second factors."""
    identity: IdentityService = state.identity
    return factors_view(await identity.own_factors.of(signed_in))


@post("/totp", status_code=200, operation_id="AddTotp")
async def add_totp(
    data: JSONBody[PasswordForm], signed_in: Who, state: State
) -> Response[TotpSecret]:
    """The secret for an authenticator app; it counts once its first code has come back."""
    identity: IdentityService = state.identity
    return _secret(await identity.own_factors.draft_totp(signed_in, data.password))


@post("/totp/confirm", status_code=200, operation_id="AddTotpConfirm")
async def add_totp_confirm(data: JSONBody[NewTotp], signed_in: Who, state: State) -> RecoveryCodes:
    """Its first code."""
    identity: IdentityService = state.identity
    codes = await identity.own_factors.add_totp(signed_in, data.code, data.label)
    return RecoveryCodes(list(codes))


@post("/passkey/options", status_code=200, operation_id="AddPasskeyOptions")
async def add_passkey_options(
    data: JSONBody[PasswordForm], signed_in: Who, request: Request[Any, Any, State], state: State
) -> Response[dict[str, Any]]:
    """What `navigator.credentials.create` is handed."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    return _options(await identity.own_factors.draft_passkey(signed_in, data.password, party))


@post("/passkey", status_code=200, operation_id="AddPasskey")
async def add_passkey(
    data: JSONBody[NewPasskeyForm], signed_in: Who, request: Request[Any, Any, State], state: State
) -> RecoveryCodes:
    """The new passkey."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    codes = await identity.own_factors.add_passkey(signed_in, party, data.credential, data.label)
    return RecoveryCodes(list(codes))


@post("/{factor_id:str}/remove", status_code=204, operation_id="RemoveFactor")
async def remove_factor(
    factor_id: FromPath[str], data: JSONBody[PasswordForm], signed_in: Who, state: State
) -> None:
    """Where a second factor is required, the last one stays."""
    identity: IdentityService = state.identity
    await identity.own_factors.remove(signed_in, factor_id, data.password)


@post("/recovery-codes", status_code=200, operation_id="NewRecoveryCodes")
async def new_recovery_codes(
    data: JSONBody[PasswordForm], signed_in: Who, state: State
) -> RecoveryCodes:
    """Ten new ones in the place of all earlier ones."""
    identity: IdentityService = state.identity
    codes = await identity.own_factors.new_recovery_codes(signed_in, data.password)
    return RecoveryCodes(list(codes))


@post("/unlock/options", status_code=200, operation_id="UnlockOptions")
async def unlock_options(
    signed_in: Who, request: Request[Any, Any, State], state: State
) -> Response[dict[str, Any]]:
    """What `navigator.credentials.get` is handed."""
    identity: IdentityService = state.identity
    party = _party(request, identity)
    return _options(await identity.unlock_options(signed_in, party))


@post("/unlock", status_code=200, operation_id="Unlock")
async def unlock(
    data: JSONBody[UnlockForm], signed_in: Who, request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """The same person shows once more who they are: by password, code or passkey."""
    identity: IdentityService = state.identity
    given = [one for one in (data.password, data.code, data.credential) if one is not None]
    if len(given) != 1:
        raise Invalid("exactly one of password, code and credential", field="password")
    if data.password is not None:
        await identity.unlock(signed_in, data.password)
    else:
        party = _party(request, identity) if data.credential is not None else None
        shown = Shown(code=data.code, credential=data.credential, party=party)
        await identity.unlock_with(signed_in, shown)
    return Response(me_of(await session_even_locked_on(request), identity), headers=_NOT_KEPT)


_STEPS = (
    sign_in_totp,
    sign_in_recovery,
    sign_in_passkey_options,
    sign_in_passkey,
    enrol_totp,
    enrol_totp_confirm,
    enrol_passkey_options,
    enrol_passkey,
)
_OWN = (
    my_factors,
    add_totp,
    add_totp_confirm,
    add_passkey_options,
    add_passkey,
    new_recovery_codes,
    remove_factor,
)


def factor_routers() -> list[Router]:
    """`/api/sign-in/…`, `/api/me/factors…`, `/api/unlock`."""
    steps = Router("/api/sign-in", route_handlers=_STEPS, guards=[from_console], tags=["identity"])
    own = Router(
        "/api/me/factors",
        route_handlers=_OWN,
        guards=[require(*_WITH_FACTORS)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["identity"],
    )
    opening = Router(
        "/api",
        route_handlers=[unlock, unlock_options],
        guards=[even_locked],
        dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
        tags=["identity"],
    )
    return [steps, own, opening]
