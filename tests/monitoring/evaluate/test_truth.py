"""MOTChallenge's files: what counts, and each fault by row and column."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.evaluate.truth import BadTruth, by_picture, parse_truth, read_truth

GOOD = "1,7,11,21,30,40,1,-1,-1,-1"


def test_a_row_of_2015_is_read() -> None:
    (row,) = parse_truth(GOOD)
    assert (row.frame, row.number, row.left, row.top) == (1, 7, 11, 21)
    assert (row.width, row.height, row.counts) == (30, 40, True)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ("1,7,11,21,30,40", True),
        ("1,7,11,21,30,40,1", True),
        ("1,7,11,21,30,40,0,-1,-1,-1", False),
        # the world's coordinates of PETS stand where later files have a class
        ("1,7,11,21,30,40,1,-4.1,-7.3,0", True),
        ("1,7,11,21,30,40,1,1,0.8", True),
        ("1,7,11,21,30,40,0,1,0.8", False),
        ("1,7,11,21,30,40,1,3,0.8", False),
        ("1,7,11,21,30,40,1,7,0.8", False),
    ],
)
def test_who_counts(row: str, counts: bool) -> None:
    assert parse_truth(row)[0].counts is counts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no row"),
        ("\n  \n", "no row"),
        ("1,2,3", "row 1 has 3 columns"),
        (GOOD + "\n" + GOOD.replace("1,7", "2,7") + ",5", "row 2 has 11 columns"),
        ("frame,id,a,b,c,d", "row 1, column frame: 'frame' is no number"),
        ("0,7,1,1,3,3,1", "row 1, column frame: pictures count from 1"),
        ("1.5,7,1,1,3,3,1", "row 1, column frame: 1.5 is no whole number"),
        ("1,x,1,1,3,3,1", "row 1, column id: 'x' is no number"),
        ("1,7,one,1,3,3,1", "row 1, column left"),
        ("1,7,1,nan,3,3,1", "row 1, column top: not a finite number"),
        ("1,7,1,1,-3,3,1", "row 1, column width: a box has a size above 0"),
        ("1,7,1,1,3,0,1", "row 1, column height: a box has a size above 0"),
        ("1,7,1,1,3,inf,1", "row 1, column height: not a finite number"),
        ("1,7,1,1,3,3,yes", "row 1, column considered"),
        ("1,7,1,1,3,3,1,walker,1", "row 1, column class"),
        (GOOD + "\n\n" + GOOD, "row 3, column id: 7 is in picture 1 twice"),
        ("1e300,7,1,1,3,3,1", "row 1, column frame"),
    ],
)
def test_a_fault_is_named_by_row_and_column(text: str, said: str) -> None:
    with pytest.raises(BadTruth) as bad:
        parse_truth(text)
    assert said in bad.value.detail
    assert bad.value.field


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gt.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTruth, match=r"gt\.txt cannot be read as text"):
        read_truth(file)


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "gt.txt"
    file.write_text("\ufeff" + GOOD + "\r\n\r\n", encoding="utf-8")
    assert len(read_truth(file)) == 1


def test_the_first_pixel_is_one_and_boxes_are_shares() -> None:
    (first,) = by_picture(parse_truth("1,7,1,1,50,20,1"), 1, 100, 40)
    np.testing.assert_allclose(first.boxes, [[0, 0, 0.5, 0.5]])


def test_what_reaches_outside_is_cut_off_and_what_lies_outside_left_out() -> None:
    rows = parse_truth("1,1,-9,1,20,40,1\n1,2,101,1,5,5,1\n1,3,91,31,30,30,0")
    (first,) = by_picture(rows, 1, 100, 40)
    assert first.ids.tolist() == [1, 3]
    np.testing.assert_allclose(first.boxes, [[0, 0, 0.1, 1], [0.9, 0.75, 1, 1]])
    assert first.counts is not None
    assert first.counts.tolist() == [True, False]


def test_each_picture_has_its_own_and_some_have_nobody() -> None:
    pictures = by_picture(parse_truth("3,1,1,1,2,2,1\n1,1,1,1,2,2,1"), 4, 10, 10)
    assert [len(each.ids) for each in pictures] == [1, 0, 1, 0]


def test_truth_of_a_picture_that_the_clip_does_not_have_is_refused() -> None:
    with pytest.raises(BadTruth, match="goes to picture 9, the clip has 8"):
        by_picture(parse_truth(GOOD.replace("1,7", "9,7")), 8, 10, 10)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadTruth):
        assert parse_truth(text)


def test_both_real_files_are_read(shared: Path) -> None:
    pets = read_truth(shared / "clips/PETS09-S2L1.gt.txt")
    tud = read_truth(shared / "clips/TUD-Campus.gt.txt")
    assert (len(pets), max(row.frame for row in pets)) == (4650, 795)
    assert sum(not row.counts for row in pets) > 0
    assert (len(tud), max(row.frame for row in tud)) == (359, 71)
