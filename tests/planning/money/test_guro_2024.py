"""The case that the whole was asked for: it adds up to the won."""

from bongsu.planning.money.faults import faults
from bongsu.planning.money.ledger import LineKind, balance
from bongsu.planning.money.unit_cost import site_costs, unit_cost
from bongsu.planning.money.won import won_ko
from tests.planning.money.guro_2024 import (
    CAMERAS,
    CITY,
    DISTRICT,
    FIXED,
    GRANT,
    PTZ,
    PURSES,
    SITES,
    TOTAL,
    lines,
)

PLANNED, SPENT = lines(), lines(LineKind.EXECUTED)


def test_the_three_purses_are_the_whole() -> None:
    assert [purse.won for purse in PURSES] == [410_000_000, 510_000_000, 300_000_000]
    assert sum(purse.won for purse in PURSES) == TOTAL
    assert won_ko(TOTAL) == "12억 2,000만 원"


def test_the_cameras_are_the_whole() -> None:
    assert len(CAMERAS) == SITES == 54
    assert sum(CAMERAS.values()) == PTZ + FIXED == 126


def test_each_purse_is_planned_to_the_won() -> None:
    for purse in (DISTRICT, CITY, GRANT):
        sums = balance([purse], PLANNED)
        assert sums.planned == purse.won
        assert sums.unplanned == 0
        assert sums.remaining == purse.won


def test_a_year_spent_leaves_nothing() -> None:
    sums = balance(PURSES, [*PLANNED, *SPENT])
    assert (sums.executed, sums.remaining) == (TOTAL, 0)


def test_nothing_is_out_of_order() -> None:
    assert faults(PURSES, [*PLANNED, *SPENT], CAMERAS) == ()


def test_unit_costs_are_those_published() -> None:
    for kind in (LineKind.PLAN, LineKind.EXECUTED):
        cost = unit_cost([*PLANNED, *SPENT], kind, CAMERAS)
        assert (cost.won, cost.sites, cost.cameras) == (TOTAL, 54, 126)
        assert cost.per_site == 22_592_593
        assert cost.per_camera == 9_682_540
        assert round(22_592_593 / 1e6, 1) == 22.6
        assert round(9_682_540 / 1e6, 1) == 9.7


def test_sites_paid_out_of_two_purses_are_counted_once() -> None:
    shared = [line.site_id for line in PLANNED]
    assert len(shared) > len(set(shared)) == SITES


def test_the_sites_are_the_whole() -> None:
    costs = site_costs([*PLANNED, *SPENT], CAMERAS)
    assert len(costs) == SITES
    assert sum(cost.planned for cost in costs) == sum(cost.executed for cost in costs) == TOTAL
    assert costs[0].cameras == 3
