"""Which cameras a worker holds: taken up to its share, given back beyond it, dropped when it was away for too long."""

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest

from bongsu.kernel.memory_work_queue import MemoryWorkQueue
from bongsu.monitoring.worker.leases import KEPT_FOR_S, Leases
from bongsu.monitoring.worker.messages import CameraJob, Fence
from tests.monitoring.watch.stage import Seconds

LEASE_S = 3.0


class Holder:
    """Writes down what it is given."""

    def __init__(self) -> None:
        self.jobs: dict[str, CameraJob] = {}
        self.fences: dict[str, Fence] = {}
        self.over: list[str] = []

    def took(self, job: CameraJob, fence: Fence) -> None:
        self.jobs[job.camera_id], self.fences[job.camera_id] = job, fence

    def gone(self, camera_id: str, *, is_over: bool = False) -> None:
        del self.jobs[camera_id]
        if is_over:
            self.over.append(camera_id)


class Hands:
    """One worker's leases on a queue with a clock of its own."""

    def __init__(
        self, queue: MemoryWorkQueue, instance: str = "w1", kept_for_s: float = KEPT_FOR_S
    ) -> None:
        self.seconds = Seconds()
        self.holder = Holder()
        self.leases = Leases(queue, self.holder, instance, LEASE_S, self.seconds, kept_for_s)

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not is_so():
                await asyncio.sleep(0.002)


async def put(queue: MemoryWorkQueue, *camera_ids: str, version: int = 1) -> None:
    for camera_id in camera_ids:
        body = msgspec.json.encode(CameraJob(camera_id=camera_id, version=version))
        await queue.put(camera_id, body)


@pytest.fixture
async def queue() -> MemoryWorkQueue:
    made = MemoryWorkQueue(LEASE_S)
    await made.open(0)
    await put(made, "a", "b", "c")
    return made


@pytest.fixture
async def hands(queue: MemoryWorkQueue) -> AsyncIterator[Hands]:
    made = Hands(queue)
    await made.leases.start()
    yield made
    await made.leases.stop()


async def test_nothing_is_taken_before_the_node_says_how_much(hands: Hands) -> None:
    await asyncio.sleep(0)
    assert hands.holder.jobs == {}
    assert hands.leases.fence("a") is None


async def test_as_many_are_taken_as_its_share(hands: Hands) -> None:
    await hands.leases.hold(2)
    await hands.until(lambda: len(hands.holder.jobs) == 2)
    fence = hands.leases.fence("a")
    assert fence == Fence(camera_id="a", job=1, delivery=1, worker="w1")
    assert hands.leases.fence("c") is None


async def test_what_is_too_much_is_given_back_and_another_has_it_at_once(
    queue: MemoryWorkQueue,
) -> None:
    hands, other = Hands(queue, kept_for_s=0.0), Hands(queue, "w2")
    await hands.leases.start()
    await hands.leases.hold(3)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    await other.leases.start()
    try:
        await hands.leases.hold(1)
        await other.leases.hold(2)
        await hands.until(lambda: len(other.holder.jobs) == 2)
        assert list(hands.holder.jobs) == ["a"]
    finally:
        await other.leases.stop()
        await hands.leases.stop()
    assert {fence.delivery for fence in other.holder.fences.values()} == {2}


async def test_what_a_dead_worker_left_is_not_handed_on_at_once(hands: Hands) -> None:
    await hands.leases.hold(3)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    await hands.leases.hold(1)
    hands.seconds.now += LEASE_S - 1
    await hands.leases.hold(2)
    assert len(hands.holder.jobs) == 3
    await hands.leases.hold(0)
    assert hands.holder.jobs == {}, "who can look at nothing gives all back at once"


async def test_a_worker_that_leaves_gives_all_back(queue: MemoryWorkQueue) -> None:
    first, second = Hands(queue), Hands(queue, "w2")
    await first.leases.start()
    await first.leases.hold(3)
    await first.until(lambda: len(first.holder.jobs) == 3)
    await first.leases.stop()
    assert first.holder.jobs == {}
    await second.leases.start()
    await second.leases.hold(3)
    await second.until(lambda: len(second.holder.jobs) == 3)
    await second.leases.stop()


async def test_who_stood_still_for_a_lease_speaks_of_nothing_it_held(hands: Hands) -> None:
    await hands.leases.hold(3)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    hands.seconds.now += LEASE_S
    assert hands.leases.is_late()
    assert hands.leases.fence("a") is None
    assert hands.holder.jobs == {}
    assert hands.leases.dropped == 1


async def test_a_job_that_is_over_is_let_go(hands: Hands) -> None:
    await hands.leases.hold(3)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    hands.leases.over(2)
    hands.leases.over(99)
    assert (sorted(hands.holder.jobs), hands.holder.over) == (["a", "c"], ["b"])


async def test_a_new_job_takes_the_place_of_the_old_one(
    hands: Hands, queue: MemoryWorkQueue
) -> None:
    await hands.leases.hold(4)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    await put(queue, "a", version=2)
    await hands.until(lambda: hands.holder.jobs["a"].version == 2)
    fence = hands.leases.fence("a")
    assert fence is not None
    assert fence.job == 4
    # the word that the old one is over comes after: it is not this one
    hands.leases.over(1)
    assert "a" in hands.holder.jobs


async def test_a_job_of_a_later_release_is_not_held(hands: Hands, queue: MemoryWorkQueue) -> None:
    await queue.put("d", b'{"camera_id": 7}')
    await hands.leases.hold(4)
    await hands.until(lambda: len(hands.holder.jobs) == 3)
    assert hands.leases.fence("d") is None
