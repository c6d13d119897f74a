"""Identifiers that sort by the time they were made and give nothing else away."""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """`prefix_` and 26 letters: 48 bits of milliseconds, 80 random bits (Crockford base 32, as in ULID)."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    letters = []
    for _ in range(26):
        letters.append(_ALPHABET[number & 31])
        number >>= 5
    return f"{prefix}_{''.join(reversed(letters))}"


def new_secret() -> str:
    """256 random bits for tokens and nonces, safe in a header."""
    return secrets.token_urlsafe(32)
