"""The file `trail.origin`: which trail of this centre this is. A restored trail may lack rows that a witness has seen, so
it goes on under the next number (`bongsu.<centre>/trail/<n>`) and is a new log, not a forked one."""

from pathlib import Path

ORIGIN_FILE = "trail.origin"
FIRST_ORIGIN = 1


def read_origin(folder: Path) -> int:
    """The number; a folder without the file holds its centre's first trail."""
    file = folder / ORIGIN_FILE
    return int(file.read_text()) if file.exists() else FIRST_ORIGIN


def write_origin(folder: Path, number: int) -> None:
    (folder / ORIGIN_FILE).write_text(f"{number}\n")
