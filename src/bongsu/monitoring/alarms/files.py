"""Clips and pictures of alarms: sealed files in the data folder, each for its alarm alone, destroyed by their day."""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bongsu.identity.failures import NoKeyFile
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.ids import new_id

CLIP, PICTURE = "clip", "picture"
LARGEST_PICTURE = 60_000
LARGEST_CLIP = 8_000_000
_PART = 500_000
MOST_PARTS = LARGEST_CLIP // _PART


@dataclass(frozen=True, slots=True)
class Proof:
    """What lies in the folder beside what the rows say. `orphans`: files of no row; `missing`: rows without their file."""

    files: int
    rows: int
    orphans: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.orphans and not self.missing


class AlarmFiles:
    """Disk work; called in a thread. A file is whole or not there."""

    def __init__(self, folder: Path, box: SecretBox) -> None:
        self.folder = folder
        self._box = box

    def keep(self, alarm_id: str, what: str, data: bytes) -> None:
        """Sealed for this alarm: it opens under no other name."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sealed = self._box.seal(data, _about(alarm_id, what)).encode()
        draft = self.folder / f"{new_id('draft')}.new"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(self._path(alarm_id, what))

    def read(self, alarm_id: str, what: str) -> bytes | None:
        """None where there is none, or where it cannot be opened: then it is worth nothing."""
        try:
            sealed = self._path(alarm_id, what).read_text()
            return self._box.open(sealed, _about(alarm_id, what))
        except (OSError, NoKeyFile):
            return None

    def destroy(self, alarm_id: str) -> None:
        for what in (CLIP, PICTURE):
            self.destroy_one(alarm_id, what)

    def destroy_one(self, alarm_id: str, what: str) -> None:
        with suppress(FileNotFoundError):
            self._path(alarm_id, what).unlink()

    def proof(self, rows: dict[str, tuple[bool, bool]]) -> Proof:
        """`rows`: alarm → has a clip, has a picture."""
        said = {
            f"{alarm_id}.{what}"
            for alarm_id, has in rows.items()
            for what, is_there in zip((CLIP, PICTURE), has, strict=True)
            if is_there
        }
        there = set(self._names())
        return Proof(
            len(there), len(said), tuple(sorted(there - said)), tuple(sorted(said - there))
        )

    def sweep(self, orphans: Collection[str]) -> None:
        """Destroys what no row speaks of: a crash between file and row leaves one."""
        for name in orphans:
            with suppress(FileNotFoundError):
                (self.folder / name).unlink()

    def _names(self) -> Iterator[str]:
        if self.folder.is_dir():
            yield from (one.name for one in self.folder.iterdir())

    def _path(self, alarm_id: str, what: str) -> Path:
        return self.folder / f"{alarm_id}.{what}"


def _about(alarm_id: str, what: str) -> str:
    return f"monitoring {what} {alarm_id}"
