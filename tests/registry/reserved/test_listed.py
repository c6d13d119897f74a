"""A unit's list of cameras: each bad row by its number, and no bad row holds up a good one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.reserved.listed import MOST_ROWS, read_list


def test_one_id_a_row_with_a_heading_and_remarks() -> None:
    listed = read_list("\ufeffcamera_id,비고\r\nSB-0001-1,정문\r\n\r\n SB-0002-1 ,\r\n")
    assert listed.rows == {"SB-0001-1": 2, "SB-0002-1": 4}
    assert listed.problems == ()


def test_without_a_heading_the_first_row_counts() -> None:
    assert read_list("SB-0001-1\nSB-0001-2").rows == {"SB-0001-1": 1, "SB-0001-2": 2}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("SB-0001-1\n정문 카메라", 2),
        ("SB-0001-1\nSB-0001-1", 2),
        ("SB-0001-1\n\nsb-1", 3),
        ("SB-0001-1\n=HYPERLINK(1)", 2),
        ("SB-0001-1\ncamera_id", 2),
    ],
)
def test_a_bad_row_is_named_in_both_languages(text: str, row: int) -> None:
    listed = read_list(text)
    assert listed.rows == {"SB-0001-1": 1}
    (problem,) = listed.problems
    assert problem.row == row
    assert problem.text_ko
    assert problem.text_en


def test_a_list_without_end_has_one() -> None:
    text = "\n".join(f"SB-{number:06}" for number in range(MOST_ROWS + 2))
    listed = read_list(text)
    assert len(listed.rows) == MOST_ROWS
    assert [one.row for one in listed.problems] == [MOST_ROWS + 1, MOST_ROWS + 2]


@given(st.text(max_size=200))
def test_whatever_is_handed_in_becomes_ids_or_problems(text: str) -> None:
    listed = read_list(text)
    named = [*listed.rows.values(), *(one.row for one in listed.problems)]
    assert len(set(named)) == len(named)
