"""Reads the catalogue anew when an import has changed the registry, also one that another process ran."""

import asyncio

import structlog

from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.catalogue import Catalogue

log = structlog.get_logger()
LOOK_EVERY_S = 3.0


class CatalogueRefresh:
    """A part of the node process."""

    name = "registry.refresh"

    def __init__(
        self, database: Database, catalogue: Catalogue, look_every_s: float = LOOK_EVERY_S
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._look_every_s = look_every_s
        self._task: asyncio.Task[None] | None = None
        self._last: str | None = None

    async def start(self) -> None:
        async with self._database.read() as connection:
            self._last = await store.last_import(connection)
        self._task = asyncio.create_task(self._run(), name="catalogue refresh")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._look_every_s)
            try:
                await self.look()
            except Exception:
                # the supervisor of an owned task: the catalogue that stands is better than none
                log.exception("catalogue not read")

    async def look(self) -> bool:
        """Whether there was anything new; if so it has been read."""
        async with self._database.read() as connection:
            newest = await store.last_import(connection)
            if newest == self._last:
                return False
            await self._catalogue.load(connection)
        self._last = newest
        log.info("catalogue read anew", cameras=len(self._catalogue.rows))
        return True
