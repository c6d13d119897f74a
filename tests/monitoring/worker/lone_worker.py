"""A worker as a process of its own that needs neither codec nor network: somebody stands before each of its cameras.

Started by the takeover test and by benches: `python -m tests.monitoring.worker.lone_worker URL TOKEN NAME`."""

import asyncio
import sys
import time

from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_work_queue import NatsWorkTaker
from bongsu.kernel.parts import run_parts
from bongsu.media.taps.wire import Frames
from bongsu.monitoring.pictures.taps import Ask, Taker
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.messages import JOB_SUBJECT, JOB_TAKERS, JOBS
from bongsu.monitoring.worker.part import AnalyticsWorker, WorkerKit
from tests.monitoring.worker.fakes import PERSON, FakeTaps, Scene, fake_tools, picture

_EVERY_S = 0.2


class StreetTaps(FakeTaps):
    """Shows every camera that is asked for, five times a second."""

    async def run(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            for camera_id, frames in list(self.wants.items()):
                if frames is not Frames.NONE:
                    self.show(camera_id, picture(time.time(), Scene(people=(PERSON,))))


def street(ask: Ask, taker: Taker) -> StreetTaps:
    return StreetTaps(taker, ask)


async def main(url: str, token: str, name: str, lease_s: str) -> None:
    bus = NatsBus(url, token, name, user="analytics")
    settings = MonitoringSettings(worker=name, cores=1.0, lease_s=float(lease_s))
    await bus.start()
    kit = WorkerKit(
        settings=settings,
        bus=bus,
        taker=NatsWorkTaker(bus, JOBS, JOB_SUBJECT, JOB_TAKERS),
        tools=fake_tools,
        taps=street,
    )
    await run_parts([AnalyticsWorker(kit)], ready=lambda: None, ended=asyncio.Event())
    await bus.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
