"""What is asked of the catalogue is read exactly, and what cannot be read is named by its field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.services.catalogue.asked import MOST, USUAL_LIMIT, Asked, Box, read_asked
from bongsu.services.catalogue.features import without_network
from bongsu.services.catalogue.pages import items_links

FILTERS = frozenset({"district", "state"})


def test_without_a_word_it_is_the_first_page() -> None:
    assert read_asked({}, FILTERS) == Asked()
    assert Asked().limit == USUAL_LIMIT


def test_a_larger_limit_is_cut_and_no_error() -> None:
    """OGC 17-069r4, /req/core/fc-limit-response-1."""
    assert read_asked({"limit": "999999"}, FILTERS).limit == MOST


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "ten"),
        ("limit", "１０"),
        ("offset", "-1"),
        ("offset", "99999999999999999999"),
        ("bbox", ""),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,4,5"),
        ("bbox", "1,2,nan,4"),
        ("bbox", "1,9,3,4"),
        ("datetime", "yesterday"),
        ("datetime", ".."),
        ("datetime", "2020-01-01/2021-01-01/2022-01-01"),
        ("datetime", "2021-01-01T00:00:00Z/2020-01-01T00:00:00Z"),
        ("datetime", "0001-01-01T00:00:00+14:00"),
        ("f", "html"),
        ("district", ""),
        ("district", "S\x00B"),
        ("kind", "ptz"),
        ("crs", "x"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field(field: str, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_asked({field: word}, FILTERS)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2020-05-01", (date(2020, 5, 1), date(2020, 5, 1))),
        ("2020-05-01T15:00:00Z", (date(2020, 5, 2), date(2020, 5, 2))),
        ("2020-05-01T00:00:00+09:00/..", (date(2020, 5, 1), None)),
        ("/2020-05-01", (None, date(2020, 5, 1))),
        ("../..", (None, None)),
    ],
)
def test_times_are_days_of_seoul_and_open_ends(
    text: str, days: tuple[date | None, date | None]
) -> None:
    asked = read_asked({"datetime": text}, FILTERS)
    assert (asked.first, asked.last) == days


def test_a_box_of_six_leaves_out_heights() -> None:
    assert read_asked({"bbox": "1,2,0,3,4,99"}, FILTERS).box == Box(1, 2, 3, 4)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=6))
def test_whatever_is_said_is_read_or_refused(said: dict[str, str]) -> None:
    try:
        limit = read_asked(said, FILTERS).limit
    except Invalid:
        limit = 1
    assert 1 <= limit <= MOST


@given(st.integers(0, 500), st.integers(1, 60))
def test_following_next_meets_everything_once(matched: int, limit: int) -> None:
    asked, offset, met = Asked(limit=limit), 0, 0
    while True:
        asked = Asked(limit=limit, offset=offset)
        met += min(limit, matched - offset)
        following = [
            one for one in items_links("", "cameras", {}, asked, matched) if one.rel == "next"
        ]
        if not following:
            break
        offset += limit
    assert met == matched


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("서울특별시 성북구 보문로 168", "서울특별시 성북구 보문로 168"),
        ("길음동 12-3 (10.20.30.40)", None),
        ("rtsp://cam", None),
        ("fe80::1:2:3:4", None),
        (None, None),
    ],
)
def test_a_cell_with_an_address_of_the_network_is_left_out(
    cell: str | None, told: str | None
) -> None:
    assert without_network(cell) == told
