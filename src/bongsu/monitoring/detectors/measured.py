"""How well a detector did on the clips that we have, by the digest of its weights: read by the node, for the console."""

from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "measured.json"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One clip through the deployed path; shares of one. `cpu_ms`: processor time a picture, on the machine of the build."""

    detector: str
    digest: str
    clip: str
    input: str
    """Width × height of the picture that the detector saw."""
    precision_of_numbers: str
    pictures: int
    every: int
    ap50: float
    precision: float
    recall: float
    least_score: float
    """Of precision and recall."""
    mota: float | None
    idf1: float | None
    cpu_ms: float
    build: str
    """Version of bongsu that took it."""


def measured(digest: str, file: Path = FILE) -> tuple[Measured, ...]:
    """Empty: these weights were never held against truth (a plug-in's, for one)."""
    return tuple(one for one in _read(file) if one.digest == digest)


def note(one: Measured, file: Path = FILE) -> None:
    """Takes the place of an older one of the same weights, clip and numbers."""
    others = [each for each in _read(file) if _key(each) != _key(one)]
    rows = sorted([*others, one], key=_key)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")


def _key(one: Measured) -> tuple[str, str, str, str]:
    return one.detector, one.digest, one.clip, one.precision_of_numbers


def _read(file: Path) -> list[Measured]:
    return msgspec.json.decode(file.read_bytes(), type=list[Measured]) if file.exists() else []
