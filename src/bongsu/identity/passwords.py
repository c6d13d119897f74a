"""Argon2id password hashes, made and checked off the event loop, a few at a time."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bongsu.identity.failures import SignInBusy
from bongsu.identity.settings import IdentitySettings

# a flood of strangers' sign-ins is over when it is over: nobody waits behind thousands of them
MOST_WAITING = 64
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


class Passwords:
    """One per node: the limit on hashes at once is a limit on its memory."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.argon2_time_cost,
            memory_cost=settings.argon2_memory_kib,
            parallelism=1,
        )
        self._at_once = asyncio.Semaphore(settings.argon2_at_once)
        self._nobodys = self._hasher.hash(secrets.token_hex(16))
        self._waiting = 0

    async def hashed(self, password: str) -> str:
        async with self._at_once:
            return await asyncio.to_thread(self._hasher.hash, password)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Around the counting of an attempt and its `match`: who is turned away here has not failed. Raises `SignInBusy`."""
        if self._waiting >= MOST_WAITING:
            raise SignInBusy("too many sign-ins at once, try again in a moment")
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def match(self, password_hash: str | None, password: str) -> bool:
        """Takes as long for nobody (`None`) as for somebody."""
        async with self._at_once:
            return await asyncio.to_thread(
                self._match, password_hash or self._nobodys, password
            ) and bool(password_hash)

    def _match(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def new_password() -> str:
    """79 random bits in four groups that can be read out on the telephone."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
