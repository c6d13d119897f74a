"""The documents' own fonts, put beside this file by `make build`.

A machine's own fonts are never used: same bytes everywhere."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from bongsu.kernel.documents.glyphs import glyphs_of
from bongsu.kernel.failures import Failure, Kind

FOLDER = Path(__file__).parent / "fonts"
FILES = ("Pretendard-Regular.otf", "Pretendard-SemiBold.otf")


class FontsMissing(Failure):
    """The package was not built: no document can be made."""

    kind = Kind.UNAVAILABLE
    code = "fonts_missing"


@dataclass(frozen=True, slots=True)
class FontSet:
    """What the typesetter takes, and the characters that it can draw."""

    fonts: typst.Fonts
    drawable: frozenset[int]


@cache
def fonts_in(folder: Path) -> FontSet:
    """Raises `FontsMissing`."""
    files = [folder / name for name in FILES]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise FontsMissing(f"fonts are missing, run `make build`: {', '.join(missing)}")
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    drawable = frozenset.intersection(*(glyphs_of(file.read_bytes()) for file in files))
    return FontSet(found, drawable)
