"""An ID token is checked (OpenID Connect Core §3.1.3.7): signature, algorithm, issuer, audience, time, nonce."""

import base64
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any  # Any: claims are JSON

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bongsu.identity.failures import ProviderRefused

# asymmetric only: with `none` or a shared secret anybody, or the client, could write tokens
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
_LEEWAY_S = 60


class UnknownKey(Exception):
    """Signed with a key that is not in the set; the set may have changed."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the provider vouches for, and how it made sure (`acr`, `amr`)."""

    issuer: str
    subject: str
    contexts: frozenset[str]


def checked(
    token: str, keys: bytes, *, issuer: str, client_id: str, nonce: str, now: datetime
) -> Identified:
    """Raises `ProviderRefused`, `UnknownKey`."""
    try:
        key_set = KeySet.import_key_set(json.loads(keys))
        _must_have_key(token, key_set)
        claims = jwt.decode(token, key_set, algorithms=list(ALGORITHMS)).claims
        registry = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": issuer},
            sub={"essential": True},
            aud={"essential": True, "value": client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True},
        )
        registry.validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as cause:
        raise ProviderRefused("the provider's word does not hold") from cause
    _must_be_for_us(claims, client_id, nonce)
    return Identified(issuer, str(claims["sub"]), frozenset(_contexts(claims)))


def _must_be_for_us(claims: dict[str, Any], client_id: str, nonce: str) -> None:
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise ProviderRefused("the provider answers another question")
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise ProviderRefused("the provider's word is for somebody else")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise ProviderRefused("the provider names nobody")


def _must_have_key(token: str, key_set: KeySet) -> None:
    """Raises `UnknownKey` by the header's word; the signature is checked after."""
    header = jwt_header(token)
    kid = header.get("kid")
    if kid is not None and kid not in {key.kid for key in key_set.keys}:
        raise UnknownKey


def jwt_header(token: str) -> dict[str, Any]:
    """Raises `ValueError`."""
    first = token.partition(".")[0]
    header: dict[str, Any] = msgspec.json.decode(_decoded(first), type=dict[str, Any])
    return header


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _contexts(claims: dict[str, Any]) -> Iterable[str]:
    found = [claims.get("acr"), *_listed(claims.get("amr"))]
    return (one for one in found if isinstance(one, str))


def _listed(value: object) -> Collection[object]:
    return value if isinstance(value, list) else ()
