"""Plain lists of analysts: what is wrong is named by array and row, and nothing is rounded."""

from datetime import date
from typing import Any  # Any: whatever an analyst hands over

import numpy as np
import pytest

from bongsu.planning import api

NAN, INFINITE = float("nan"), float("inf")
GOOD: dict[str, Any] = {
    "weight": [5, 4, 3],
    "site": [0, 1, 2],
    "cost": [10, 10, 10],
    "covers": [[0, 1], [1], [2]],
    "fund_won": [20],
    "gap": 0.0,
}


@pytest.mark.parametrize(
    ("array", "said", "place"),
    [
        ("weight", [NAN, 1, 1], "weight[0]"),
        ("weight", ["a", 1, 1], "weight"),
        ("weight", [[1], [2], [3]], "weight"),
        ("weight", 5, "weight"),
        ("site", [0, NAN, 1], "site[1]"),
        ("site", [10**30, 1, 2], "site[0]"),
        ("cost", [10, NAN, INFINITE], "cost[1, 2]"),
        ("cost", [10, 10.5, 10], "cost[1]"),
        ("cost", [10, 0, 10], "cost[1]"),
        ("covers", [[0, NAN], [1], [2]], "covers[0][1]"),
        ("covers", [[0], [0.5], [2]], "covers[1][0]"),
        ("covers", [["x"], [1], [2]], "covers[0]"),
        ("covers", [[0], [1], [9]], "cover_target[2]"),
        ("fund_won", [NAN], "fund_won[0]"),
        ("may_pay", [[True, True], [True]], "may_pay"),
        ("may_pay", [[True]], "may_pay"),
        ("bonus", [0, NAN, 0], "bonus[1]"),
        ("limits", [("limits.ptz", [1, NAN, 1], 0, 1)], "limits.limits.ptz[1]"),
        ("limits", [("ptz", [1, 1, 1], NAN, 1)], "limits.ptz"),
        ("warm", [0, 99], "warm[1]"),
        ("gap", NAN, "gap"),
        ("time_limit_s", -1.0, "time_limit_s"),
    ],
)
def test_a_fault_is_named_by_array_and_row(array: str, said: object, place: str) -> None:
    with pytest.raises(api.FaultyInstance) as fault:
        api.solve_instance(**{**GOOD, array: said})
    (told,) = fault.value.told
    assert told.en.startswith(f"{place}: ")
    assert told.ko.startswith(f"{place}: ")
    assert told.ko != told.en


def test_arrays_are_taken_as_lists_are() -> None:
    as_arrays = {name: np.array(GOOD[name]) for name in ("weight", "site", "cost", "fund_won")}
    found = api.solve_instance(**{**GOOD, **as_arrays, "warm": np.array([1])})
    assert found["options"].tolist() == [0, 2]


def test_whole_numbers_said_as_floats_are_whole() -> None:
    assert api.solve_instance(**{**GOOD, "cost": [10.0, 10.0, 10.0]})["objective"] == 12.0


@pytest.mark.parametrize("field", ["lat", "lon", "weight"])
def test_a_camera_of_a_replacement_list_is_named_by_its_row(field: str) -> None:
    camera = {"lat": 37.6, "lon": 127.02, "kind": "fixed"}
    fleet = [{**camera, "camera_id": "SB-0001-1"}, {**camera, "camera_id": "SB-0002-1", field: NAN}]
    with pytest.raises(api.PlanRefused) as fault:
        api.replacement_list({"won": 3_400_000}, fleet, date(2026, 1, 1))
    assert f"fleet[2] ({field})" in str(fault.value)
