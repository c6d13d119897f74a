"""Passkeys (WebAuthn level 3) with user verification, bound to the console's host name."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any  # Any: a credential is the browser's JSON

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bongsu.identity.factors.factor import Factor
from bongsu.identity.failures import FactorRefused, PasskeyNeedsName
from bongsu.identity.people import Person

# what a browser may send that is not a credential at all
_NONSENSE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The host name that a passkey belongs to, and the one origin that may use it."""

    rp_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A verified credential as it is kept."""

    credential_id: str
    public_key: str
    sign_count: int


def relying_party(scheme: str, host: str, public_origin: str) -> RelyingParty:
    """From the address that was asked, if it is one of ours. Raises `PasskeyNeedsName`."""
    name = host_name(host)
    public = public_origin.rstrip("/")
    if public and name == host_name(public.partition("://")[2]):
        return RelyingParty(name, public)
    if name == "localhost" or name.endswith(".localhost"):
        return RelyingParty(name, f"{scheme}://{host}")
    if _is_address(name):
        raise PasskeyNeedsName("open the console by its host name, not by an IP address")
    raise PasskeyNeedsName("passkeys work only under the console's public address")


def host_name(host: str) -> str:
    """Without the port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower().rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def registration_options(
    party: RelyingParty, person: Person, centre: str, known: list[Factor]
) -> tuple[str, dict[str, Any]]:
    """The challenge to keep, and what the browser is handed."""
    options = generate_registration_options(
        rp_id=party.rp_id,
        rp_name=f"Bongsu {centre}",
        # not the id of the trail: an authenticator shows and syncs what it keeps
        user_id=hashlib.sha256(person.person_id.encode()).digest(),
        user_name=person.name,
        user_display_name=person.display_name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return bytes_to_base64url(options.challenge), json.loads(options_to_json(options))


def authentication_options(party: RelyingParty, known: list[Factor]) -> tuple[str, dict[str, Any]]:
    """The challenge to keep, and what the browser is handed."""
    options = generate_authentication_options(
        rp_id=party.rp_id,
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return bytes_to_base64url(options.challenge), json.loads(options_to_json(options))


def verified_new(party: RelyingParty, challenge: str, credential: Mapping[str, Any]) -> NewPasskey:
    """Raises `FactorRefused`."""
    try:
        verified = verify_registration_response(
            credential=dict(credential),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.rp_id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _NONSENSE as cause:
        raise FactorRefused("the passkey does not fit") from cause
    return NewPasskey(
        bytes_to_base64url(verified.credential_id),
        bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
    )


def verified_count(
    party: RelyingParty, challenge: str, factor: Factor, credential: Mapping[str, Any]
) -> int:
    """The new signature counter; one that does not grow is a copied key (WebAuthn §6.1.1). Raises `FactorRefused`."""
    try:
        verified = verify_authentication_response(
            credential=dict(credential),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.rp_id,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(factor.public_key or ""),
            credential_current_sign_count=factor.sign_count or 0,
            require_user_verification=True,
        )
    except _NONSENSE as cause:
        raise FactorRefused("the passkey does not fit") from cause
    return verified.new_sign_count


def credential_id_in(credential: Mapping[str, Any]) -> str:
    """As the browser says it; nothing is believed of it before the signature is checked."""
    found = credential.get("id")
    return found if isinstance(found, str) else ""


def _descriptors(known: list[Factor]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id))
        for one in known
        if one.credential_id
    ]
