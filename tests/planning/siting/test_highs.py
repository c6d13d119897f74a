"""The door to HiGHS: statuses are checked, a start is kept, one process solves many models."""

import numpy as np
import pytest
from scipy import sparse

from bongsu.planning.siting.highs import Effort, Model, relax, search


def knapsack(room: float = 7.5, low: float = -np.inf) -> Model:
    return Model(
        gain=np.array([1.0, 2.0, 3.0, 4.0, 5.0]),
        most=np.ones(5),
        rows=sparse.csr_array(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])),
        low=np.array([low]),
        high=np.array([room]),
        whole=np.ones(5, dtype=bool),
    )


def test_a_relaxed_model_gives_values_and_what_one_more_would_bring() -> None:
    found = relax(knapsack())
    assert found is not None
    assert found.worth == pytest.approx(7.5)
    assert found.price.tolist() == pytest.approx([1.0])


def test_a_whole_model_gives_whole_numbers_and_a_bound() -> None:
    found = search(knapsack(), Effort(gap=0.0))
    assert found.value is not None
    assert knapsack().gain @ found.value == pytest.approx(7.0)
    assert found.bound == pytest.approx(7.0)
    assert found.is_done


def test_what_is_impossible_is_said_and_not_raised() -> None:
    assert relax(knapsack(30.0, low=20.0)) is None
    found = search(knapsack(30.0, low=20.0), Effort())
    assert found.value is None
    assert found.bound == -np.inf


def test_many_models_in_one_process_all_run() -> None:
    assert [relax(knapsack(float(room))) is not None for room in range(1, 6)] == [True] * 5


def test_a_start_that_is_the_best_is_kept() -> None:
    start = np.array([0.0, 1.0, 0.0, 0.0, 1.0])
    found = search(knapsack(), Effort(gap=0.0), start)
    assert found.value is not None
    assert knapsack().gain @ found.value == pytest.approx(7.0)
