"""A video file as a camera's pictures: for `bongsu monitor evaluate` and the benches."""

from collections.abc import Iterator
from pathlib import Path

from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.frame import Frame


def frames_of(path: Path, fit: tuple[int, int], every: int = 1) -> Iterator[Frame]:
    """Each `every`-th picture of the file, in the order of showing; `taken_at_ms` counts from its begin. Any codec that
    the file may hold. Raises `BadPicture`."""
    raise NotImplementedError


def packets_of(path: Path) -> Iterator[Picture]:
    """The coded H.264 pictures of the file, as a tap would give them. Raises `BadPicture`."""
    raise NotImplementedError
