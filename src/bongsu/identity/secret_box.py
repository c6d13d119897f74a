"""Secrets that the node itself must read again lie in the database under AES-256-GCM; the key lies in a file beside it."""

import base64
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bongsu.identity.failures import NoKeyFile

_KEY_BYTES = 32
_NONCE_BYTES = 12


class SecretBox:
    """Its key is made at first use, mode 0600. Whoever has the database alone has no secret."""

    def __init__(self, key_file: str = "") -> None:
        self._key_file = key_file
        self._key: bytes | None = None

    def seal(self, plain: bytes, about: str) -> str:
        """`about` is authenticated with it: what was sealed for one place opens in no other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._opened(make=True)).encrypt(nonce, plain, about.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, about: str) -> bytes:
        """Raises `NoKeyFile`."""
        try:
            raw = base64.urlsafe_b64decode(sealed.encode())
            cipher = AESGCM(self._opened(make=False))
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError) as cause:
            raise NoKeyFile("a secret was kept under another key") from cause

    def mark(self, plain: bytes, about: str) -> str:
        """A keyed hash: equal for equal `plain` and `about`, worth nothing without the key. Raises `NoKeyFile`."""
        own_key = hmac.digest(self._opened(make=True), about.encode(), "sha256")
        return hmac.digest(own_key, plain, "sha256").hex()

    def _opened(self, *, make: bool) -> bytes:
        if self._key is None:
            if not self._key_file:
                raise NoKeyFile("no key file is set")
            self._key = _key_in(Path(self._key_file), make=make)
        return self._key


def _key_in(file: Path, *, make: bool) -> bytes:
    if make and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(file, secrets.token_bytes(_KEY_BYTES))
    try:
        key = file.read_bytes()
    except OSError as cause:
        raise NoKeyFile(f"{file.name} cannot be read") from cause
    if len(key) != _KEY_BYTES:
        raise NoKeyFile(f"{file.name} is not a key")
    return key


def _write_new(file: Path, key: bytes) -> None:
    """Whole or not at all; another process may make it at the same moment, and the first one wins."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
