"""Numbers every change of our own cameras: one counter, a number for each change, in the transaction of the change where
we are told of it, else by comparing all of them."""

import asyncio
from collections.abc import Sequence
from functools import partial

import structlog

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.just_changed import JustChanged
from bongsu.federation.catalogue.records import RecordRefused, hash_of, read_record, written
from bongsu.federation.catalogue.store import Version
from bongsu.kernel.database import Database, Work
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import own_records

log = structlog.get_logger()

# rung with every new version
BELL = "catalogue"
_NOTHING = b""


class Versions:
    """A part of the node process. Compares at the start and after each import; states are numbered as they are kept."""

    name = "catalogue versions"

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        code: str,
        just_changed: JustChanged | None = None,
    ) -> None:
        self._just_changed = just_changed or JustChanged()
        self._database = database
        self._code = code
        self._loaded = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        catalogue.in_states_work.append(self.number)
        catalogue.after_load.append(self._loaded.set)

    async def start(self) -> None:
        self._loaded.set()
        self._task = asyncio.create_task(self._run(), name="catalogue versions")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._loaded.wait()
            self._loaded.clear()
            try:
                await self.compare()
            except Exception:
                # the supervisor of an owned task: what was not numbered now is at the next start or import
                log.exception("catalogue not numbered")

    async def compare(self) -> int:
        """Every camera against its version; answers how many had changed."""
        async with self._database.work() as work:
            known = await store.versions(work.connection)
            return await self._number(work, await own_records(work.connection), known)

    async def number(self, work: Work, camera_ids: Sequence[str]) -> None:
        """In the transaction that changed these."""
        known = await store.versions(work.connection, camera_ids)
        await self._number(work, await own_records(work.connection, camera_ids), known)

    async def _number(
        self, work: Work, records: Sequence[PeerCamera], known: dict[str, Version]
    ) -> int:
        next_version = await store.newest(work.connection) + 1
        told = [one for one in records if self._can_be_told(one)]
        changed: list[Version] = []
        for one in told:
            version = _next(one, known.get(one.camera_id), next_version + len(changed))
            if version is not None:
                changed.append(version)
        there = {one.camera_id: one for one in told}
        for was in known.values():
            if was.camera_id not in there and not was.gone:
                changed.append(_gone(was, next_version + len(changed)))
        if changed:
            await store.keep_versions(work.connection, changed, known)
            numbered = [(one, there.get(one.camera_id)) for one in changed]
            work.after_commit(partial(self._just_changed.keep, next_version - 1, numbered))
            work.ring(BELL)
        return len(changed)

    def _can_be_told(self, record: PeerCamera) -> bool:
        """What the other side would refuse is not offered: both would never agree."""
        try:
            read_record(self._code, written(record))
        except RecordRefused as refused:
            log.warning("camera not told to other centres", reason=str(refused))
            return False
        return True


def _next(record: PeerCamera, was: Version | None, number: int) -> Version | None:
    """None when nothing has changed."""
    record_hash, purpose = hash_of(record), record.purpose.value
    if was is None:
        return Version(record.camera_id, number, record_hash, purpose, frozenset(), gone=False)
    if was.hash == record_hash and not was.gone:
        return None
    former = (was.former | {was.purpose}) - {purpose}
    return Version(record.camera_id, number, record_hash, purpose, former, gone=False)


def _gone(was: Version, number: int) -> Version:
    return Version(was.camera_id, number, _NOTHING, was.purpose, was.former, gone=True)
