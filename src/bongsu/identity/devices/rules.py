"""Keys, signatures and codes of devices: what is signed and when it holds. Pure.

Device Bound Session Credentials (W3C draft) in its idea: a cookie alone is worth little without the key it is bound to."""

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from bongsu.identity.devices.device import PublicKey, Purpose
from bongsu.kernel.failures import Invalid

CONTEXT = "bongsu device proof 1"
CODE_LETTERS = 8
# none that is taken for another when read out or typed
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_COORDINATE_BYTES = 32


def signed_text(purpose: Purpose, origin: str, challenge: str, bound_to: str) -> bytes:
    """The bytes that a device signs; one line each, none of which can hold a line break."""
    return "\n".join((CONTEXT, purpose, origin, challenge, bound_to)).encode()


def public_key(spki: str) -> PublicKey:
    """A P-256 key as WebCrypto exports it (`spki`), base64url. Raises `Invalid`."""
    wrong = Invalid("an ECDSA P-256 public key, as SubjectPublicKeyInfo", field="public_key")
    try:
        key = load_der_public_key(_decoded(spki))
    except (ValueError, UnsupportedAlgorithm) as cause:
        raise wrong from cause
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise wrong
    # one key has one form here, however it came
    plain = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(key, _encoded(plain), sha256(plain).hexdigest())


def is_signed(key: EllipticCurvePublicKey, signature: str, text: bytes) -> bool:
    """WebCrypto signs as r and s side by side (IEEE P1363), not as DER."""
    try:
        raw = _decoded(signature)
    except ValueError:
        return False
    if len(raw) != 2 * _COORDINATE_BYTES:
        return False
    r, s = raw[:_COORDINATE_BYTES], raw[_COORDINATE_BYTES:]
    der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    try:
        key.verify(der, text, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def new_code() -> str:
    """39 random bits, two groups of four to be read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LETTERS))


def as_code(typed: str) -> str:
    """A code as it was made, however it was typed: small letters, blanks, a hyphen."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _decoded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error) as cause:
        raise ValueError("not base64url") from cause


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
