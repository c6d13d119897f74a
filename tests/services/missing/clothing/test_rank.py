"""How candidates are ordered: near colours count a little, what was not seen hardly, and nothing is asserted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.services.missing.clothing.order import Wanted
from bongsu.services.missing.clothing.rank import LEAST, fits

Shares = tuple[float, ...]
colours = st.sampled_from(COLOURS)


def all_of(colour: Colour) -> Shares:
    return tuple(1.0 if one is colour else 0.0 for one in COLOURS)


def some(**parts: float) -> Shares:
    return tuple(parts.get(one.value, 0.0) for one in COLOURS)


@given(colours, colours)
def test_what_is_looked_for_fits_wholly(upper: Colour, lower: Colour) -> None:
    wanted = Wanted(upper=upper, lower=lower)
    assert fits(wanted, all_of(upper), all_of(lower)) == 1.0


@given(colours, colours)
def test_nothing_fits_better_than_the_colour_itself(wanted: Colour, worn: Colour) -> None:
    assert fits(Wanted(upper=wanted), all_of(worn), None) <= fits(
        Wanted(upper=wanted), all_of(wanted), None
    )


@given(colours, colours)
def test_likeness_goes_both_ways(one: Colour, other: Colour) -> None:
    there = fits(Wanted(upper=one), all_of(other), None)
    assert there == fits(Wanted(upper=other), all_of(one), None)


def test_a_near_colour_counts_in_part() -> None:
    near = fits(Wanted(upper=Colour.NAVY), all_of(Colour.BLACK), None)
    assert LEAST < near <= 1.0
    assert fits(Wanted(upper=Colour.NAVY), all_of(Colour.YELLOW), None) == 0.0


def test_folds_and_shadow_do_not_spoil_a_colour() -> None:
    assert fits(Wanted(upper=Colour.RED), some(red=0.62, black=0.2, grey=0.18), None) == 1.0


def test_a_half_that_was_not_seen_neither_makes_nor_breaks_a_candidate() -> None:
    wanted = Wanted(upper=Colour.RED, lower=Colour.BLUE)
    seen = fits(wanted, all_of(Colour.RED), None)
    assert fits(wanted, all_of(Colour.RED), all_of(Colour.YELLOW)) < seen < 1.0


@pytest.mark.parametrize("upper", [None, Colour.RED])
def test_only_what_is_looked_for_counts(upper: Colour | None) -> None:
    wanted = Wanted(upper=upper, lower=Colour.BLACK)
    base = fits(wanted, all_of(Colour.RED), all_of(Colour.BLACK))
    assert base == 1.0
    if upper is None:
        assert fits(wanted, all_of(Colour.GREEN), all_of(Colour.BLACK)) == 1.0


def test_nothing_looked_for_fits_nothing() -> None:
    assert fits(Wanted(), all_of(Colour.RED), all_of(Colour.RED)) == 0.0
