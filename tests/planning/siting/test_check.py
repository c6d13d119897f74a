"""What is no instance is refused by field and row before any solver sees it."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.planning.siting.check import check, faults
from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.instance import Between, Instance
from tests.planning.siting.made import row_of_sites

GOOD = row_of_sites(3)
NAN = float("nan")

CASES = {
    "length of site": (replace(GOOD, site=np.array([0, 1])), "site", ()),
    "length of bonus": (replace(GOOD, bonus=np.zeros(2)), "bonus", ()),
    "length of cover_start": (replace(GOOD, cover_start=np.array([0, 6])), "cover_start", ()),
    "shape of may_pay": (replace(GOOD, may_pay=np.ones((2, 3), dtype=bool)), "may_pay", ()),
    "length of a limit": (
        replace(GOOD, limits=(Between("odd", np.ones(2)),)),
        "limits.odd",
        (),
    ),
    "cover that does not rise": (
        replace(GOOD, cover_start=np.array([0, 4, 2, 6])),
        "cover_start",
        (),
    ),
    "unknown target": (
        replace(GOOD, cover_target=np.array([0, 1, 1, 9, 2, -1])),
        "cover_target",
        (3, 5),
    ),
    "site below 0": (replace(GOOD, site=np.array([0, -1, 2])), "site", (1,)),
    "negative weight": (replace(GOOD, weight=np.array([1.0, -1.0, 1.0, 1.0])), "weight", (1,)),
    "weight that is no number": (
        replace(GOOD, weight=np.array([1.0, 1.0, NAN, 1.0])),
        "weight",
        (2,),
    ),
    "bonus that is no number": (replace(GOOD, bonus=np.array([NAN, 0.0, 0.0])), "bonus", (0,)),
    "cost of 0": (replace(GOOD, cost=np.array([1, 0, 0])), "cost", (1, 2)),
    "cost in fractions": (replace(GOOD, cost=np.array([1.5, 1.0, 1.0])), "cost", ()),
    "purse below 0": (replace(GOOD, fund_won=np.array([-1])), "fund_won", (0,)),
    "no demand": (replace(GOOD, weight=np.zeros(4)), "weight", ()),
    "no purses": (
        replace(GOOD, fund_won=np.zeros(0, dtype=np.int64), may_pay=np.ones((0, 3), dtype=bool)),
        "fund_won",
        (),
    ),
    "too many purses": (
        replace(GOOD, fund_won=np.ones(11, dtype=np.int64), may_pay=np.ones((11, 3), dtype=bool)),
        "fund_won",
        (),
    ),
    "limit upside down": (
        replace(GOOD, limits=(Between("odd", np.ones(3), 2.0, 1.0),)),
        "limits.odd",
        (),
    ),
    "limit that is no number": (
        replace(GOOD, limits=(Between("odd", np.array([1.0, NAN, 1.0])),)),
        "limits.odd",
        (1,),
    ),
    "forced and forbidden": (
        replace(GOOD, forced=frozenset({1}), forbidden=frozenset({1})),
        "forced",
        (1,),
    ),
    "forced and unknown": (replace(GOOD, forced=frozenset({7})), "forced", (7,)),
    "forced too near": (
        replace(GOOD, forced=frozenset({0, 2}), conflicts=((0, 2),)),
        "forced",
        (0, 2),
    ),
}


@pytest.mark.parametrize(("made", "field", "rows"), CASES.values(), ids=CASES.keys())
def test_a_fault_is_named_by_field_and_rows(
    made: Instance, field: str, rows: tuple[int, ...]
) -> None:
    with pytest.raises(FaultyInstance) as refused:
        check(made)
    assert refused.value.field == field
    assert refused.value.rows == rows
    assert field in refused.value.told[0].ko
    assert field in refused.value.told[0].en


def test_a_good_instance_has_no_fault() -> None:
    assert list(faults(GOOD)) == []


def test_all_faults_are_told_not_only_the_first() -> None:
    made = replace(GOOD, weight=np.array([1.0, -1.0, 1.0, 1.0]), cost=np.array([0, 1, 1]))
    assert [one.field for one in faults(made)] == ["weight", "cost"]


def test_of_many_bad_rows_the_first_are_named() -> None:
    made = replace(row_of_sites(60), cost=np.zeros(60, dtype=np.int64))
    fault = next(iter(faults(made)))
    assert len(fault.rows) == 20
    assert fault.told[0].en.startswith("cost[0, 1, 2")
    assert "…" in fault.told[0].en
