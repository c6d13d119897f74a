"""`bongsu backup`: one file with everything that a node needs to go on elsewhere, taken while it runs."""

import asyncio
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.stamp import stamp
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.roles.backup.collect import NoNode, collect, look_into
from bongsu.roles.backup.manifest import (
    DATABASE,
    FORMAT,
    MANIFEST,
    Manifest,
    kept_as,
    release,
)
from bongsu.roles.backup.sealed import Sealing


class AlreadyThere(Failure):
    """A backup never replaces another file."""

    kind = Kind.CONFLICT
    code = "already_there"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written. `manifest` is the SHA-256 that the trail keeps of it."""

    file: str
    bytes: int
    rows: int
    files: int
    manifest: str
    sealed: bool


async def make_backup(
    folder: Path, out: Path, clock: Clock, passphrase: bytes | None = None, *, server: str = ""
) -> Made:
    """`server`: the URL of the node's database, where that is no file of the folder. No backup without its row in the
    trail: it is taken away again. Raises `NoNode`, `AlreadyThere`."""
    made = await asyncio.to_thread(_make, folder, out, stamp(clock.now()), passphrase, server)
    try:
        await _keep_in_trail(server or _file_of(folder), made, clock)
    except BaseException:
        await asyncio.to_thread(out.unlink, missing_ok=True)
        raise
    return made


def _make(folder: Path, out: Path, made_at: str, passphrase: bytes | None, server: str) -> Made:
    if not (folder if server else folder / DATABASE).exists():
        raise NoNode(f"no node lives in {folder}", field="data_dir")
    if out.exists():
        raise AlreadyThere(f"{out} is there already", field="out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".bongsu-backup-", dir=out.parent) as above:
        copy = Path(above) / "node"
        copy.mkdir()
        names = collect(folder, copy, server)
        revision, head = look_into(copy / DATABASE)
        manifest = Manifest(
            format=FORMAT,
            release=release(),
            revision=revision,
            made_at=made_at,
            head=head,
            files=tuple(kept_as(copy / name, name) for name in names),
        )
        whole = Path(above) / "whole"
        _write(whole, copy, manifest, passphrase)
        # a link fails where somebody made the file in the meantime
        os.link(whole, out)
    digest = sha256(manifest.encoded()).hexdigest()
    sealed = passphrase is not None
    return Made(str(out), out.stat().st_size, head.sequence, len(names), digest, sealed)


def _write(whole: Path, copy: Path, manifest: Manifest, passphrase: bytes | None) -> None:
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with (
            _perhaps_sealed(file, passphrase) as stream,
            tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            _add(tar, MANIFEST, io.BytesIO(manifest.encoded()), len(manifest.encoded()))
            for kept in manifest.files:
                with (copy / kept.name).open("rb") as content:
                    _add(tar, kept.name, content, kept.size)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _perhaps_sealed(file: IO[bytes], passphrase: bytes | None) -> Iterator[IO[bytes]]:
    if passphrase is None:
        yield file
        return
    sealing = Sealing(file, passphrase)
    try:
        yield sealing  # type: ignore[misc] # a raw stream, all that tarfile asks for
    finally:
        sealing.close()


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)


def _file_of(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / DATABASE}"


async def _keep_in_trail(url: str, made: Made, clock: Clock) -> None:
    database = Database(url)
    body = {
        "manifest": made.manifest,
        "rows": made.rows,
        "bytes": made.bytes,
        "sealed": made.sealed,
    }
    try:
        async with database.work() as work:
            entry = Entry(kind=TrailKind.BACKUP, actor="system", body=body)
            await record(work, clock.now(), entry)
    finally:
        await database.close()
