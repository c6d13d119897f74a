"""The analytics role: how many there are, what each may do on the bus, and what a machine without a network runtime says."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.bus_users import token_for
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.messages import (
    ASK_CLIP,
    ASK_TAPS,
    ASK_WORKER,
    JOB_SUBJECT,
    JOB_TAKERS,
    JOBS,
    Attention,
)
from bongsu.roles import analytics
from bongsu.roles.analytics import analytics_settings, looking_tools, parts
from bongsu.roles.bus import bus_client, bus_server
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import FEW_ARENAS, SUPERVISED, children_of, memory_of

TOKEN = "a-token-of-at-least-thirty-two-letters"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    server = bus_server(NodeSettings(data_dir=str(tmp_path)), TOKEN)
    await server.start()
    yield server
    await server.stop()


def client(server: NatsServer, name: str) -> NatsBus:
    return bus_client(NodeSettings(bus_url=server.url, bus_token=token_for(TOKEN, name)), name)


def test_a_node_starts_one_worker_and_as_many_as_it_is_told() -> None:
    assert "analytics" in SUPERVISED
    one = dict(children_of(("analytics",), NodeSettings()))
    assert one == {"analytics-1": ("--only", "analytics", "--worker", "analytics-1")}
    assert len(children_of(("analytics",), NodeSettings(analytics_workers=3))) == 3
    assert children_of(("analytics",), NodeSettings(analytics_workers=0)) == []


def test_a_workers_threads_share_one_arena_and_medias_do_not() -> None:
    assert memory_of("analytics-2") == FEW_ARENAS
    assert memory_of("media-1") == {}


def test_a_worker_is_called_as_its_process_was_started() -> None:
    named = analytics_settings(NodeSettings(analytics_worker="room-2"))
    assert named.worker == "room-2"


def test_workers_that_are_started_side_by_side_share_the_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = analytics_settings(NodeSettings(supervised=True)).cores
    assert analytics_settings(NodeSettings(supervised=True, analytics_workers=2)).cores == alone / 2
    elsewhere = NodeSettings(analytics_workers=2)
    assert analytics_settings(elsewhere).cores == alone
    monkeypatch.setenv("BONGSU_MONITORING_CORES", "1.5")
    assert analytics_settings(NodeSettings(supervised=True, analytics_workers=2)).cores == 1.5


async def test_the_bus_comes_first_and_nothing_that_looks_is_loaded_yet(tmp_path: Path) -> None:
    settings = NodeSettings(
        data_dir=str(tmp_path), bus_url="nats://127.0.0.1:1", bus_token="analytics:x"
    )
    assert [part.name for part in await parts(settings)] == ["bus client analytics", "analytics"]


def test_a_machine_without_the_runtime_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "LOOKING", "bongsu_no_such_package.tools:tools")
    with pytest.raises(DetectorUnavailable) as refused:
        looking_tools(MonitoringSettings())
    assert "bongsu_no_such_package" in refused.value.detail


async def test_a_worker_asks_and_tells_what_its_work_needs(server: NatsServer) -> None:
    worker = client(server, "analytics")
    node = bus_client(NodeSettings(bus_url=server.url, bus_token=TOKEN), "node")
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    await node.start()
    await worker.start()
    try:

        async def echo(question: bytes) -> bytes:
            return b"to " + question

        for subject in (ASK_WORKER, ASK_TAPS, ASK_CLIP):
            await node.serve(subject, echo)
        await node.subscribe("bongsu.monitoring.raised", heard.put)
        await worker.subscribe(f"bongsu.{Attention.subject}", heard.put)
        await node.flush()
        await worker.flush()
        for subject in (ASK_WORKER, ASK_TAPS, ASK_CLIP):
            assert await worker.request(subject, b"1", 5) == b"to 1"
        await worker.publish("bongsu.monitoring.raised", b"raised")
        assert await heard.get() == b"raised"
        await node.publish(f"bongsu.{Attention.subject}", b"attend")
        assert await heard.get() == b"attend"
    finally:
        await worker.stop()
        await node.stop()


@pytest.mark.parametrize(
    "subject",
    [
        f"{JOB_SUBJECT}SB-0001",
        f"bongsu.{Attention.subject}",
        "bongsu.monitoring.job_ended",
        "bongsu.sharing.grant_opened",
        "bongsu.media.camera_state",
        f"$JS.API.STREAM.DELETE.{JOBS}",
        f"$JS.API.STREAM.PURGE.{JOBS}",
        f"$JS.API.CONSUMER.DELETE.{JOBS}.{JOB_TAKERS}",
        "bongsu.registry.stream",
    ],
)
async def test_a_worker_says_nothing_else(server: NatsServer, subject: str) -> None:
    node = bus_client(NodeSettings(bus_url=server.url, bus_token=TOKEN), "node")
    worker = client(server, "analytics")
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    await node.start()
    await worker.start()
    try:
        await node.subscribe(subject, heard.put)
        await node.flush()
        await worker.publish(subject, b"forged")
        await worker.flush()
        await node.publish(subject, b"true")
        assert await heard.get() == b"true"
    finally:
        await worker.stop()
        await node.stop()


def test_no_other_process_loads_what_looks() -> None:
    """Each costs hundreds of megabytes, or seconds at the start of a node."""
    asked = [sys.executable, "-c", _LOADS]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["[]", "[]"]


_LOADS = """
import sys
import bongsu.cli.run, bongsu.roles.federation
print(sorted({"numpy", "scipy", "cv2", "openvino", "tensorboard"} & set(sys.modules)))
import bongsu.roles.media, bongsu.roles.node
print(sorted({"scipy", "cv2", "openvino", "tensorboard"} & set(sys.modules)))
"""
