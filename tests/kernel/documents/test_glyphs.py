"""What a font can draw is read from the font itself; what it cannot is a box, never a missing document."""

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.documents.glyphs import INSTEAD, drawable_text, glyphs_of


def segments(ranges: Sequence[tuple[int, int]]) -> bytes:
    """A subtable of format 4, with its end mark."""
    both = [*ranges, (0xFFFF, 0xFFFF)]
    twice = 2 * len(both)
    ends = struct.pack(f">{len(both)}H", *(last for _, last in both))
    firsts = struct.pack(f">{len(both)}H", *(first for first, _ in both))
    rest = b"\0" * (2 * twice)
    return struct.pack(">7H", 4, 16 + 4 * twice, 0, twice, 0, 0, 0) + ends + b"\0\0" + firsts + rest


def groups(ranges: Sequence[tuple[int, int]]) -> bytes:
    """A subtable of format 12."""
    body = b"".join(struct.pack(">III", first, last, 1) for first, last in ranges)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(ranges)) + body


def font(*subtables: bytes, tag: bytes = b"cmap", before: int = 0) -> bytes:
    """A font of nothing but its table of characters."""
    records, offset = b"", 4 + 8 * len(subtables)
    for one in subtables:
        records += struct.pack(">HHI", 3, 10, offset)
        offset += len(one)
    cmap = struct.pack(">HH", 0, len(subtables)) + records + b"".join(subtables)
    tables = before + 1
    start = 12 + 16 * tables
    listed = b"".join(struct.pack(">4sIII", b"name", 0, 0, 0) for _ in range(before))
    listed += struct.pack(">4sIII", tag, 0, start, len(cmap))
    return struct.pack(">4sHHHH", b"OTTO", tables, 0, 0, 0) + listed + cmap


@pytest.mark.parametrize("form", [segments, groups])
def test_both_forms_of_the_table_are_read(form: object) -> None:
    made = form([(0x41, 0x43), (0xAC00, 0xAC02)])  # type: ignore[operator] # one of two functions
    assert glyphs_of(font(made)) == {0x41, 0x42, 0x43, 0xAC00, 0xAC01, 0xAC02}


def test_characters_behind_the_first_plane_are_read() -> None:
    assert glyphs_of(font(groups([(0x1F525, 0x1F526)]))) == {0x1F525, 0x1F526}


def test_several_subtables_count_together() -> None:
    assert glyphs_of(font(segments([(65, 65)]), groups([(0x20000, 0x20000)]))) == {65, 0x20000}


def test_the_mark_at_the_end_of_a_table_is_no_character() -> None:
    assert glyphs_of(font(segments([]))) == frozenset()


def test_a_form_that_is_not_known_is_passed_over() -> None:
    assert glyphs_of(font(struct.pack(">HH", 14, 0), groups([(65, 65)]))) == {65}


def test_the_table_is_found_behind_others() -> None:
    assert glyphs_of(font(groups([(65, 65)]), before=3)) == {65}


def test_a_font_without_characters_is_none() -> None:
    with pytest.raises(ValueError, match="without a table of characters"):
        glyphs_of(font(groups([]), tag=b"glyf"))


@given(st.lists(st.tuples(st.integers(1, 0xFFF0), st.integers(0, 9)), max_size=12))
def test_both_forms_say_the_same(pairs: list[tuple[int, int]]) -> None:
    ranges = [(first, min(first + more, 0xFFFE)) for first, more in sorted(pairs)]
    assert glyphs_of(font(segments(ranges))) == glyphs_of(font(groups(ranges)))


HANGUL = frozenset({ord(letter) for letter in "성북구 ABC·"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("성북구", "성북구"),
        ("plain text with ~ and #", "plain text with ~ and #"),
        ("城北區", INSTEAD * 3),
        ("성北구", f"성{INSTEAD}구"),
        ("성\n북\t구", "성\n북\t구"),
        ("성\u202e북", f"성{INSTEAD}북"),
        ("성\u200b북", f"성{INSTEAD}북"),
        ("성\x00북", f"성{INSTEAD}북"),
        ("\ud800", INSTEAD),
        ("", ""),
    ],
)
def test_only_what_can_be_drawn_and_turns_nothing_around_stays(text: str, shown: str) -> None:
    drawable = HANGUL | {0x202E, 0x200B, 0}
    assert drawable_text(text, drawable) == shown


@given(st.text())
def test_as_many_letters_come_out_as_went_in(text: str) -> None:
    assert len(drawable_text(text, HANGUL)) == len(text)
