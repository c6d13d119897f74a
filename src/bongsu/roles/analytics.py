"""The analytics process: a bus client and a worker. It holds no database, no camera's address, and no key of the node."""

import ssl
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bongsu.kernel.nats_work_queue import NatsWorkTaker
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.pictures.taps import TapClient
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.messages import JOB_SUBJECT, JOB_TAKERS, JOBS
from bongsu.monitoring.worker.part import AnalyticsWorker, WorkerKit
from bongsu.monitoring.worker.tools import Tools
from bongsu.monitoring.worker.watcher import cores_of
from bongsu.roles.bus import bus_client
from bongsu.roles.names import named
from bongsu.roles.settings import NodeSettings

# networks and their runtime: loaded where a worker is given its first camera, by nobody else
LOOKING = "bongsu.roles.looking:tools"


class AnalyticsRole:
    """A part: the worker lives in the loop of its process."""

    name = "analytics"

    def __init__(self, kit: WorkerKit) -> None:
        self._kit = kit
        self._worker: AnalyticsWorker | None = None

    async def start(self) -> None:
        self._worker = AnalyticsWorker(self._kit)
        await self._worker.start()

    async def stop(self) -> None:
        if self._worker is not None:
            await self._worker.stop()


def looking_tools(settings: MonitoringSettings) -> Tools:
    """What a worker looks with. Raises `DetectorUnavailable`."""
    try:
        make = named(LOOKING)
    except ImportError as cause:
        raise DetectorUnavailable(f"{cause.name} is not installed on this machine") from cause
    tools: Tools = make(settings)
    return tools


def analytics_settings(settings: NodeSettings) -> MonitoringSettings:
    """As this process is to run. Those that `bongsu run` starts side by side share the machine's cores."""
    given = load(MonitoringSettings, "monitoring")
    cores = cores_of(given)
    if settings.supervised and not given.cores:
        cores /= max(1, settings.analytics_workers)
    worker = settings.analytics_worker or given.worker
    return msgspec.structs.replace(given, worker=worker, cores=cores)


def _tls(settings: NodeSettings) -> ssl.SSLContext:
    """On the node's own machine its certificate is known as a file: that one is believed, by whatever name it is reached.
    Elsewhere it must bear the name by which it is reached."""
    own = settings.tls_certificate
    context = ssl.create_default_context(cafile=own or settings.bus_ca or None)
    if own and Path(own).exists():
        context.check_hostname = False
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """The bus first. What looks is loaded with the first camera."""
    bus, given = bus_client(settings, "analytics"), analytics_settings(settings)
    kit = WorkerKit(
        settings=given,
        bus=bus,
        taker=NatsWorkTaker(bus, JOBS, JOB_SUBJECT, JOB_TAKERS),
        tools=partial(looking_tools, given),
        taps=partial(TapClient, tls=_tls(settings)),
        host=urlsplit(settings.bus_url).hostname or "127.0.0.1",
    )
    return [bus, AnalyticsRole(kit)]
