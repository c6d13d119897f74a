"""Devices over HTTP: the list and its codes for who answers for them, enrolment and proofs for the tablets."""

from typing import Annotated, Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import CacheControlHeader, State
from litestar.params import FromPath, JSONBody

from bongsu.identity.devices.device import Challenge, Device, NewDevice, Proof
from bongsu.identity.people import Person, Role
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
)
from bongsu.identity.service import IdentityService

_ANSWERS_FOR_DEVICES = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)
_NO_STORE = CacheControlHeader(no_store=True)
_Encoded = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sign-in name of a vehicle's account."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class EnrolmentCodeView(msgspec.Struct, frozen=True):
    """Shown once, to be typed on the tablet at `/enrol`."""

    name: str
    code: str
    ends_at: str


class EnrolForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`proof` is the key's signature over `bongsu device proof 1`, `enrol`, origin, code and name, one line each."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    public_key: _Encoded
    proof: _Encoded
    label: Annotated[str, msgspec.Meta(max_length=80)] = ""

    def __repr__(self) -> str:
        return "EnrolForm(…)"


class Enrolled(msgspec.Struct, frozen=True):
    """What the tablet keeps beside its key."""

    device_id: str
    name: str


class RemovalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a device is removed; kept in the trail."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class DeviceView(msgspec.Struct, frozen=True):
    """`thumbprint`: the first 16 hexadecimal digits of the key's SHA-256, as the tablet shows it too."""

    device_id: str
    label: str
    thumbprint: str
    added_at: str
    proven_at: str | None


class VehicleView(msgspec.Struct, frozen=True):
    """A vehicle's account and the devices that may sign in as it."""

    person_id: str
    name: str
    display_name: str
    unit_id: str | None
    organisation: str
    devices: list[DeviceView]


class ChallengeView(msgspec.Struct, frozen=True):
    """To be signed within a minute: context, purpose, origin, `challenge`, `bound_to`, one line each.

    `device_id` names the device that a session is bound to; none at sign-in."""

    challenge_id: str
    device_id: str | None
    challenge: str
    bound_to: str
    ends_at: str


class ProofForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`signature` as WebCrypto makes it, base64url."""

    challenge_id: _Encoded
    signature: _Encoded


class PendingDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sign-in under way."""

    pending: _Encoded

    def __repr__(self) -> str:
        return "PendingDevice(…)"


class PendingProof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The device's answer at sign-in."""

    pending: _Encoded
    device_id: _Encoded
    challenge_id: _Encoded
    signature: _Encoded

    def __repr__(self) -> str:
        return "PendingProof(…)"


class Proven(msgspec.Struct, frozen=True):
    """The session is good until then."""

    proven_until: str


def origin_of(request: Request[Any, Any, State], identity: IdentityService) -> str:
    """The origin at which this node was asked; a page of any other origin signs its own."""
    is_https = identity.settings.https or request.url.scheme == "https"
    return f"{'https' if is_https else 'http'}://{request.headers.get('host', '')}"


def challenge_view(challenge: Challenge, device_id: str | None = None) -> ChallengeView:
    return ChallengeView(
        challenge.challenge_id,
        device_id,
        challenge.challenge,
        challenge.bound_to,
        challenge.ends_at.isoformat(),
    )


@post("/devices/codes", guards=[require(*_ANSWERS_FOR_DEVICES)], operation_id="MakeEnrolmentCode")
async def make_code(data: JSONBody[CodeForm], signed_in: Who, state: State) -> EnrolmentCodeView:
    """A code of eight letters for one tablet: 15 minutes, once; an older code of the account ends."""
    identity: IdentityService = state.identity
    made = await identity.devices.make_code(data.name, by=signed_in.person_id)
    return EnrolmentCodeView(made.name, made.code, made.ends_at.isoformat())


@get(
    "/devices",
    guards=[require(*_ANSWERS_FOR_DEVICES)],
    cache_control=_NO_STORE,
    operation_id="ListDevices",
)
async def list_devices(state: State) -> list[VehicleView]:
    """Every vehicle's account with its devices."""
    identity: IdentityService = state.identity
    devices = await identity.devices.in_use()
    vehicles = [one for one in await identity.people() if one.role.is_vehicle]
    return [_vehicle(one, devices) for one in vehicles]


def _vehicle(person: Person, devices: list[Device]) -> VehicleView:
    own = [
        DeviceView(
            one.device_id,
            one.label,
            one.thumbprint[:16],
            one.added_at.isoformat(),
            None if one.proven_at is None else one.proven_at.isoformat(),
        )
        for one in devices
        if one.person_id == person.person_id
    ]
    return VehicleView(
        person.person_id, person.name, person.display_name, person.unit_id, person.organisation, own
    )


@post(
    "/devices/{device_id:str}/remove",
    guards=[require(*_ANSWERS_FOR_DEVICES)],
    status_code=204,
    operation_id="RemoveDevice",
)
async def remove_device(
    device_id: FromPath[str], data: JSONBody[RemovalForm], signed_in: Who, state: State
) -> None:
    """Whatever the device has open ends at once."""
    identity: IdentityService = state.identity
    await identity.devices.remove(device_id, data.reason, by=signed_in.person_id)


@post("/device/enrol", guards=[from_console], operation_id="EnrolDevice")
async def enrol_device(
    data: JSONBody[EnrolForm], request: Request[Any, Any, State], state: State
) -> Enrolled:
    """A tablet hands in its new key with the code."""
    identity: IdentityService = state.identity
    origin = origin_of(request, identity)
    asked = NewDevice(data.name, data.code, data.label, data.public_key, data.proof, origin)
    device = await identity.devices.enrol(asked)
    return Enrolled(device.device_id, data.name)


@post(
    "/device/challenge",
    guards=[even_locked],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    status_code=200,
    operation_id="DeviceChallenge",
)
async def device_challenge(signed_in: Who, state: State) -> ChallengeView:
    """What this session's device signs next."""
    identity: IdentityService = state.identity
    device = await identity.devices.of_session(signed_in)
    return challenge_view(identity.devices.challenge(signed_in), device.device_id)


@post(
    "/device/prove",
    guards=[even_locked],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    status_code=200,
    operation_id="DeviceProve",
)
async def device_prove(
    data: JSONBody[ProofForm], signed_in: Who, request: Request[Any, Any, State], state: State
) -> Proven:
    """The session is good for 90 s more."""
    identity: IdentityService = state.identity
    proof = Proof(data.challenge_id, data.signature, origin_of(request, identity))
    return Proven((await identity.devices.prove(signed_in, proof)).isoformat())


@post(
    "/sign-in/device/challenge",
    guards=[from_console],
    status_code=200,
    operation_id="SignInDeviceChallenge",
)
async def sign_in_challenge(data: JSONBody[PendingDevice], state: State) -> ChallengeView:
    """What the vehicle's device signs to come in."""
    identity: IdentityService = state.identity
    return challenge_view(await identity.devices.challenge_sign_in(data.pending))


@post("/sign-in/device", guards=[from_console], status_code=200, operation_id="SignInDevice")
async def sign_in_device(
    data: JSONBody[PendingProof], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """The device's answer; the session is bound to it."""
    identity: IdentityService = state.identity
    proof = Proof(data.challenge_id, data.signature, origin_of(request, identity))
    entered = await identity.devices.enter(data.pending, data.device_id, proof, address_of(request))
    cookie = session_cookie(entered, identity, request.url.scheme)
    me = me_of(entered.signed_in, identity)
    return Response(me, cookies=[cookie], headers={"Cache-Control": "no-store"})


def device_router() -> Router:
    """`/api/devices…`, `/api/device/…`, `/api/sign-in/device…`."""
    list_of = [make_code, list_devices, remove_device]
    of_tablets = [enrol_device, device_challenge, device_prove, sign_in_challenge, sign_in_device]
    return Router(
        "/api",
        route_handlers=[*list_of, *of_tablets],
        dependencies={"signed_in": SIGNED_IN},
        tags=["identity"],
    )
