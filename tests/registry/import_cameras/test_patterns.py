"""What only whole columns show."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.import_cameras.patterns import describes_cameras, dragged_rows


def test_retention_dragged_down_a_spreadsheet_is_found() -> None:
    assert dragged_rows(["30", "30", "30", "31", "32", "33", "34", "30"]) == {3, 4, 5, 6}


def test_text_whose_last_number_counts_on_is_found() -> None:
    cells = [f"30~{metres}미터" for metres in range(150, 156)]
    assert dragged_rows(cells) == {1, 2, 3, 4, 5}


def test_honest_columns_are_left_alone() -> None:
    assert dragged_rows(["30", "14", "30", "31", "30", "7"]) == frozenset()
    assert dragged_rows(["360도"] * 50) == frozenset()
    assert dragged_rows(["1", "2", "3"]) == frozenset()
    assert dragged_rows([""] * 9) == frozenset()
    assert dragged_rows([]) == frozenset()


@given(st.lists(st.sampled_from(["30", "31", "32", "33", "34", "", "a1", "a2"]), max_size=40))
def test_a_dragged_cell_always_follows_the_one_above(cells: list[str]) -> None:
    for index in dragged_rows(cells):
        assert index > 0
        assert cells[index] != cells[index - 1]


def test_a_file_that_repeats_places_and_counts_ones_lists_cameras() -> None:
    assert describes_cameras([1] * 6, ["a", "a", "a", "b", "b", "c"])


def test_a_file_whose_rows_count_more_than_one_lists_sites() -> None:
    assert not describes_cameras([3, 1, 1, 1], ["a", "a", "a", "a"])


def test_a_few_shared_poles_do_not_make_a_list_of_cameras() -> None:
    assert not describes_cameras([1] * 100, [*range(95), 1, 2, 3, 4, 5])
    assert not describes_cameras([1], ["a"])
    assert not describes_cameras([], [])
