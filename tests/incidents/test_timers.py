"""The timers act in time, wake for each change, and outlive a fault."""

import asyncio

import msgspec
import pytest

from bongsu.incidents import timers as timers_module
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.timers import Timers
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.grants import State
from tests.incidents.stage import Stage


async def test_the_timer_wakes_for_each_change_and_acts_in_time(stage: Stage) -> None:
    bus = MemoryBus()
    timers = Timers(stage.desk, bus)
    await timers.start()
    incident = await stage.open(stage.call(code="C2"))
    stage.clock.advance(60)
    body = msgspec.json.encode(IncidentChanged(incident_id=incident.incident_id))
    await bus.publish("bongsu.incidents.changed", body)
    async with asyncio.timeout(5):
        while (await stage.grant(incident)).state is State.WAITING:
            await stage.desk.database.committed.wait()
            stage.desk.database.committed.clear()
    assert (await stage.grant(incident)).reason == "approval_timed_out"
    await timers.stop()


async def test_the_timer_outlives_a_fault(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it no question would ever time out again, and nobody would notice."""
    tries: list[Desk] = []
    again = asyncio.Event()

    async def faulty(desk: Desk) -> None:
        tries.append(desk)
        if len(tries) == 1:
            raise RuntimeError("database is locked")
        again.set()

    monkeypatch.setattr(timers_module, "do_what_is_due", faulty)
    monkeypatch.setattr(timers_module, "AFTER_FAULT_S", 0.01)
    timers = Timers(stage.desk, MemoryBus())
    await timers.start()
    await asyncio.wait_for(again.wait(), 5)
    await timers.stop()
