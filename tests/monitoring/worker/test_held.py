"""One camera in a worker's hands: which of its pictures wait, and in which words it stands."""

import msgspec
import pytest

from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.ring import Ring
from bongsu.monitoring.schedule.scheduler import Seen
from bongsu.monitoring.worker.eyes import Eyes
from bongsu.monitoring.worker.held import MOST_WAITING, SILENT_AFTER_S, HeldCamera
from bongsu.monitoring.worker.messages import CameraJob, Fence
from tests.monitoring.worker.fakes import fake_tools, picture

WELL = Seen(looked_at=100.0, interval_s=2.0, is_late=False)
LATE = Seen(looked_at=100.0, interval_s=14.0, is_late=True)


class NoRing(Ring):
    """Keeps nothing."""

    def add(self, picture: Picture) -> None:
        """Gone."""


@pytest.fixture
def held() -> HeldCamera:
    job = CameraJob(camera_id="c", version=1)
    fence = Fence(camera_id="c", job=7, delivery=2, worker="w")
    return HeldCamera(job, fence, Eyes(job, fake_tools()), NoRing(10.0), heard_at=100.0)


def test_of_key_pictures_the_newest_waits(held: HeldCamera) -> None:
    assert held.take(picture(100.0))
    assert held.take(picture(102.0))
    assert not held.take(picture(102.1, key=False))
    assert [one.captured_at_ms for one in held.taken()] == [102_000.0]
    assert held.taken() == []


def test_closely_all_wait_in_order(held: HeldCamera) -> None:
    held.is_close = True
    for number in range(5):
        held.take(picture(100.0 + number / 15, key=number == 0))
    assert len(held.taken()) == 5


def test_a_backlog_is_no_reason_to_look_before_it_is_whole(held: HeldCamera) -> None:
    held.is_close = True
    assert not held.take(picture(100.0, backlog=True))
    assert held.take(picture(100.1, key=False))


def test_too_many_are_given_up_up_to_the_next_key_picture(held: HeldCamera) -> None:
    held.is_close = True
    for number in range(MOST_WAITING + 5):
        held.take(picture(100.0 + number / 15, key=number == 0))
    assert len(held.waiting) == MOST_WAITING
    assert held.take(picture(200.0))
    assert [one.captured_at_ms for one in held.waiting] == [200_000.0]
    assert held.lost == MOST_WAITING


def test_it_stands_as_it_is_watched(held: HeldCamera) -> None:
    work = held.work(101.0, WELL, "")
    assert (work.state, work.job, work.delivery) == ("watched", 7, 2)
    assert held.work(101.0, LATE, "").state == "late"
    held.is_close = True
    assert held.work(101.0, LATE, "seen").state == "escalated"
    assert held.work(101.0, WELL, "seen").escalated_for == "seen"


def test_without_pictures_it_waits_and_says_what_media_says(held: HeldCamera) -> None:
    held.state_reason = "dead"
    work = held.work(101.0 + SILENT_AFTER_S, WELL, "")
    assert (work.state, work.problem) == ("waiting", "dead")


def test_isolated_goes_before_all_else(held: HeldCamera) -> None:
    held.faults.add(101.0, "broken", is_stall=True)
    work = held.work(102.0, LATE, "")
    assert (work.state, work.problem, work.problems) == ("isolated", "broken", 1)
    assert msgspec.json.decode(msgspec.json.encode(work))["state"] == "isolated"
