"""What is told counts only under the newest delivery of the camera's present job."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.watch.fences import MOST_DELIVERIES, FenceBook, Standing
from bongsu.monitoring.worker.messages import Fence
from tests.monitoring.watch.stage import Seconds


def fence(job: int = 7, delivery: int = 1, worker: str = "w1", camera: str = "c") -> Fence:
    return Fence(camera_id=camera, job=job, delivery=delivery, worker=worker)


def book() -> FenceBook:
    fences = FenceBook()
    fences.begin("c", 7, "d")
    return fences


def test_a_camera_without_a_job_admits_nobody() -> None:
    assert not FenceBook().admit(fence())


def test_the_present_jobs_first_delivery_counts() -> None:
    assert book().admit(fence())


def test_an_older_job_and_one_that_never_was_count_not() -> None:
    fences = book()
    assert not fences.admit(fence(job=6, delivery=9))
    assert not fences.admit(fence(job=8))
    assert fences.refused == 2


def test_a_delivery_that_no_queue_has_counted_shuts_out_nobody() -> None:
    fences = book()
    for forged in (2**63, 2**200, MOST_DELIVERIES + 1):
        assert not fences.admit(fence(delivery=forged, worker="forger"))
    assert fences.admit(fence(worker="w1"))


def test_a_later_delivery_shuts_out_the_earlier_one() -> None:
    fences = book()
    assert fences.admit(fence(delivery=1, worker="paused"))
    assert fences.admit(fence(delivery=2, worker="heir"))
    assert not fences.admit(fence(delivery=1, worker="paused"))
    assert fences.admit(fence(delivery=2, worker="heir"))


def test_one_delivery_is_one_workers() -> None:
    fences = book()
    assert fences.admit(fence(worker="w1"))
    assert not fences.admit(fence(worker="w2"))


def test_a_new_job_begins_anew() -> None:
    fences = book()
    assert fences.admit(fence(delivery=5))
    fences.begin("c", 8, "e")
    assert not fences.admit(fence(delivery=6))
    assert fences.admit(fence(job=8))


def test_an_ended_job_admits_nobody_and_is_remembered_as_changed() -> None:
    fences = book()
    fences.changed.clear()
    fences.end("c")
    fences.end("c")
    assert fences.changed == {"c"}
    assert not fences.admit(fence())


def test_what_was_restored_is_nothing_new() -> None:
    fences = FenceBook()
    fences.restore(Standing("c", 7, "d", 3, "w1"))
    assert fences.changed == set()
    assert not fences.admit(fence(delivery=2, worker="w0"))
    assert fences.admit(fence(delivery=3))
    assert fences.highest_job == 7


def test_a_number_that_no_queue_can_have_come_to_shuts_out_nobody() -> None:
    seconds = Seconds()
    fences = FenceBook(now_s=seconds)
    fences.begin("c", 7, "d")
    assert fences.admit(fence(worker="honest"))
    assert not fences.admit(fence(delivery=1_000_000, worker="liar"))
    assert fences.admit(fence(worker="honest"))
    assert fences.refused == 1


@pytest.mark.parametrize(
    ("passed_s", "delivery", "counts"), [(0, 9, True), (0, 10, False), (60, 61, True)]
)
def test_who_was_not_heard_of_meanwhile_may_have_had_it_once_a_second(
    passed_s: float, delivery: int, counts: bool
) -> None:
    seconds = Seconds()
    fences = FenceBook(now_s=seconds)
    fences.begin("c", 7, "d")
    assert fences.admit(fence())
    seconds.now += passed_s
    assert fences.admit(fence(delivery=delivery, worker="heir")) == counts


def test_after_a_restart_any_later_delivery_may_be_the_true_one() -> None:
    fences = FenceBook()
    fences.restore(Standing("c", 7, "d", 3, "w1"))
    assert fences.admit(fence(delivery=5_000, worker="w2"))
    assert not fences.admit(fence(delivery=9_000, worker="w3"))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), max_size=30))
def test_the_delivery_that_counts_never_goes_back(told: list[tuple[int, int]]) -> None:
    fences, highest = FenceBook(), 0
    fences.begin("c", 2, "d")
    for job, delivery in told:
        counts = fences.admit(fence(job=job, delivery=delivery, worker=f"w{delivery}"))
        assert counts == (job == 2 and delivery >= highest)
        highest = max(highest, delivery) if counts else highest
