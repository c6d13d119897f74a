"""A plan made by hand: kept as it is, or as far as the limits let it, and what is left out is named."""

from bongsu.planning.siting.by_hand import repair
from bongsu.planning.siting.measure import broken
from tests.planning.siting.made import count, row_of_sites


def test_a_plan_that_keeps_all_limits_is_kept_as_it_is() -> None:
    found = repair(row_of_sites(4), [2, 0])
    assert found.options is not None
    assert found.options.tolist() == [0, 2]
    assert found.broken == ()
    assert found.left_out == ()


def test_of_two_sites_too_near_one_stays() -> None:
    made = row_of_sites(5, conflicts=((0, 1),), limits=(count("limits.sites", 5, 2.0, 2.0),))
    found = repair(made, [0, 1])
    assert [one.rule for one in found.broken] == ["spacing"]
    assert found.broken[0].sites == (0, 1)
    assert len(found.left_out) == 1
    assert found.options is not None
    assert not broken(made, found.options)


def test_too_dear_a_plan_loses_as_few_sites_as_possible() -> None:
    found = repair(row_of_sites(6, won=[3_000_000]), [0, 1, 2, 3])
    assert [one.rule for one in found.broken] == ["purse"]
    assert len(found.left_out) == 1


def test_a_plan_that_lacks_sites_is_filled_up() -> None:
    made = row_of_sites(6, limits=(count("limits.sites", 6, 3.0, 3.0),))
    found = repair(made, [1])
    assert found.options is not None
    assert 1 in found.options
    assert len(found.options) == 3
    assert found.left_out == ()


def test_where_no_plan_exists_none_is_claimed() -> None:
    made = row_of_sites(2, limits=(count("limits.sites", 2, 2.0),), won=[1_000_000])
    found = repair(made, [0])
    assert found.options is None
    assert found.left_out == (0,)
