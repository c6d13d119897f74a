"""What a backup says of itself: release, revision, head of the trail, and every file with its size and SHA-256."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import msgspec

from bongsu.audit.entry import Head
from bongsu.kernel.failures import Failure, Kind

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "node.db"
LONGEST_MANIFEST = 4_000_000
_BLOCK = 1 << 20


class BackupDamaged(Failure):
    """Cut, edited, or no backup at all; nothing was restored."""

    kind = Kind.INVALID
    code = "backup_damaged"


class BackupTooNew(Failure):
    """Made by a later release than this one."""

    kind = Kind.CONFLICT
    code = "backup_too_new"


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`head` is the trail's last row in this backup."""

    format: int
    release: str
    revision: str
    made_at: str
    head: Head
    files: tuple[Kept, ...]

    def encoded(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1)


class _Format(msgspec.Struct, frozen=True):
    format: int
    release: str = "?"


def read_manifest(data: bytes) -> Manifest:
    """Raises `BackupTooNew` before it looks at fields that it cannot know, and `BackupDamaged`."""
    try:
        said = msgspec.json.decode(data, type=_Format)
        if said.format > FORMAT:
            raise BackupTooNew(f"the backup is release {said.release}'s, this one is {release()}'s")
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as cause:
        raise BackupDamaged("the backup's list of files cannot be read") from cause
    names = [file.name for file in manifest.files]
    if len(set(names)) < len(names) or not all(is_inside(name) for name in names):
        raise BackupDamaged("the backup's list names files that no node keeps")
    if DATABASE not in names:
        raise BackupDamaged("the backup holds no database")
    return manifest


def is_inside(name: str) -> bool:
    """A plain path below the folder: no way up, no root, one spelling."""
    path = PurePosixPath(name)
    plain = bool(path.parts) and not path.is_absolute() and ".." not in path.parts
    return plain and str(path) == name


def release() -> str:
    return version("bongsu")


def kept_as(path: Path, name: str) -> Kept:
    """Reads the file once."""
    found, size = sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
            size += len(block)
    return Kept(name, size, found.hexdigest())
