"""The city is filled up to 70,000 from its thinnest district on."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.demo.city.fill import AS_PUBLISHED, filled_up
from bongsu.registry.centres import centre_of_district
from bongsu.sharing.agreements.texts import LINKED

held_by = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=3), st.integers(0, 6_000), min_size=1, max_size=25
)


def test_the_thinnest_get_up_to_the_same_level_and_the_others_nothing() -> None:
    assert filled_up({"SM": 0, "GC": 369, "DB": 614, "GN": 5_830}, 1_000) == {
        "SM": 662 - 1,
        "GC": 292,
        "DB": 47,
    }


def test_one_district_takes_all_and_nothing_makes_nothing() -> None:
    assert filled_up({"SM": 10}, 7) == {"SM": 7}
    assert filled_up({}, 7) == filled_up({"SM": 10}, 0) == filled_up({"SM": 10}, -3) == {}


@given(held_by, st.integers(1, 70_000))
def test_as_many_as_were_asked_for_whoever_has_how_many(held: dict[str, int], count: int) -> None:
    more = filled_up(held, count)
    assert sum(more.values()) == count
    assert all(number > 0 for number in more.values())


@given(held_by, st.integers(1, 70_000))
def test_nobody_who_gets_some_ends_above_one_who_gets_none(
    held: dict[str, int], count: int
) -> None:
    more = filled_up(held, count)
    ends = [held[code] + number for code, number in more.items()]
    assert max(ends) - min(ends) <= 1
    assert all(held[code] >= max(ends) - 1 for code in held if code not in more)


def test_the_three_districts_that_have_nodes_are_the_linked_ones() -> None:
    assert {centre_of_district(code).code for code in AS_PUBLISHED} == set(LINKED) - {"SEOUL"}
