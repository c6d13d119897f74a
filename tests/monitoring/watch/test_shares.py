"""Each worker is to hold as much of the whole as it can do of the whole; small changes move no camera."""

import math

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.watch.workers import WorkerBook
from bongsu.monitoring.worker.messages import WorkerPresent

capacities = st.lists(st.integers(1, 2_000), min_size=1, max_size=8)


def present(number: int, capacity: int) -> WorkerPresent:
    name = f"w{number}"
    return WorkerPresent(worker=name, instance=name, cores=1.0, load=0.5, capacity=capacity)


def book_of(able: list[int]) -> WorkerBook:
    book = WorkerBook(lambda: 0.0)
    for number, capacity in enumerate(able):
        book.hear(present(number, capacity))
    return book


def shares(book: WorkerBook, cameras: int, workers: int) -> list[int]:
    return [book.share_of(f"w{number}", cameras) for number in range(workers)]


@given(capacities, st.integers(0, 10_000))
def test_all_cameras_are_held_in_proportion_and_hardly_more(able: list[int], cameras: int) -> None:
    found = shares(book_of(able), cameras, len(able))
    assert cameras <= sum(found) < cameras + len(able) + 1
    for capacity, share in zip(able, found, strict=True):
        assert share - 1 <= cameras * capacity / sum(able) <= share + 1e-6


@given(capacities, st.integers(0, 10_000), st.lists(st.floats(0.7, 1.45), min_size=8, max_size=8))
def test_what_a_look_costs_now_and_then_moves_no_camera(
    able: list[int], cameras: int, moved: list[float]
) -> None:
    book = book_of(able)
    before = shares(book, cameras, len(able))
    for number, capacity in enumerate(able):
        now = min(
            max(round(capacity * moved[number]), math.ceil(capacity / 1.5)), capacity * 3 // 2
        )
        book.hear(present(number, max(1, now)))
    assert shares(book, cameras, len(able)) == before


def test_who_can_do_much_more_is_given_more() -> None:
    book = book_of([100, 100])
    assert shares(book, 100, 2) == [50, 50]
    book.hear(present(0, 300))
    assert shares(book, 100, 2) == [75, 25]


def test_who_can_look_at_nothing_is_given_nothing() -> None:
    assert shares(book_of([0, 100]), 10, 2) == [0, 10]
