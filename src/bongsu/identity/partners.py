"""Which partner system a bearer token belongs to."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from hmac import compare_digest

from bongsu.identity.desk import Desk
from bongsu.identity.people import Partner
from bongsu.identity.store import partners_by_token_hash
from bongsu.identity.tokens import token_hash

# one that was added beside the running node is known at once; whoever guesses costs twenty readings a second
_AFTER_A_MISS = timedelta(milliseconds=50)


class Partners:
    """Holds the few partners of a node for a few seconds, as sessions are held."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: list[tuple[str, Partner]] = []
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def of(self, bearer: str) -> Partner | None:
        """Compares with every partner, always to the end: the time taken tells nothing."""
        shown = token_hash(bearer).encode()
        fresh_for = timedelta(seconds=min(self._desk.settings.cache_s, 5.0))
        found = _found(await self._all(fresh_for), shown)
        return found or _found(await self._all(min(fresh_for, _AFTER_A_MISS)), shown)

    def forget(self) -> None:
        self._read_at = None

    async def _all(self, fresh_for: timedelta) -> list[tuple[str, Partner]]:
        async with self._reading:
            now = self._desk.clock.now()
            if self._read_at is None or abs(now - self._read_at) >= fresh_for:
                async with self._desk.database.read() as connection:
                    self._known = await partners_by_token_hash(connection)
                self._read_at = now
            return self._known


def _found(known: Iterable[tuple[str, Partner]], shown: bytes) -> Partner | None:
    found = None
    for kept, partner in known:
        if compare_digest(kept.encode(), shown):
            found = partner
    return found
