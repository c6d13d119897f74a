"""Which partner system a bearer token belongs to."""

import asyncio
from datetime import datetime, timedelta
from hmac import compare_digest

from bongsu.identity.desk import Desk
from bongsu.identity.people import Partner
from bongsu.identity.store import partners_by_token_hash
from bongsu.identity.tokens import token_hash


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
        found = None
        for kept, partner in await self._all():
            if compare_digest(kept.encode(), shown):
                found = partner
        return found

    def forget(self) -> None:
        self._read_at = None

    async def _all(self) -> list[tuple[str, Partner]]:
        async with self._reading:
            now = self._desk.clock.now()
            fresh_for = timedelta(seconds=min(self._desk.settings.cache_s, 5.0))
            if self._read_at is None or abs(now - self._read_at) >= fresh_for:
                async with self._desk.database.read() as connection:
                    self._known = await partners_by_token_hash(connection)
                self._read_at = now
            return self._known
