"""Ed25519 (RFC 8032) over an agreement's canonical bytes: names of keys, signing, checking."""

import base64
import binascii
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from bongsu.kernel.failures import Invalid

_SIGNATURE_BYTES = 64
# points of small order: under such a key a signature that anybody can write fits any text
_WEAK = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


def key_id_of(public_key: str) -> str:
    """The name follows from the key: nobody can give one key's name to another."""
    return f"key_{sha256(base64.b64decode(public_key)).hexdigest()[:24]}"


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half as it is kept: 32 bytes in base64."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def read_public(given: str) -> str:
    """PEM or base64 of 32 bytes; answers base64. Raises `Invalid`."""
    wrong = Invalid("An Ed25519 public key as PEM, or its 32 bytes as base64", field="public_key")
    try:
        if "BEGIN" in given:
            key = load_pem_public_key(given.encode())
        else:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(given.strip(), validate=True))
    except (ValueError, binascii.Error) as cause:
        raise wrong from cause
    if not isinstance(key, Ed25519PublicKey):
        raise wrong
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    if _is_weak(raw):
        raise Invalid("Under this key anybody could sign", field="public_key")
    return base64.b64encode(raw).decode()


def _is_weak(raw: bytes) -> bool:
    """Whatever its sign bit says."""
    return raw[:-1] + bytes([raw[-1] & 0x7F]) in _WEAK


def sign(key: Ed25519PrivateKey, text: bytes) -> str:
    return base64.b64encode(key.sign(text)).decode()


def is_signed(public_key: str, signature: str, text: bytes) -> bool:
    """Whether the signature is this key's over exactly these bytes."""
    try:
        raw = base64.b64decode(signature, validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(raw, text)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return len(raw) == _SIGNATURE_BYTES
