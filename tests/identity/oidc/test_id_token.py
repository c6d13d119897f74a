"""An ID token is believed only as OpenID Connect Core §3.1.3.7 says: what is missing, other or late is refused."""

import base64
import json
from datetime import UTC, datetime
from typing import Any  # Any: claims are JSON

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from bongsu.identity.failures import ProviderRefused
from bongsu.identity.oidc.id_token import UnknownKey, checked, jwt_header

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
ISSUER, CLIENT, NONCE = "https://provider.example", "bongsu", "the-nonce-of-this-browser"
KEY = RSAKey.generate_key(2048, {"kid": "k1"})
CURVE = ECKey.generate_key("P-256", {"kid": "k2"})
KEYS = json.dumps(KeySet([KEY, CURVE]).as_dict(private=False)).encode()
MISSING = object()


def claims(**changed: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "iss": ISSUER,
        "sub": "person-1",
        "aud": CLIENT,
        "exp": SECONDS + 300,
        "iat": SECONDS,
        "nonce": NONCE,
    }
    return {name: one for name, one in (usual | changed).items() if one is not MISSING}


def token(said: dict[str, Any], algorithm: str = "RS256", key: Any = KEY) -> str:
    header = {"alg": algorithm, "kid": key.kid}
    return str(jwt.encode(header, said, key, algorithms=[algorithm]))


def believed(shown: str) -> frozenset[str]:
    found = checked(shown, KEYS, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=NOW)
    assert (found.issuer, found.subject) == (ISSUER, "person-1")
    return found.contexts


@pytest.mark.parametrize(
    ("changed", "contexts"),
    [
        ({}, set()),
        ({"aud": [CLIENT]}, set()),
        ({"aud": [CLIENT, "other"], "azp": CLIENT}, set()),
        ({"azp": CLIENT}, set()),
        ({"amr": ["pwd", "mfa"]}, {"pwd", "mfa"}),
        ({"acr": "loa3", "amr": ["pwd"]}, {"loa3", "pwd"}),
        # what is no word says nothing of a second factor
        ({"amr": [1, None, {"mfa": True}], "acr": 2}, set()),
        ({"exp": SECONDS - 30}, set()),
    ],
)
def test_an_honest_token_is_believed(changed: dict[str, Any], contexts: set[str]) -> None:
    assert believed(token(claims(**changed))) == contexts


@pytest.mark.parametrize(
    "changed",
    [
        *({name: MISSING} for name in ("iss", "sub", "aud", "exp", "iat", "nonce")),
        {"iss": "https://other.example"},
        {"iss": f"{ISSUER}/"},
        {"aud": "other"},
        {"aud": []},
        {"aud": ["other"]},
        {"aud": [CLIENT, "other"]},
        {"aud": [CLIENT, "other"], "azp": "other"},
        {"azp": "other"},
        {"exp": SECONDS - 3600},
        {"exp": "tomorrow"},
        {"iat": SECONDS + 3600},
        {"nbf": SECONDS + 3600},
        {"nonce": "of-another-browser"},
        {"nonce": ""},
        {"nonce": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": ["person-1"]},
    ],
)
def test_a_claim_that_is_missing_other_or_late_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ProviderRefused):
        believed(token(claims(**changed)))


def test_a_curve_of_the_same_provider_is_as_good() -> None:
    assert believed(token(claims(), "ES256", CURVE)) == frozenset()


def test_a_key_of_somebody_else_under_a_known_name_signs_nothing() -> None:
    forged = RSAKey.generate_key(2048, {"kid": "k1"})
    with pytest.raises(ProviderRefused):
        believed(token(claims(), key=forged))


def test_an_unknown_key_asks_for_the_set_anew() -> None:
    with pytest.raises(UnknownKey):
        believed(token(claims(), key=RSAKey.generate_key(2048, {"kid": "k9"})))


def test_a_shared_secret_signs_nothing() -> None:
    shared = OctKey.generate_key(256, {"kid": "k1"})
    with pytest.raises(ProviderRefused):
        believed(token(claims(), "HS256", shared))


def part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, 7])
def test_a_token_that_nobody_signed_says_nothing(algorithm: object) -> None:
    header = {"alg": algorithm, "kid": "k1"}
    with pytest.raises(ProviderRefused):
        believed(f"{part(header)}.{part(claims())}.")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_part_exchanged_for_that_of_another_token_breaks_it(at: int) -> None:
    own, other = (
        token(claims()).split("."),
        token(claims(sub="person-2"), "ES256", CURVE).split("."),
    )
    own[at] = other[at]
    with pytest.raises(ProviderRefused):
        believed(".".join(own))


@pytest.mark.parametrize(
    "shown", ["", ".", "..", "a.b.c", "null", part([]), part(7), "é.é.é", "." * 1000, "a" * 5000]
)
def test_nonsense_is_refused_and_no_crash(shown: str) -> None:
    with pytest.raises(ProviderRefused):
        believed(shown)


@pytest.mark.parametrize("keys", [b"", b"null", b"{}", b'{"keys": 7}', b'{"keys": [{}]}', b"[]"])
def test_keys_that_are_none_believe_nothing(keys: bytes) -> None:
    with pytest.raises((ProviderRefused, UnknownKey)):
        checked(token(claims()), keys, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=NOW)


def test_a_header_is_read_before_anything_is_believed() -> None:
    assert jwt_header(token(claims()))["kid"] == "k1"
