"""A list that an office keeps: UTF-8 or CP949, rows by their number in the file, each bad cell with its column."""

import math
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.services.shared import sheet
from bongsu.services.shared.sheet import BadCell, number_in, read_sheet, text_in

TEXT = "id,이름\n1, 성북천 \n\n , \n2,정릉천,extra\n3\n"


def written(folder: Path, body: bytes) -> Path:
    file = folder / "list.csv"
    file.write_bytes(body)
    return file


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949"])
def test_an_offices_file_is_read_by_column_with_its_row_numbers(tmp_path: Path, codec: str) -> None:
    rows = read_sheet(written(tmp_path, TEXT.encode(codec)), ["id"])
    assert rows == [
        (2, {"id": "1", "이름": "성북천"}),
        (5, {"id": "2", "이름": "정릉천"}),
        (6, {"id": "3"}),
    ], "empty rows count and are not told; a cell too many is passed over"


def test_a_quoted_cell_may_hold_a_comma_and_a_line(tmp_path: Path) -> None:
    (row,) = read_sheet(written(tmp_path, b'id,a\n1,"x, y\nz"\n'), ["id", "a"])
    assert row[1] == {"id": "1", "a": "x, y\nz"}


@pytest.mark.parametrize("body", [b"", b"name\n1\n", b"ID\n1\n"])
def test_a_file_without_a_needed_column_is_refused_by_it(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(Invalid, match="no column id, lat") as refused:
        read_sheet(written(tmp_path, body), ["id", "lat"])
    assert refused.value.field == "id"


def test_only_the_missing_ones_are_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"no column lat$") as refused:
        read_sheet(written(tmp_path, b" id ,lon\n"), ["id", "lat", "lon"])
    assert refused.value.field == "lat"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="neither UTF-8 nor CP949") as refused:
        read_sheet(written(tmp_path, b"id\n\xff\xff"), ["id"])
    assert refused.value.field == "file"


def test_too_much_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "LARGEST_BYTES", 10)
    assert read_sheet(written(tmp_path, b"id\n1234567"), ["id"])
    with pytest.raises(Invalid, match="larger than 10 bytes") as refused:
        read_sheet(written(tmp_path, b"id\n12345678"), ["id"])
    assert refused.value.field == "file"


def test_a_text_is_as_long_as_it_may_be() -> None:
    assert text_in({"a": "1234"}, "a", 4) == "1234"
    for row, says in (({"a": "12345"}, "a: longer than 4"), ({"a": ""}, "a: empty")):
        with pytest.raises(BadCell, match=says):
            text_in(row, "a", 4)
    with pytest.raises(BadCell, match="a: empty"):
        text_in({}, "a", 4)
    assert text_in({}, "a", 4, needed=False) == ""


def test_a_number_lies_between_its_bounds_those_included() -> None:
    assert [number_in({"a": word}, "a", 1.0, 2.0) for word in ("1", " 1.5 ", "2")] == [1, 1.5, 2]
    for word in ("0.99", "2.01", "nan", "inf", "-inf"):
        with pytest.raises(BadCell, match=r"a: .* is not from 1 to 2"):
            number_in({"a": word}, "a", 1.0, 2.0)


def test_what_is_no_number_is_told_in_part() -> None:
    with pytest.raises(BadCell, match="a: 'xxxxxxxxxxxxxxxxxxxx' is no number"):
        number_in({"a": "x" * 50}, "a", 0, 1)
    with pytest.raises(BadCell, match="a: '' is no number"):
        number_in({}, "a", 0, 1)


@given(st.text(max_size=30), st.floats(-10, 10), st.floats(0, 10))
def test_whatever_stands_in_a_cell_it_is_a_number_within_or_none(
    word: str, least: float, wide: float
) -> None:
    read = None
    with suppress(BadCell):
        read = number_in({"a": word}, "a", least, least + wide)
    assert read is None or (math.isfinite(read) and least <= read <= least + wide)
