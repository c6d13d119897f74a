"""Takes a backup apart into a fresh folder: the list of files first, then each of them proved against it."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from bongsu.kernel.failures import Failure, Kind
from bongsu.roles.backup.manifest import (
    LONGEST_MANIFEST,
    MANIFEST,
    BackupDamaged,
    Kept,
    Manifest,
    read_manifest,
)
from bongsu.roles.backup.sealed import MAGIC, Opening

_BLOCK = 1 << 20


class PassphraseMissing(Failure):
    """A sealed backup, and nothing to open it with."""

    kind = Kind.INVALID
    code = "passphrase_missing"


def unpack(file: Path, into: Path, passphrase: bytes | None) -> tuple[Manifest, str]:
    """The manifest and its SHA-256. Raises `BackupDamaged`, `BackupTooNew`, `PassphraseMissing`."""
    try:
        with (
            file.open("rb") as raw,
            _perhaps_opened(raw, passphrase) as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            return _unpack(tar, into)
    except FileNotFoundError as cause:
        raise BackupDamaged(f"{file} is not there", field="file") from cause
    except (tarfile.TarError, EOFError) as cause:
        raise BackupDamaged("the backup was cut short, or is no backup") from cause


@contextmanager
def _perhaps_opened(raw: IO[bytes], passphrase: bytes | None) -> Iterator[IO[bytes]]:
    if raw.read(len(MAGIC)) != MAGIC:
        raw.seek(0)
        yield raw
        return
    if passphrase is None:
        raise PassphraseMissing("the backup is sealed", field="passphrase_file")
    yield Opening(raw, passphrase)  # type: ignore[misc] # a raw stream, all that tarfile asks for


def _unpack(tar: tarfile.TarFile, into: Path) -> tuple[Manifest, str]:
    first = tar.next()
    if first is None or first.name != MANIFEST or first.size > LONGEST_MANIFEST:
        raise BackupDamaged("this is no backup of a node")
    data = _content(tar, first).read()
    manifest = read_manifest(data)
    waiting = {kept.name: kept for kept in manifest.files}
    while (member := tar.next()) is not None:
        kept = waiting.pop(member.name, None)
        if kept is None or not member.isfile():
            raise BackupDamaged(f"{member.name} is not in the backup's list, or twice in it")
        _take(_content(tar, member), into / kept.name, kept)
    if waiting:
        raise BackupDamaged(f"{min(waiting)} is missing: the backup was cut short")
    return manifest, sha256(data).hexdigest()


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise BackupDamaged(f"{member.name} is no file")
    return content


def _take(content: IO[bytes], target: Path, kept: Kept) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    found, size = sha256(), 0
    with target.open("xb") as file:
        while size <= kept.size and (block := content.read(_BLOCK)):
            found.update(block)
            size += len(block)
            file.write(block)
    target.chmod(0o600)
    if (size, found.hexdigest()) != (kept.size, kept.sha256):
        raise BackupDamaged(f"{kept.name} is not as it was when the backup was made")
