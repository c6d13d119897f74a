"""Funds that do not add up, each by its name and in both languages."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.planning.money.faults import MAY_BE_OUTGROWN, FaultCode, faults
from bongsu.planning.money.ledger import Line, LineKind, Purse, balance
from bongsu.planning.money.unit_cost import unit_cost
from bongsu.planning.words import FundKind

PURSE = Purse(purse_id="p", code="구비", kind=FundKind.DISTRICT, year=2026, won=100)
NEXT = Purse(purse_id="q", code="구비", kind=FundKind.DISTRICT, year=2027, won=0)


def line(kind: LineKind, won: int, line_id: str = "l", **said: object) -> Line:
    facts = {"purse_id": "p", "on": date(2026, 5, 1), "item": "설치"} | said
    return msgspec.convert({"line_id": line_id, "kind": kind, "won": won} | facts, Line)


def codes(*lines: Line) -> list[FaultCode]:
    return [fault.code for fault in faults([PURSE, NEXT], lines, {"s1"})]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (LineKind.EXECUTED, FaultCode.OVER_EXECUTED),
        (LineKind.RETURNED, FaultCode.OVER_EXECUTED),
        (LineKind.CONTRACT, FaultCode.OVER_CONTRACTED),
        (LineKind.PLAN, FaultCode.OVER_PLANNED),
    ],
)
def test_a_purse_holds_what_it_holds_and_not_a_won_more(kind: LineKind, code: FaultCode) -> None:
    assert codes(line(kind, 100)) == []
    (fault,) = faults([PURSE], [line(kind, 101)], ())
    assert (fault.code, fault.over, fault.purse_id) == (code, 1, "p")
    assert "1원 많습니다" in fault.told.ko
    assert "by 1 won" in fault.told.en


def test_a_cut_makes_what_was_in_order_too_much() -> None:
    spent = line(LineKind.EXECUTED, 80)
    assert codes(spent, line(LineKind.AMENDED, -30, "m")) == [FaultCode.OVER_EXECUTED]
    assert codes(spent, line(LineKind.AMENDED, 30, "m")) == []


def test_more_spent_than_contracted_is_named() -> None:
    assert codes(line(LineKind.CONTRACT, 50), line(LineKind.EXECUTED, 51, "e")) == [
        FaultCode.BEYOND_CONTRACT
    ]
    assert codes(line(LineKind.EXECUTED, 51)) == []


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"purse_id": "x"}, FaultCode.UNKNOWN_PURSE, "purse_id"),
        ({"site_id": "s9"}, FaultCode.UNKNOWN_SITE, "site_id"),
        ({"on": "2025-12-31"}, FaultCode.OTHER_YEAR, "on"),
        ({"on": "2027-01-01"}, FaultCode.OTHER_YEAR, "on"),
        ({"won": -1}, FaultCode.NEGATIVE, "won"),
        ({"won": 0}, FaultCode.NOTHING, "won"),
        ({"counters": "x"}, FaultCode.UNKNOWN_LINE, "counters"),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_field(
    wrong: dict[str, object], code: FaultCode, field: str
) -> None:
    bad = line(LineKind.EXECUTED, **({"won": 10} | wrong))  # type: ignore[arg-type]  # a case's fields
    (fault,) = faults([PURSE], [bad], {"s1"})
    assert (fault.code, fault.field, fault.line_id) == (code, field, "l")
    assert fault.told.ko
    assert fault.told.en


def test_a_plan_may_be_made_in_the_year_before() -> None:
    assert codes(line(LineKind.PLAN, 10, on="2025-11-01")) == []


def test_a_cut_may_be_negative_nothing_else_may() -> None:
    assert codes(line(LineKind.AMENDED, -10)) == []
    assert codes(line(LineKind.PLAN, -10)) == [FaultCode.NEGATIVE]


def test_a_counter_line_takes_a_line_back() -> None:
    wrong, back = line(LineKind.EXECUTED, 70, "a"), line(LineKind.EXECUTED, -70, "b", counters="a")
    assert codes(wrong, back) == []
    assert balance([PURSE], [wrong, back]).remaining == 100


def test_part_of_a_line_can_be_taken_back() -> None:
    assert (
        codes(line(LineKind.EXECUTED, 70, "a"), line(LineKind.EXECUTED, -20, "b", counters="a"))
        == []
    )


@pytest.mark.parametrize("won", [-71, -140])
def test_no_more_is_taken_back_than_was_written(won: int) -> None:
    back = line(LineKind.EXECUTED, won, "b", counters="a")
    assert codes(line(LineKind.EXECUTED, 70, "a"), back) == [FaultCode.COUNTERED_TWICE]


@pytest.mark.parametrize(
    "said", [{"kind": "plan"}, {"site_id": "s1"}, {"purse_id": "q", "on": "2027-02-02"}]
)
def test_a_counter_line_is_of_the_same_purse_kind_and_site(said: dict[str, object]) -> None:
    back = msgspec.convert(
        msgspec.to_builtins(line(LineKind.EXECUTED, -10, "b", counters="a")) | said, Line
    )
    assert FaultCode.UNKNOWN_LINE in codes(line(LineKind.EXECUTED, 70, "a"), back)


def test_a_counter_of_a_counter_is_none() -> None:
    chain = (
        line(LineKind.EXECUTED, 70, "a"),
        line(LineKind.EXECUTED, -70, "b", counters="a"),
        line(LineKind.EXECUTED, 70, "c", counters="b"),
    )
    assert codes(*chain) == [FaultCode.UNKNOWN_LINE]


def test_a_counter_line_has_the_other_sign() -> None:
    same = line(LineKind.EXECUTED, 5, "b", counters="a")
    assert codes(line(LineKind.EXECUTED, 70, "a"), same) == [FaultCode.NEGATIVE]


def test_what_is_carried_out_is_carried_in() -> None:
    out = line(LineKind.CARRIED_OUT, 40, "o", other_purse_id="q", on="2026-12-31")
    into = line(LineKind.CARRIED_IN, 40, "i", purse_id="q", other_purse_id="p", on="2027-01-01")
    assert codes(out, into) == []
    assert balance([PURSE], [out, into]).remaining == 60
    assert balance([NEXT], [out, into]).allotted == 40
    (fault,) = faults([PURSE, NEXT], [out], ())
    assert (fault.code, fault.over) == (FaultCode.CARRIED_UNEQUALLY, 40)


def test_only_what_can_happen_in_life_may_be_written_after_a_second_look() -> None:
    assert FaultCode.OVER_EXECUTED in MAY_BE_OUTGROWN
    assert not MAY_BE_OUTGROWN & {
        FaultCode.NEGATIVE,
        FaultCode.OTHER_YEAR,
        FaultCode.UNKNOWN_SITE,
        FaultCode.UNKNOWN_PURSE,
    }


def test_freight_is_shared_by_the_sites() -> None:
    paid = [line(LineKind.PLAN, 60, "a", site_id="s1"), line(LineKind.PLAN, 40, "b")]
    cost = unit_cost(paid, LineKind.PLAN, {"s1": 2})
    assert (cost.won, cost.sites, cost.per_site, cost.per_camera) == (100, 1, 100, 50)


def test_without_sites_there_is_no_unit_cost() -> None:
    cost = unit_cost([line(LineKind.PLAN, 40)], LineKind.PLAN, {})
    assert (cost.won, cost.per_site, cost.per_camera) == (40, None, None)


def test_a_site_taken_back_is_no_site() -> None:
    paid = [
        line(LineKind.PLAN, 60, "a", site_id="s1"),
        line(LineKind.PLAN, -60, "b", site_id="s1", counters="a"),
    ]
    assert unit_cost(paid, LineKind.PLAN, {"s1": 2}).sites == 0


@given(st.lists(st.tuples(st.sampled_from(LineKind), st.integers(1, 60)), max_size=12))
def test_a_purse_is_what_is_left_and_what_is_gone(said: list[tuple[LineKind, int]]) -> None:
    lines = [line(kind, won, f"l{n}") for n, (kind, won) in enumerate(said)]
    sums = balance([PURSE], lines)
    gone = sums.executed + sums.returned + sums.carried_out
    assert sums.remaining + gone == sums.allotted == 100 + sums.amended + sums.carried_in
