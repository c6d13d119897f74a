"""A worker and its node together, without processes: what is switched on is looked at, told, and let go again."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from bongsu.media.taps.wire import Frames
from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.pictures.taps import Ask, Taker
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.watch.attend import attend
from bongsu.monitoring.watch.change_rules import NewRules, change_rules
from bongsu.monitoring.watch.views import workers_view
from bongsu.monitoring.worker import presence
from bongsu.monitoring.worker.messages import RaisedAt
from bongsu.monitoring.worker.part import AnalyticsWorker, WorkerKit
from bongsu.monitoring.worker.tools import Tools
from tests.monitoring.watch.stage import LEAD, NOW, Stage
from tests.monitoring.worker.fakes import PERSON, FakeTaps, Scene, fake_tools, picture
from tests.monitoring.worker.watcher_stage import ZONE

SEEN = Scene(people=(PERSON,))


class Both:
    """The node's keeper and one worker on the same bus and queue."""

    def __init__(self, stage: Stage, tools: Callable[[], Tools] = fake_tools) -> None:
        self.stage = stage
        self.taps: list[FakeTaps] = []
        self.raised: list[RaisedAt] = []
        settings = MonitoringSettings(worker="w", cores=1.0)

        def make(ask: Ask, taker: Taker) -> FakeTaps:
            self.taps.append(FakeTaps(taker, ask))
            return self.taps[-1]

        kit = WorkerKit(settings=settings, bus=stage.bus, taker=stage.queue, tools=tools, taps=make)
        self.worker = AnalyticsWorker(kit)

    async def start(self) -> None:
        await self.stage.bus.subscribe("bongsu.monitoring.raised", self._hear)
        await self.stage.keeper.start()
        await self.stage.reconcile()
        await self.worker.start()

    async def _hear(self, body: bytes) -> None:
        self.raised.append(msgspec.json.decode(body, type=RaisedAt))

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not is_so():
                self.worker.presence.say_now()
                await asyncio.sleep(0.005)

    async def stop(self) -> None:
        await self.worker.stop()
        await self.stage.keeper.stop()


@pytest.fixture
async def both(stage: Stage) -> AsyncIterator[Both]:
    await stage.on("SB-0001", "SB-0002")
    await change_rules(stage.desk, "SB-0001", NewRules(version=0, rules=(ZONE,)), LEAD)
    stage.media()
    # what is asked for closely ends by the worker's own clock
    stage.clock.advance((datetime.now(UTC) - NOW).total_seconds())
    both = Both(stage)
    await both.start()
    yield both
    await both.stop()


async def test_what_is_switched_on_is_tapped_looked_at_and_told(both: Both) -> None:
    taps = both.taps[0]
    await both.until(lambda: len(taps.wants) == 2 and taps.asked)
    assert all(tap.ticket and not tap.problem for tap in taps.asked[-1])
    taps.show("SB-0001", picture(time.time(), SEEN))
    await both.until(lambda: both.raised)
    assert both.stage.desk.fences.admit(both.raised[0].fence)
    (worker,) = workers_view(both.stage.desk).workers
    assert (worker.worker, worker.held, worker.detector["name"]) == ("w", 2, "fake")


async def test_the_node_hears_at_once_whose_cameras_they_are(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "PRESENT_EVERY_S", 3600.0)
    await stage.on("SB-0001", "SB-0002")
    stage.media()
    both = Both(stage)
    await both.start()
    async with asyncio.timeout(10):
        while [one.held for one in workers_view(stage.desk).workers] != [2]:
            await asyncio.sleep(0.005)
    await both.stop()


async def test_what_is_switched_off_is_let_go(both: Both) -> None:
    await both.until(lambda: len(both.taps[0].wants) == 2)
    await both.stage.on("SB-0001", on=False)
    await both.until(lambda: set(both.taps[0].wants) == {"SB-0002"})


async def test_an_operators_wish_reaches_the_worker_and_its_end_too(both: Both) -> None:
    taps = both.taps[0]
    await both.until(lambda: len(taps.wants) == 2)
    await attend(both.stage.desk, "SB-0002", 5, "per_operator")
    await both.until(lambda: taps.wants["SB-0002"] is Frames.ALL)
    await attend(both.stage.desk, "SB-0002", 0, "per_operator")
    await both.until(lambda: taps.wants["SB-0002"] is Frames.KEY)


async def test_after_a_fall_of_the_bus_it_holds_the_new_jobs(both: Both) -> None:
    await both.until(lambda: len(both.taps[0].wants) == 2)
    last = both.stage.desk.fences.highest_job
    both.stage.queue.fall()
    await both.stage.reconcile()
    await both.until(
        lambda: sorted(work.job - last for work in both.worker.watcher.work()) == [1, 2]
    )


async def test_nothing_is_loaded_before_the_first_camera(stage: Stage) -> None:
    loaded: list[bool] = []

    def tools() -> Tools:
        loaded.append(True)
        return fake_tools()

    both = Both(stage, tools)
    await both.start()
    await both.until(stage.desk.workers.workers)
    assert loaded == []
    await stage.on("SB-0001")
    await both.until(lambda: both.worker.watcher.cameras)
    assert loaded == [True]
    await both.stop()


@pytest.mark.parametrize("problem", [DetectorUnavailable("no weights here"), ValueError("x")])
async def test_a_worker_that_cannot_look_says_so_and_takes_nothing(
    stage: Stage, problem: Exception, tmp_path: Path
) -> None:
    del tmp_path

    def tools() -> Tools:
        raise problem

    await stage.on("SB-0001")
    both = Both(stage, tools)
    await both.start()
    await both.until(
        lambda: any(one.problem for one in workers_view(stage.desk).workers),
    )
    (worker,) = workers_view(stage.desk).workers
    assert str(problem) in worker.problem
    assert (worker.capacity, worker.held) == (0, 0)
    assert await stage.takes()
    await both.stop()


async def test_a_worker_that_leaves_is_gone_at_once(both: Both) -> None:
    await both.until(lambda: len(both.taps[0].wants) == 2)
    await both.worker.stop()
    assert both.stage.desk.workers.workers() == ()
    assert len(await both.stage.takes()) == 2
