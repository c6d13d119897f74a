"""A worker's loop without node or media."""

import asyncio
import threading
import time
from collections.abc import Callable

import msgspec

from bongsu.kernel.memory_bus import MemoryBus
from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.messages import (
    ASK_CLIP,
    CameraJob,
    ClipPart,
    ClothingSeen,
    Fence,
    HealthSeen,
    RaisedAt,
)
from bongsu.monitoring.worker.tell import Teller
from bongsu.monitoring.worker.watcher import Watcher
from tests.monitoring.worker.fakes import PERSON, FakeTaps, Scene, fake_tools, picture

SETTINGS = MonitoringSettings(
    worker="w", cores=2.0, load=1.0, clip_before_s=0.2, clip_after_s=0.0, escalated_for_s=0.1
)
ZONE = Rule(rule_id="r", kind=RuleKind.INTRUSION, things=frozenset({Thing.PERSON}))
EMPTY, SEEN = Scene(), Scene(people=(PERSON,))


class Stage:
    """One worker without node: it holds what a test gives it."""

    def __init__(self, stalled_after_s: float = 5.0) -> None:
        self.bus = MemoryBus()
        self.fences: dict[str, Fence] = {}
        self.hangs = threading.Event()
        teller = Teller(self.bus, self.fences.get)
        self.watcher = Watcher(SETTINGS, teller, stalled_after_s=stalled_after_s, tick_s=0.02)
        self.taps = FakeTaps(self.watcher)
        self.watcher.taps = self.taps
        self.heard = asyncio.Event()
        self.raised: list[RaisedAt] = []
        self.health: list[HealthSeen] = []
        self.clips: list[ClipPart] = []
        self.dressed: list[ClothingSeen] = []
        self.at_s = time.time()

    async def start(self) -> None:
        await self.bus.subscribe("bongsu.monitoring.raised", self._hear_raised)
        await self.bus.subscribe("bongsu.monitoring.health", self._hear_health)
        await self.bus.subscribe("bongsu.monitoring.clothing", self._hear_clothes)
        await self.bus.serve(ASK_CLIP, self._hear_clip)
        await self.watcher.start()
        self.watcher.equip(fake_tools(self.hangs))

    async def stop(self) -> None:
        self.hangs.set()
        await self.watcher.stop()

    async def _hear_raised(self, body: bytes) -> None:
        self.raised.append(msgspec.json.decode(body, type=RaisedAt))
        self.heard.set()

    async def _hear_health(self, body: bytes) -> None:
        self.health.append(msgspec.json.decode(body, type=HealthSeen))
        self.heard.set()

    async def _hear_clothes(self, body: bytes) -> None:
        self.dressed.append(msgspec.json.decode(body, type=ClothingSeen))
        self.heard.set()

    async def _hear_clip(self, body: bytes) -> bytes:
        self.clips.append(msgspec.msgpack.decode(body, type=ClipPart))
        self.heard.set()
        return b""

    def give(self, camera_id: str, rules: tuple[Rule, ...] = (ZONE,), number: int = 1) -> None:
        job = CameraJob(camera_id=camera_id, version=number, rules=rules)
        self.fences[camera_id] = Fence(camera_id=camera_id, job=number, delivery=1, worker="i")
        self.watcher.took(job, self.fences[camera_id])

    def show(self, camera_id: str, scene: Scene, *, key: bool = True) -> None:
        self.at_s = max(self.at_s + 0.001, time.time())
        self.taps.show(camera_id, picture(self.at_s, scene, key=key))

    async def until(self, is_so: Callable[[], object]) -> None:
        """Looks again after each word told, each look and each turn."""
        async with asyncio.timeout(5):
            while not is_so():
                await asyncio.sleep(0.002)

    async def shown_until(self, camera_id: str, scene: Scene, is_so: Callable[[], object]) -> None:
        """One picture after the other: a camera looked at closely takes one each 200 ms."""
        async with asyncio.timeout(5):
            while not is_so():
                self.show(camera_id, scene)
                await asyncio.sleep(0.02)

    async def looked(self, camera_id: str, scene: Scene) -> None:
        looks = self.watcher.looks
        self.show(camera_id, scene)
        await self.until(lambda: self.watcher.looks > looks)
