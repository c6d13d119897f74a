"""A map fits its paper, north above, and its numbers hide neither each other nor a mark."""

from itertools import combinations
from typing import Any  # Any: what the template reads

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.papers.draw_map import GREYS, Legend, marked, shaded, sheet_of
from bongsu.planning.papers.internal_places import share_legend
from bongsu.planning.papers.place_labels import DIGIT_MM, HEIGHT_MM, place_labels
from tests.planning.little_town import place
from tests.planning.papers.made import DONGS, SIDE_M

SHEET = sheet_of(DONGS, 160.0, 100.0)


def test_a_district_fits_into_its_box_by_the_smaller_side() -> None:
    assert (SHEET.width_mm, SHEET.height_mm) == (160.0, 80.0)
    high = sheet_of(DONGS, 160.0, 40.0)
    assert (high.width_mm, high.height_mm) == (80.0, 40.0)


def test_places_lie_where_they_are_with_north_above() -> None:
    places = [(*place(0.0, 0.0), True), (*place(SIDE_M, SIDE_M), False)]
    drawn: Any = marked(SHEET, "", places, "")
    south_west, north_middle = (one["at"] for one in drawn["marks"])
    assert south_west == (0.0, 80.0)
    assert north_middle == (80.0, 0.0)
    assert [one["filled"] for one in drawn["marks"]] == [True, False]


def test_the_bar_is_a_round_length_in_its_scale() -> None:
    drawn: Any = marked(SHEET, "", [], "")
    # 4 km on 160 mm
    assert drawn["bar"] == [40.0, "1 km"]


def test_each_dong_has_the_grey_of_its_value_and_says_it() -> None:
    legend = Legend("개소", (1, 2, 4, 8), lambda value: f"{value:.0f}개소")
    values = {DONGS[0].code: 0.0, DONGS[1].code: 8.0}
    drawn: Any = shaded(SHEET, "", values, legend, "")
    assert [one["grey"] for one in drawn["areas"]] == [GREYS[0], GREYS[-1]]
    assert drawn["areas"][1]["label"] == ["나동", "8개소"]
    assert drawn["legend"][0] == [GREYS[0], "1개소 미만"]
    assert drawn["legend"][-1] == [GREYS[-1], "8개소 이상"]


@given(st.lists(st.floats(0.0, 1.0), max_size=12))
def test_a_legend_has_a_grey_for_every_share(shares: list[float]) -> None:
    legend = share_legend(shares)
    assert list(legend.steps) == sorted(set(legend.steps))
    assert all(legend.grey(one) in GREYS for one in shares)
    assert len(legend.rows()) == len(legend.steps) + 1


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=30, unique=True)
)
@settings(max_examples=40, deadline=None)
def test_numbers_of_marks_a_little_apart_never_hide_each_other(grid: list[tuple[int, int]]) -> None:
    spots = [(9.0 * x, 9.0 * y) for x, y in grid]
    labels = place_labels(spots, ["88"] * len(spots))
    for one, another in combinations(labels, 2):
        apart = abs(one[0] - another[0]) >= 2 * DIGIT_MM, abs(one[1] - another[1]) >= HEIGHT_MM
        assert any(apart)
