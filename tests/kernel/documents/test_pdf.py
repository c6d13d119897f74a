"""A PDF is archivable, readable aloud, the same each time, and shows text as text."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bongsu.kernel.documents.fonts import FILES, FOLDER, FontsMissing, fonts_in
from bongsu.kernel.documents.glyphs import INSTEAD, drawable_text
from bongsu.kernel.documents.pdf import ROOT, DocumentTooSlow, make_pdf
from tests.kernel.documents.built import needs_fonts

MADE = datetime(2026, 11, 21, 23, 10, tzinfo=UTC)
TITLE = "개인영상정보 이용·제3자 제공 대장"


@pytest.fixture
def template(tmp_path: Path) -> Iterator[Path]:
    """A template lies inside the package; this one only while the test runs."""
    page = ROOT / "kernel" / "documents" / f"{tmp_path.name}.typ"
    shutil.copy(Path(__file__).parent / "page.typ", page)
    yield page
    page.unlink()


def told(**more: object) -> dict[str, object]:
    page: dict[str, object] = {
        "title": TITLE,
        "centre": "성북구 도시관제센터",
        "lead": "2026-11-01 – 2026-11-30",
        "facts": [["기간", "11월"]],
        "head": ["일시", "제공받는 자"],
        "rows": [["14:10:00", "성북경찰서"]],
    }
    return page | more


def text_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)


@needs_fonts
async def test_hangul_is_text_in_the_file(template: Path) -> None:
    text = text_of(await make_pdf(template, told(), MADE))
    assert TITLE in text
    assert "성북경찰서" in text
    assert "성북구 도시관제센터" in text


@needs_fonts
async def test_it_is_archivable_tagged_and_says_its_language(template: Path) -> None:
    reader = PdfReader(BytesIO(await make_pdf(template, told(), MADE)))
    root = reader.root_object
    assert str(root["/Lang"]).startswith("ko")
    assert root["/MarkInfo"]["/Marked"] == True  # type: ignore[index] # noqa: E712 (pypdf's own boolean)
    about = root["/Metadata"].get_data()  # type: ignore[attr-defined] # pypdf types objects loosely
    assert b"<pdfaid:part>2</pdfaid:part>" in about
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE


@needs_fonts
async def test_its_pages_are_a4_and_carry_centre_page_and_seoul_time(template: Path) -> None:
    rows = [[f"{number}", "성북경찰서"] for number in range(120)]
    reader = PdfReader(BytesIO(await make_pdf(template, told(rows=rows), MADE)))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        text = page.extract_text()
        assert "성북구 도시관제센터" in text
        assert f"{number} / {len(reader.pages)}" in text
        assert "2026-11-22 08:10:00" in text
        assert "제공받는 자" in text, "the head comes again"


@needs_fonts
async def test_the_same_input_makes_the_same_bytes(template: Path) -> None:
    first = await make_pdf(template, told(), MADE)
    assert await make_pdf(template, told(), MADE) == first
    assert await make_pdf(template, told(lead="anders"), MADE) != first


@needs_fonts
@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "*bold* _it_ $x$",
        '#read("/kernel/clock.py")',
        "\\u{41}",
        "= head",
        "@ref <label>",
        "//",
    ],
)
async def test_a_text_never_becomes_markup(template: Path, text: str) -> None:
    assert text in text_of(await make_pdf(template, told(rows=[["1", text]]), MADE))


@needs_fonts
@pytest.mark.parametrize(
    "text", ["漢字", "😀", "\x00\x07", "\ue000", "العربية", "\ufffe", "한\n글\t칸"]
)
async def test_no_character_keeps_a_document_from_being_made(template: Path, text: str) -> None:
    file = await make_pdf(template, told(rows=[["1", f"앞{text}뒤"]], title=f"제목{text}"), MADE)
    assert "앞" in text_of(file)


@needs_fonts
def test_what_cannot_be_drawn_is_a_box_and_the_rest_stays() -> None:
    drawable = fonts_in(FOLDER).drawable
    assert drawable_text("金철수 '=1' ①·–…№", drawable) == f"{INSTEAD}철수 '=1' ①·–…№"
    assert ord(INSTEAD) in drawable
    assert all(code in drawable for code in range(ord("가"), ord("힣") + 1))


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\u200f", "\u00ad"])
def test_no_letter_of_a_document_turns_or_hides_another(letter: str) -> None:
    """Fonts have glyphs for some of them; a reason or an explanation would then read otherwise than it was signed."""
    drawable = frozenset(map(ord, f"제공{letter}"))
    assert drawable_text(f"제{letter}공", drawable) == f"제{INSTEAD}공"


async def test_without_fonts_the_failure_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing) as failed:
        await make_pdf(tmp_path / "any.typ", {}, MADE, fonts=tmp_path)
    assert failed.value.code == "fonts_missing"
    assert FILES[0] in failed.value.detail
    assert "make build" in failed.value.detail


@needs_fonts
async def test_a_document_that_takes_too_long_is_given_up(template: Path) -> None:
    rows = [[f"{number}", "성북경찰서"] for number in range(3000)]
    with pytest.raises(DocumentTooSlow):
        await make_pdf(template, told(rows=rows), MADE, within_s=0.0001)
