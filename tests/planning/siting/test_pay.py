"""Who pays: to the won, never over a purse, and Hall's rows say beforehand whether it can be done."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from bongsu.planning.siting.hall import fund_rows, unions
from bongsu.planning.siting.instance import Bools, Ints
from bongsu.planning.siting.pay import exact, pay
from tests.planning.siting.made import instance


@some.composite
def bills(draw: some.DrawFn) -> tuple[Ints, Ints, Bools]:
    options, funds = draw(some.integers(1, 6)), draw(some.integers(1, 4))
    cost = draw(some.lists(some.integers(1, 30), min_size=options, max_size=options))
    won = draw(some.lists(some.integers(0, 60), min_size=funds, max_size=funds))
    may = [[draw(some.booleans()) for _ in range(funds)] for _ in range(options)]
    return np.array(cost), np.array(won), np.array(may)


@given(bills())
@settings(max_examples=150, deadline=None)
def test_halls_rows_hold_exactly_where_a_payment_exists(bill: tuple[Ints, Ints, Bools]) -> None:
    cost, won, may = bill
    paid = exact(cost, won, may)
    holds = all(row.value.sum() <= row.most + 1e-9 for row in fund_rows(cost, won, may.T))
    assert (paid is not None) == (holds and bool(may.any(axis=1).all()))
    if paid is not None:
        assert (paid.sum(axis=1) == cost).all()
        assert (paid.sum(axis=0) <= won).all()
        assert (paid >= 0).all()
        assert not paid[~may].any()


def test_no_site_is_shared_where_none_needs_to_be() -> None:
    made = instance(
        [[0]] * 4, weight=[1.0], cost=[60, 50, 40, 30], won=[100, 80], may_pay=[[True] * 4] * 2
    )
    paid = pay(made, np.arange(4))
    assert paid is not None
    assert (np.count_nonzero(paid, axis=1) == 1).all()


def test_one_site_is_shared_where_the_purses_do_not_come_out_even() -> None:
    made = instance([[0]] * 3, weight=[1.0], cost=[50, 50, 50], won=[75, 75])
    paid = pay(made, np.arange(3))
    assert paid is not None
    assert (np.count_nonzero(paid, axis=1) > 1).sum() == 1
    assert paid.sum(axis=0).tolist() == [75, 75]


def test_money_moves_along_a_chain_of_purses() -> None:
    may = np.array([[True, True, False], [False, True, True], [True, False, False]])
    paid = exact(np.array([10, 10, 10]), np.array([10, 10, 10]), may)
    assert paid is not None
    assert paid.sum(axis=0).tolist() == [10, 10, 10]


def test_purses_that_are_a_won_short_pay_for_nothing() -> None:
    made = instance([[0]] * 2, weight=[1.0], cost=[50, 51], won=[100])
    assert pay(made, np.arange(2)) is None


def test_no_row_for_sets_that_can_never_run_out() -> None:
    assert fund_rows(np.array([5, 5]), np.array([10]), np.array([[True, True]])) == []


def test_only_unions_of_payers_are_asked() -> None:
    assert unions(np.array([1, 2, 6])) == [1, 2, 3, 6, 7]
