"""PDF by Typst: PDF/A-2a (archivable, tagged, with a language), the same bytes for the same input. A template is a `.typ`
file inside the package; what it shows is handed over as JSON, so that no text can become markup."""

import asyncio
from datetime import datetime
from pathlib import Path

import msgspec
import typst

import bongsu
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.documents.fonts import FOLDER, fonts_in
from bongsu.kernel.documents.glyphs import drawable_text
from bongsu.kernel.failures import Failure, Kind

# templates say `#import "/kernel/documents/look.typ": *`
ROOT = Path(bongsu.__file__).parent
WITHIN_S = 60.0


class DocumentTooSlow(Failure):
    """The document did not become ready in its time; ask for a shorter span."""

    kind = Kind.UNAVAILABLE
    code = "document_too_slow"


async def make_pdf(
    template: Path,
    data: object,
    made_at: datetime,
    *,
    lang: str = "ko",
    within_s: float = WITHIN_S,
    fonts: Path = FOLDER,
) -> bytes:
    """`data` is what msgspec can encode; the template reads it as `data`, and `made_at` in Seoul time.

    Raises `FontsMissing`, `DocumentTooSlow`."""
    making = asyncio.to_thread(pdf_of, template, data, made_at, lang=lang, fonts=fonts)
    try:
        async with asyncio.timeout(within_s):
            return await making
    except TimeoutError as cause:
        # the thread ends by itself; nobody waits for it any more
        raise DocumentTooSlow(f"the document was not ready within {within_s:g} s") from cause


def pdf_of(
    template: Path, data: object, made_at: datetime, *, lang: str = "ko", fonts: Path = FOLDER
) -> bytes:
    """`make_pdf` for whoever has no loop. Raises `FontsMissing`."""
    known = fonts_in(fonts)
    shown = _drawable(msgspec.to_builtins(data), known.drawable)
    inputs = {
        "data": msgspec.json.encode(shown).decode(),
        "made_at": made_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S"),
        "lang": lang,
    }
    made = typst.compile(
        template,
        root=ROOT,
        font_paths=known.fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a"],
        sys_inputs=inputs,
        timestamp=int(made_at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made


def _drawable(value: object, drawable: frozenset[int]) -> object:
    if isinstance(value, str):
        return drawable_text(value, drawable)
    if isinstance(value, dict):
        return {name: _drawable(one, drawable) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one, drawable) for one in value]
    return value
