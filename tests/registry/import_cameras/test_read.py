"""Encodings are found strictly, and a file that cannot be read says which row is to blame."""

import csv
import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Kind
from bongsu.registry.import_cameras.failures import (
    FieldTooLong,
    FileCutShort,
    FileEmpty,
    FileEncodingUnknown,
    FileFault,
    FileNotText,
    FileUnreadable,
    RowBroken,
)
from bongsu.registry.import_cameras.read import read_bytes, read_file
from tests.registry.conftest import HEADER, row

WHOLE = "\n".join([HEADER, row(), row(설치목적구분="어린이보호")]) + "\n"


@pytest.mark.parametrize(
    ("encoding", "named"), [("cp949", "cp949"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8")]
)
def test_both_encodings_of_the_portal_are_read(encoding: str, named: str) -> None:
    raw = read_bytes("a.csv", WHOLE.encode(encoding))
    assert raw.encoding == named
    assert raw.header[0] == "관리기관명"
    assert [one.number for one in raw.rows] == [1, 2]
    assert raw.rows[1].cells[3] == "어린이보호"


def test_cells_are_kept_as_they_were_written() -> None:
    raw = read_bytes("a.csv", 'a,b\n" x ","둘, 셋"\n'.encode())
    assert raw.rows[0].cells == (" x ", "둘, 셋")


def test_the_same_content_has_the_same_digest() -> None:
    assert read_bytes("a", b"x\n1\n").sha256 == read_bytes("b", b"x\n1\n").sha256
    assert read_bytes("a", b"x\n1\n").sha256 != read_bytes("a", b"x\n2\n").sha256


@pytest.mark.parametrize("content", [b"", b"  \r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_named(content: bytes) -> None:
    with pytest.raises(FileEmpty, match=r"빈\.csv"):
        read_bytes("빈.csv", content)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)) * 8,
        WHOLE.encode("utf-16"),
        b"PK\x03\x04" + b"\x07\x01" * 99,
    ],
)
def test_a_binary_file_is_named(content: bytes) -> None:
    with pytest.raises(FileNotText, match=r"a\.csv"):
        read_bytes("a.csv", content)


def test_a_wrong_encoding_names_file_and_row() -> None:
    content = f"{HEADER}\n{row()}\n".encode("cp949") + b"\xff\xfe\xfd,1,2\n" + b"rest\n"
    with pytest.raises(FileEncodingUnknown, match=r"a\.csv, row 2") as caught:
        read_bytes("a.csv", content)
    assert caught.value.row == 2
    assert caught.value.kind is Kind.INVALID


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_a_file_cut_inside_a_letter_is_named(encoding: str) -> None:
    content = f"{HEADER}\n{row(설치목적구분='다목적')}\n".encode(encoding)
    cut = content[: content.rindex("다목적".encode(encoding)) + 3 + (encoding == "utf-8")]
    with pytest.raises(FileCutShort, match=r"a\.csv, row 1"):
        read_bytes("a.csv", cut)


def test_a_file_cut_inside_a_row_is_named() -> None:
    content = WHOLE.encode("cp949")
    with pytest.raises(FileCutShort, match=r"row 2"):
        read_bytes("a.csv", content[: content.rindex(b"02-2241")])


def test_a_quotation_that_never_ends_is_named() -> None:
    content = f'{HEADER}\n{row()}\n"서울특별시 성북구청,{row()}\n{row()}\n'.encode()
    with pytest.raises(FileCutShort, match=r"row 2"):
        read_bytes("a.csv", content)


def test_broken_quotation_marks_are_named() -> None:
    with pytest.raises(RowBroken, match=r"row 2"):
        read_bytes("a.csv", f'{HEADER}\n{row()}\n"가"나,1\n'.encode())


def test_a_field_of_a_million_characters_is_named() -> None:
    long = row(촬영방면정보="회" * 1_000_000)
    with pytest.raises(FieldTooLong, match=r"a\.csv, row 2"):
        read_bytes("a.csv", f"{HEADER}\n{row()}\n{long}\n".encode("cp949"))


def test_a_missing_last_line_end_is_no_fault() -> None:
    assert len(read_bytes("a.csv", WHOLE.rstrip("\n").encode()).rows) == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"none\.csv"):
        read_file(tmp_path / "none.csv")
    with pytest.raises(FileUnreadable):
        read_file(tmp_path)


def test_a_compressed_file_is_read_and_a_cut_one_is_named() -> None:
    packed = gzip.compress(WHOLE.encode())
    assert len(read_bytes("a.csv.gz", packed).rows) == 2
    with pytest.raises(FileCutShort):
        read_bytes("a.csv.gz", packed[:-9])
    with pytest.raises(FileNotText):
        read_bytes("a.csv.gz", packed[:12] + b"\xff\xff" + packed[14:])


@given(st.binary(max_size=400))
def test_bytes_fail_by_name_or_not_at_all(content: bytes) -> None:
    with suppress(FileFault):
        read_bytes("a.csv", content)


@given(st.binary(max_size=80), st.integers(0, 600))
def test_damage_inside_a_good_file_fails_by_name_or_not_at_all(damage: bytes, at: int) -> None:
    good = WHOLE.encode("cp949")
    with suppress(FileFault):
        read_bytes("a.csv", good[:at] + damage + good[at:])


_CELL = st.text(
    st.characters(codec="cp949", exclude_characters="\x00\r\n", exclude_categories=["Cc"]),
    max_size=12,
)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_no_row_is_lost_in_reading(rows: list[list[str]]) -> None:
    class Lines(list[str]):
        write = list.append

    lines = Lines()
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows([["가", "나", "다"], *rows])
    raw = read_bytes("a.csv", "".join(lines).encode("cp949"))
    assert [list(one.cells) for one in raw.rows] == rows
