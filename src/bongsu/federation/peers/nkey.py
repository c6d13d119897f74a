"""The key by which a centre's link server knows its peer (NATS nkeys, Ed25519): the adapter of the library `nkeys`."""

import secrets
from base64 import b32decode
from dataclasses import dataclass

import nkeys

from bongsu.kernel.failures import Invalid

_SEED_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Nkey:
    """`seed` begins with `SU` and stays here, `public` with `U`."""

    seed: str
    public: str


def new_nkey() -> Nkey:
    seed = nkeys.encode_seed(secrets.token_bytes(_SEED_BYTES), nkeys.PREFIX_BYTE_USER)
    return read_nkey(seed.decode())


def read_nkey(seed: str) -> Nkey:
    """Raises `Invalid`."""
    try:
        public = nkeys.from_seed(bytearray(seed.encode())).public_key
    except (nkeys.NkeysError, ValueError) as cause:
        raise Invalid("this is no seed of an nkey", field="nkey") from cause
    return Nkey(seed, public.decode())


def must_be_public(nkey: str) -> str:
    """A user's public key, whole. Raises `Invalid`."""
    try:
        raw = b32decode(nkey.encode())
    except (ValueError, UnicodeError) as cause:
        raise Invalid("this is no public nkey", field="nkey") from cause
    fits = len(nkey) == 56 and len(raw) == 35 and raw[0] == nkeys.PREFIX_BYTE_USER
    if not fits or nkeys.crc16(raw[:-2]) != int.from_bytes(raw[-2:], "little"):
        raise Invalid("this is no public nkey of a user", field="nkey")
    return nkey
