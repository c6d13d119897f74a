"""A stream under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals chunk by chunk.

A chunk's nonce is its number and whether it is the last, so that none can be cut off, repeated or moved unseen; the key is
new for each file by its salt, so no nonce is used twice under one key."""

import io
import os
from typing import IO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bongsu.roles.backup.manifest import BackupDamaged

MAGIC = b"bongsu sealed backup 1\n"
_CHUNK = 1 << 18
_TAG = 16
_LONGEST_HEADER = 512


class _Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """scrypt's own: 128 MiB and about half a second; bounded, since a file is not to choose our memory."""

    salt: bytes
    n: int = 1 << 17
    r: int = 8
    p: int = 1

    @property
    def is_sane(self) -> bool:
        power = self.n > 1 and self.n & (self.n - 1) == 0
        return power and self.n <= 1 << 20 and self.r == 8 and self.p <= 4 and len(self.salt) >= 16

    def key_of(self, passphrase: bytes) -> AESGCM:
        made = Scrypt(salt=self.salt, length=32, n=self.n, r=self.r, p=self.p)
        return AESGCM(made.derive(passphrase))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class Sealing(io.RawIOBase):
    """Write to it, then close it: only then is the last chunk there."""

    def __init__(self, into: IO[bytes], passphrase: bytes) -> None:
        cost = _Cost(os.urandom(16))
        self._header = MAGIC + msgspec.json.encode(cost) + b"\n"
        self._key = cost.key_of(passphrase)
        self._into = into
        self._waiting = bytearray()
        self._number = 0
        into.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = bytes(memoryview(data))  # type: ignore[arg-type] # the io protocol says only: a buffer
        self._waiting += given
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), is_last=False)
            del self._waiting[:_CHUNK]
        return len(given)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._into.write(self._key.encrypt(nonce, chunk, self._header))
        self._number += 1


class Opening(io.RawIOBase):
    """Reads what `Sealing` wrote; gives nothing out that was not proved first. Raises `BackupDamaged`."""

    def __init__(self, source: IO[bytes], passphrase: bytes) -> None:
        line = source.readline(_LONGEST_HEADER)
        try:
            cost = msgspec.json.decode(line, type=_Cost)
        except (msgspec.MsgspecError, UnicodeDecodeError) as cause:
            raise BackupDamaged("the sealed backup's first line cannot be read") from cause
        if not cost.is_sane:
            raise BackupDamaged("the sealed backup asks for a cost that no backup of ours has")
        self._header = MAGIC + line
        self._key = cost.key_of(passphrase)
        self._source = source
        self._next = source.read(_CHUNK + _TAG)
        self._number = 0
        self._open = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type] # the io protocol says only: a buffer
        if not self._open and self._next:
            self._open = self._unseal()
        given = self._open[: len(view)]
        view[: len(given)] = given
        self._open = self._open[len(given) :]
        return len(given)

    def _unseal(self) -> bytes:
        chunk, self._next = self._next, self._source.read(_CHUNK + _TAG)
        nonce = _nonce(self._number, is_last=not self._next)
        try:
            opened = self._key.decrypt(nonce, chunk, self._header)
        except InvalidTag as cause:
            said = "the passphrase is another one, or the backup was edited"
            raise BackupDamaged(
                "the backup was cut or edited" if self._number else said, field="passphrase_file"
            ) from cause
        self._number += 1
        return opened
