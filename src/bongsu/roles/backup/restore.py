"""`bongsu restore`: a backup becomes a node again, whole or not at all, and says what it cannot know."""

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bongsu.audit.entry import Entry, Head
from bongsu.audit.head import HEAD_FILE, read_head, write_head
from bongsu.audit.kinds import TrailKind
from bongsu.audit.origin import read_origin, write_origin
from bongsu.audit.record import record
from bongsu.audit.store import hash_at, head_kept
from bongsu.audit.verify import verify_node
from bongsu.federation.peers.confirm import ask_to_confirm
from bongsu.identity.sign_out import end_sessions
from bongsu.identity.store import all_people
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.migrate import known_revisions, upgrade
from bongsu.roles.backup.manifest import (
    DATABASE,
    BackupDamaged,
    BackupTooNew,
    Manifest,
    release,
)
from bongsu.roles.backup.unpack import unpack
from bongsu.roles.started import forget_database

_BY = "system"


class FolderInUse(Failure):
    """A restore never mixes two nodes."""

    kind = Kind.CONFLICT
    code = "folder_in_use"


@dataclass(frozen=True, slots=True)
class KnownElsewhere:
    """What somebody outside the backup remembers of the trail: a head file of the lost folder, a witness's checkpoint."""

    who: str
    sequence: int
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """`missing` says, for each who knows more, which rows this trail does not have."""

    rows: int
    made_at: str
    release: str
    revision: str
    manifest: str
    origin: int
    sessions_ended: int
    links_to_confirm: tuple[str, ...]
    missing: tuple[str, ...]


async def restore(
    file: Path,
    folder: Path,
    clock: Clock,
    *,
    passphrase: bytes | None = None,
    manifest_expected: str | None = None,
    known: tuple[KnownElsewhere, ...] = (),
) -> Restored:
    """Raises `FolderInUse`, and what `unpack` raises. The folder stays as it was unless everything held."""
    _must_be_empty(folder)
    with tempfile.TemporaryDirectory(prefix=".bongsu-restore-", dir=folder.parent) as above:
        fresh = Path(above) / "node"
        await asyncio.to_thread(fresh.mkdir, mode=0o700)
        manifest, digest = await asyncio.to_thread(unpack, file, fresh, passphrase)
        if manifest_expected not in {None, digest}:
            raise BackupDamaged(
                "this is another backup than the one that was named", field="manifest"
            )
        await asyncio.to_thread(forget_database, fresh)
        restored = await _bring_up(fresh, manifest, digest, clock, known)
        # an empty folder gives way, a full one does not: whoever filled it in the meantime keeps it
        await asyncio.to_thread(_put_in_place, fresh, folder)
    return restored


def _put_in_place(fresh: Path, folder: Path) -> None:
    for path in fresh.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    os.replace(fresh, folder)


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(f"{folder} is not empty", field="data_dir")
    folder.parent.mkdir(parents=True, exist_ok=True)


async def _bring_up(
    fresh: Path, manifest: Manifest, digest: str, clock: Clock, known: tuple[KnownElsewhere, ...]
) -> Restored:
    if manifest.revision not in known_revisions():
        raise BackupTooNew(
            f"the backup is release {manifest.release}'s (tables {manifest.revision}), this one is {release()}'s"
        )
    url = f"sqlite+aiosqlite:///{fresh / DATABASE}"
    await upgrade(url)
    database = Database(url)
    try:
        await _must_verify(database, fresh, manifest)
        missing = tuple([said for one in known if (said := await _missing(database, one))])
        origin = read_origin(fresh) + 1
        write_origin(fresh, origin)
        ended, links = await _begin_anew(database, clock, manifest, digest, origin, missing)
        async with database.read() as connection:
            head = await head_kept(connection)
        await asyncio.to_thread(write_head, fresh / HEAD_FILE, head)
    finally:
        await database.close()
    return Restored(
        rows=head.sequence,
        made_at=manifest.made_at,
        release=manifest.release,
        revision=manifest.revision,
        manifest=digest,
        origin=origin,
        sessions_ended=ended,
        links_to_confirm=links,
        missing=missing,
    )


async def _must_verify(database: Database, fresh: Path, manifest: Manifest) -> None:
    verdict = await verify_node(database, fresh / HEAD_FILE)
    if not verdict.ok:
        raise BackupDamaged(f"the trail in it does not verify: {verdict.why}")
    async with database.read() as connection:
        if await head_kept(connection) != manifest.head:
            raise BackupDamaged("the trail in it ends elsewhere than the backup says")


async def _missing(database: Database, one: KnownElsewhere) -> str | None:
    async with database.read() as connection:
        head = await head_kept(connection)
        there = await hash_at(connection, one.sequence)
    if one.sequence > head.sequence:
        return f"{one.who} knows rows {head.sequence + 1} to {one.sequence}, which are not here"
    if one.hash is not None and there != one.hash:
        return f"{one.who} knows another row {one.sequence} than the one here"
    return None


async def _begin_anew(
    database: Database,
    clock: Clock,
    manifest: Manifest,
    digest: str,
    origin: int,
    missing: tuple[str, ...],
) -> tuple[int, tuple[str, ...]]:
    """The row that says so, and no session nor link of before: one that was ended after the backup must not live again."""
    body: dict[str, object] = {
        "manifest": digest,
        "made_at": manifest.made_at,
        "origin": origin,
        "missing": list(missing),
    }
    now = clock.now()
    async with database.work() as work:
        links = await ask_to_confirm(work, now)
        body["links_to_confirm"] = list(links)
        await record(work, now, Entry(kind=TrailKind.RESTORE, actor=_BY, body=body))
        ended = 0
        for person in await all_people(work.connection):
            ended += len(await end_sessions(work, person, _BY, now))
    return ended, links


def head_file_as_known(path: Path) -> KnownElsewhere:
    """The lost folder's `trail.head`. Raises `BackupDamaged` for a file that is none."""
    head: Head | None = read_head(path)
    if head is None:
        raise BackupDamaged(f"{path} is no head file", field="old_head")
    return KnownElsewhere("the old head file", head.sequence, head.hash)
