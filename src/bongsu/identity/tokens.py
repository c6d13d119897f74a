"""Secrets that only their holder knows; the node keeps their SHA-256."""

from hashlib import sha256


def token_hash(token: str) -> str:
    """What is kept of a token. Tokens are 256 random bits, so a plain hash is enough."""
    return sha256(token.encode(errors="replace")).hexdigest()
