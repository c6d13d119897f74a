"""Workers as processes on a real bus: one is killed, one is paused, a third has all their cameras, and what the paused
one says when it wakes counts no more. One test: it waits for real leases; how long is the bench's question."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bongsu.kernel.bus_users import token_for
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.kernel.nats_work_queue import NatsWorkQueue
from bongsu.kernel.settings import child_environment
from bongsu.media.tickets import TicketSigner
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch.change_rules import NewRules, change_rules
from bongsu.monitoring.watch.keeper import WatchKeeper
from bongsu.monitoring.watch.taps import TapDesk
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.messages import JOB_SUBJECT, JOB_TAKERS, JOBS, RaisedAt
from bongsu.roles.bus_users import BUS_USERS
from tests.monitoring.watch.stage import LEAD, LEASE_S, Stage

TOKEN = "for-this-test"
ROOT = Path(__file__).parents[3]
ALWAYS = Rule(rule_id="always", kind=RuleKind.INTRUSION)
CAMERAS = ("SB-0001", "SB-0002", "SB-0003", "SB-0004", "SB-0005")


class District:
    """A node's side on a real bus, and workers beside it."""

    def __init__(self, stage: Stage, server: NatsServer) -> None:
        self.stage = stage
        self.server = server
        self.bus = NatsBus(server.url, TOKEN, "node")
        queue = NatsWorkQueue(self.bus, JOBS, JOB_SUBJECT, JOB_TAKERS, LEASE_S)
        taps = TapDesk(stage.desk, TicketSigner(stage.key), stage.placement)
        self.keeper = WatchKeeper(stage.desk, taps, self.bus, queue)
        self.workers: list[asyncio.subprocess.Process] = []
        self.told: list[RaisedAt] = []
        self.counted: list[RaisedAt] = []

    async def start(self) -> None:
        await self.bus.start()
        await self.bus.subscribe("bongsu.monitoring.raised", self._hear)
        await self.keeper.start()

    async def _hear(self, body: bytes) -> None:
        told = msgspec.json.decode(body, type=RaisedAt)
        self.told.append(told)
        if self.stage.desk.fences.admit(told.fence):
            self.counted.append(told)

    async def worker(self, name: str) -> asyncio.subprocess.Process:
        module = "tests.monitoring.worker.lone_worker"
        token = token_for(TOKEN, "analytics")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, self.server.url, token, name, str(LEASE_S)),
            cwd=ROOT,
            env=child_environment({}),
        )
        self.workers.append(process)
        return process

    def present(self) -> set[str]:
        return {one.worker for one in self.stage.desk.workers.workers()}

    def holder(self) -> dict[str, str]:
        """Camera → name of the worker whose word counts."""
        names = {one.instance: one.worker for one in self.stage.desk.workers.workers()}
        standings = self.stage.desk.fences.standings()
        return {one.camera_id: names.get(one.worker, "") for one in standings}

    async def until(self, is_so: Callable[[], bool], within_s: float = 20.0) -> None:
        async with asyncio.timeout(within_s):
            while not is_so():
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        for process in self.workers:
            if process.returncode is None:
                process.kill()
            await process.wait()
        await self.keeper.stop()
        await self.bus.stop()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_a_silent_workers_cameras_are_anothers_and_its_late_word_counts_no_more(
    stage: Stage, tmp_path: Path
) -> None:
    server = NatsServer(tmp_path / "bus", TOKEN, users=BUS_USERS, gives_work=True)
    await server.start()
    district = District(stage, server)
    try:
        await district.start()
        await stage.on(*CAMERAS)
        for camera_id in CAMERAS:
            # at any hour: the standard rules sleep by day
            await change_rules(stage.desk, camera_id, NewRules(version=0, rules=(ALWAYS,)), LEAD)
        killed, paused = await district.worker("killed"), await district.worker("paused")
        await district.worker("heir")
        await district.until(
            lambda: set(district.holder().values()) == {"killed", "paused", "heir"}
        )
        await district.until(lambda: len({one.fence.camera_id for one in district.counted}) == 5)

        before = {one.camera_id: one for one in stage.desk.fences.standings()}

        os.kill(paused.pid, signal.SIGSTOP)
        killed.kill()
        await district.until(lambda: set(district.holder().values()) == {"heir"})
        for now in stage.desk.fences.standings():
            was = before[now.camera_id]
            assert (now.delivery > was.delivery) == (now.worker != was.worker)

        counted, taken = len(district.counted), stage.desk.fences.standings()
        os.kill(paused.pid, signal.SIGCONT)
        await district.until(lambda: "paused" in district.present())
        await district.until(lambda: len(district.counted) > counted)
        deliveries = {one.camera_id: one.delivery for one in taken}
        for told in district.counted[counted:]:
            # the woken one may be given a camera anew; what it held before it slept is not its own
            assert told.fence.delivery >= deliveries[told.fence.camera_id]
    finally:
        await district.stop()
        await server.stop()
