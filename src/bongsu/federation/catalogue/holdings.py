"""Other centres' catalogues as we hold them: in the tables, in the registry's memory and in the hashes that are compared.
All three change together, by one centre at a time."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.digest import Marks
from bongsu.federation.catalogue.records import Taken, hash_of
from bongsu.federation.catalogue.store import Held
from bongsu.kernel.database import Database
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import (
    drop_owner,
    drop_peer_cameras,
    keep_peer_cameras,
    peer_records,
)

log = structlog.get_logger()

# the largest district has some 7,000
MOST_CAMERAS = 20_000
# in one transaction: the node's own writers wait no longer than this takes (some 30 ms)
_AT_ONCE = 1_000


@dataclass(slots=True)
class _Owner:
    held: Held
    marks: Marks
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Holdings:
    """One per node."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue
        self._owners: dict[str, _Owner] = {}

    async def load(self) -> None:
        """How far we are with each, and the hashes of what we hold of it."""
        async with self._database.read() as connection:
            every = await store.all_held(connection)
        for owner, held in every.items():
            self._owners[owner] = _Owner(held, Marks())
            await self.read_marks(owner)

    async def read_marks(self, owner: str) -> None:
        """From what the table holds, not from what we remember of it."""
        async with self._database.read() as connection:
            records = await peer_records(connection, owner)
        marks = await asyncio.to_thread(Marks, [(one.camera_id, hash_of(one)) for one in records])
        self._of(owner).marks = marks

    def _of(self, owner: str) -> _Owner:
        return self._owners.setdefault(owner, _Owner(Held(owner), Marks()))

    def owners(self) -> list[str]:
        return sorted(self._owners)

    def held(self, owner: str) -> Held:
        found = self._owners.get(owner)
        return Held(owner) if found is None else found.held

    def marks(self, owner: str) -> Marks:
        return self._of(owner).marks

    def cameras(self, owner: str) -> int:
        found = self._owners.get(owner)
        return 0 if found is None else len(found.marks)

    def lock(self, owner: str) -> asyncio.Lock:
        """Whoever changes this owner's holding holds it from the version it relies on to the commit."""
        return self._of(owner).lock

    async def take(self, held: Held, records: Sequence[PeerCamera], gone: Iterable[str]) -> None:
        """`held` counts once all of it is committed; a kill before that leaves the version of before."""
        one = self._of(held.owner)
        going = [camera_id for camera_id in gone if one.marks.get(camera_id) is not None]
        for start in range(0, max(len(records), 1), _AT_ONCE):
            some = records[start : start + _AT_ONCE]
            is_last = start + _AT_ONCE >= len(records)
            # a camera that we do not hold needs no deletion; at a first sync that is all of them
            are_new = not any(one.marks.get(each.camera_id) is not None for each in some)
            async with self._database.work() as work:
                if not one.marks:
                    # what was published of this district until it spoke for itself
                    await drop_owner(work.connection, held.owner)
                await keep_peer_cameras(work.connection, held.owner, some, are_new=are_new)
                if is_last:
                    await drop_peer_cameras(work.connection, held.owner, going)
                    await store.keep_held(work.connection, held)
            self._remember(one, held.owner, some, going if is_last else ())
        one.held = held

    def _remember(
        self, one: _Owner, owner: str, records: Sequence[PeerCamera], gone: Sequence[str]
    ) -> None:
        if not one.marks:
            self._catalogue.peers.forget(owner)
        for each in records:
            one.marks.put(each.camera_id, hash_of(each))
        for camera_id in gone:
            one.marks.drop(camera_id)
        self._catalogue.peers.apply(owner, records, gone)

    async def note(self, held: Held) -> None:
        """How a comparison ended."""
        async with self._database.work() as work:
            await store.keep_held(work.connection, held)
        self._of(held.owner).held = held

    async def forget(self, owner: str) -> None:
        """It is revoked, or says that we may know of nothing: its cameras are deleted here."""
        if owner not in self._owners:
            return
        async with self.lock(owner):
            async with self._database.work() as work:
                await drop_owner(work.connection, owner)
                await store.drop_held(work.connection, owner)
            self._catalogue.peers.forget(owner)
            self._owners.pop(owner, None)
        log.info("catalogue of another centre deleted", owner=owner)


def refused_more(held: Held, refused: Sequence[str]) -> Held:
    """With what was refused of one answer."""
    if not refused:
        return held
    log.warning("records refused", owner=held.owner, records=len(refused), first=refused[0])
    return replace(held, refused=held.refused + len(refused), refused_last=refused[-1][:400])


def bounded(marks: Marks, taken: Taken) -> Taken:
    """No centre fills our disk: beyond `MOST_CAMERAS` what we do not hold yet is refused by name."""
    room = MOST_CAMERAS - len(marks)
    if len(taken.records) <= room:
        return taken
    kept, refused = list[PeerCamera](), list(taken.refused)
    for one in taken.records:
        is_known = marks.get(one.camera_id) is not None
        if is_known or room > 0:
            kept.append(one)
            room -= not is_known
        else:
            refused.append(f"{one.camera_id}: more than {MOST_CAMERAS} cameras")
    return Taken(kept, refused)
