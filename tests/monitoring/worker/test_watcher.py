"""The worker's loop: what a picture leads to, whom it looks at closely, and whose fault stays where."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.failures import BadPicture
from bongsu.media.taps.wire import Frames
from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.pictures.ring import Ring
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.words import Ailment, RuleKind
from bongsu.monitoring.worker.messages import (
    ASK_CLIP,
    CameraJob,
    ClipPart,
    ClothingSeen,
    Fence,
    HealthSeen,
    RaisedAt,
    SearchOrder,
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


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    await stage.start()
    yield stage
    await stage.stop()


async def test_somebody_in_a_zone_is_told_at_the_key_picture_with_a_still(stage: Stage) -> None:
    stage.give("cam_1")
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)
    told = stage.raised[0]
    assert (told.phase, told.rule_id, told.kind) == (Phase.BEGAN, "r", RuleKind.INTRUSION)
    assert told.fence == stage.fences["cam_1"]
    assert told.picture == b"a still"
    assert not told.escalated
    assert told.boxes[0] == pytest.approx(PERSON)


async def test_an_empty_street_is_looked_at_and_tells_nothing(stage: Stage) -> None:
    stage.give("cam_1")
    await stage.looked("cam_1", EMPTY)
    assert stage.raised == []
    (work,) = stage.watcher.work()
    assert (work.state, work.problems) == ("watched", 0)
    assert work.looked_at is not None


async def test_what_deserves_it_is_asked_for_whole_until_the_reason_is_gone(stage: Stage) -> None:
    stage.give("cam_1")
    stage.give("cam_2")
    assert stage.taps.wants == {"cam_1": Frames.KEY, "cam_2": Frames.KEY}
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    assert stage.taps.wants["cam_2"] is Frames.KEY
    states = {work.camera_id: work.state for work in stage.watcher.work()}
    assert states["cam_1"] == "escalated"
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)


async def test_a_camera_looked_at_closely_is_seen_by_pictures_that_are_no_key(
    stage: Stage,
) -> None:
    stage.give("cam_1", rules=(msgspec.structs.replace(ZONE, score=0.2),))
    stage.watcher.scheduler.attend("cam_1", "operator", time.time() + 60)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    stage.show("cam_1", EMPTY)
    for _ in range(4):
        stage.show("cam_1", SEEN, key=False)
        stage.at_s += 0.2
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].escalated


async def test_the_clips_pictures_come_also_where_nobody_has_room_for_a_closer_look(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.watcher.scheduler, "escalated", lambda _now: ())
    stage.give("cam_1")
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    assert [work.state for work in stage.watcher.work()] == ["watched"]
    looks = stage.watcher.looks
    stage.show("cam_1", SEEN, key=False)
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)
    assert stage.watcher.looks == looks, "kept, not looked at"


async def test_who_is_kept_for_a_clip_is_looked_at_closely_from_its_last_key_picture(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Media sends nothing twice, and without its key picture nothing of a group can be decoded."""
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]
    held.kept_until = time.time() + 60
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)
    await stage.looked("cam_1", EMPTY)
    stage.show("cam_1", EMPTY, key=False)
    monkeypatch.setattr(stage.watcher.scheduler, "escalated", lambda _now: ("cam_1",))
    await stage.until(lambda: held.is_close)
    assert [one.is_key for one in held.waiting] == [True, False]


async def test_the_moments_clip_follows_in_parts(stage: Stage, tmp_path: object) -> None:
    del tmp_path
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]

    class Reel:
        def add(self, _picture: object) -> None: ...

        def clip(self, _from_ms: float, _to_ms: float) -> bytes:
            return b"x" * 1_000_000

    held.ring = Reel()  # type: ignore[assignment]  # a reel of bytes in place of coded pictures
    stage.show("cam_1", SEEN)
    await stage.until(lambda: len(stage.clips) == 3)
    assert [part.number for part in stage.clips] == [0, 1, 2]
    assert sum(len(part.data) for part in stage.clips) == 1_000_000
    assert {part.occasion for part in stage.clips} == {stage.raised[0].occasion}


async def test_an_ailing_camera_is_told_and_so_is_its_recovery(stage: Stage) -> None:
    stage.give("cam_1")
    await stage.looked("cam_1", Scene(ailing=True))
    await stage.looked("cam_1", EMPTY)
    await stage.until(lambda: len(stage.health) == 2)
    assert [(one.ailment, one.ailing) for one in stage.health] == [
        (Ailment.BLACK, True),
        (Ailment.BLACK, False),
    ]


@pytest.mark.parametrize("fault", ["decode", "throw"])
async def test_faults_of_one_camera_isolate_it_and_no_other(stage: Stage, fault: str) -> None:
    stage.give("cam_1")
    stage.give("cam_2")
    for _ in range(5):
        await stage.looked("cam_1", Scene(fault=fault))
    work = {one.camera_id: one for one in stage.watcher.work()}
    assert (work["cam_1"].state, work["cam_1"].problems) == ("isolated", 5)
    assert work["cam_1"].problem
    assert stage.taps.wants == {"cam_1": Frames.NONE, "cam_2": Frames.KEY}
    stage.show("cam_2", SEEN)
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].fence.camera_id == "cam_2"


async def test_an_isolated_camera_is_tried_again(stage: Stage) -> None:
    stage.give("cam_1")
    for _ in range(5):
        await stage.looked("cam_1", Scene(fault="throw"))
    stage.watcher.cameras["cam_1"].faults.until = 0.0
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.KEY)
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)


async def test_a_detector_that_hangs_costs_its_thread_and_its_camera_only() -> None:
    stage = Stage(stalled_after_s=0.05)
    await stage.start()
    try:
        stage.give("cam_1")
        stage.give("cam_2")
        await stage.looked("cam_1", Scene(fault="hang"))
        work = {one.camera_id: one for one in stage.watcher.work()}
        assert work["cam_1"].state == "isolated"
        stage.show("cam_2", SEEN)
        await stage.until(lambda: stage.raised)
        assert stage.raised[0].fence.camera_id == "cam_2"
    finally:
        await stage.stop()


async def test_a_camera_that_is_no_longer_held_tells_nothing(stage: Stage) -> None:
    stage.give("cam_1")
    del stage.fences["cam_1"]
    await stage.looked("cam_1", SEEN)
    assert stage.raised == []


async def test_a_camera_let_go_is_asked_for_no_more(stage: Stage) -> None:
    stage.give("cam_1")
    stage.watcher.gone("cam_1")
    assert stage.taps.wants == {}
    assert stage.watcher.work() == ()


async def test_a_new_job_brings_its_rules_at_once(stage: Stage) -> None:
    stage.give("cam_1", rules=())
    await stage.looked("cam_1", SEEN)
    stage.give("cam_1", number=2)
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.raised)
    assert stage.raised[0].fence.job == 2


def phases(stage: Stage) -> list[tuple[int, int, Phase]]:
    return [(one.fence.job, one.occasion, one.phase) for one in stage.raised]


async def began(stage: Stage, camera_id: str = "cam_1") -> RaisedAt:
    """Somebody stands there, and that is told."""
    stage.show(camera_id, SEEN)
    await stage.until(lambda: stage.raised)
    await stage.until(lambda: stage.watcher.cameras[camera_id].going_on)
    return stage.raised[0]


async def test_what_goes_on_at_a_camera_let_go_has_ended_by_the_right_by_which_it_was_seen(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    first = await began(stage)
    del stage.fences["cam_1"]
    stage.watcher.gone("cam_1")
    await stage.until(lambda: len(stage.raised) > 1)
    assert phases(stage) == [(1, 1, Phase.BEGAN), (1, 1, Phase.ENDED)]
    assert stage.raised[1].fence == first.fence


async def test_of_a_job_that_is_over_no_last_word_is_told(stage: Stage) -> None:
    """The node takes nothing under it, and ends its alarms by itself."""
    stage.give("cam_1")
    await began(stage)
    stage.watcher.gone("cam_1", is_over=True)
    stage.give("cam_1", number=2)
    await stage.shown_until("cam_1", SEEN, lambda: len(stage.raised) > 1)
    assert phases(stage)[:2] == [(1, 1, Phase.BEGAN), (2, 1, Phase.BEGAN)]


async def test_the_same_job_delivered_again_ends_what_went_on_under_the_delivery_before(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    first = await began(stage)
    again = msgspec.structs.replace(first.fence, delivery=2)
    stage.fences["cam_1"] = again
    stage.watcher.took(stage.watcher.cameras["cam_1"].job, again)
    await stage.until(lambda: len(stage.raised) > 1)
    assert (stage.raised[1].phase, stage.raised[1].fence) == (Phase.ENDED, first.fence)


async def test_last_words_are_told_before_a_worker_is_gone() -> None:
    stage = Stage()
    await stage.start()
    stage.give("cam_1")
    await began(stage)
    stage.watcher.gone("cam_1")
    await stage.stop()
    assert [one.phase for one in stage.raised] == [Phase.BEGAN, Phase.ENDED]


async def test_eyes_replaced_after_a_stall_end_what_the_old_ones_saw_going_on() -> None:
    stage = Stage(stalled_after_s=0.05)
    await stage.start()
    try:
        stage.give("cam_1")
        await began(stage)
        hangs = Scene(fault="hang")
        await stage.shown_until("cam_1", hangs, lambda: len(stage.raised) > 1)
        assert stage.raised[1].phase is Phase.ENDED
        assert stage.watcher.cameras["cam_1"].going_on == {}
    finally:
        await stage.stop()


class Torn(Ring):
    """Holds what no clip can be made of."""

    def clip(self, from_ms: float, to_ms: float) -> bytes:
        raise BadPicture("parameter sets that cannot be understood")


async def test_a_clip_that_cannot_be_made_is_counted_at_its_camera_and_isolates_nobody(
    stage: Stage,
) -> None:
    stage.give("cam_1")
    held = stage.watcher.cameras["cam_1"]
    held.ring = Torn(10.0)
    await began(stage)
    await stage.until(lambda: held.faults.count)
    (work,) = stage.watcher.work()
    assert (work.problems, work.state) == (1, "escalated")
    stage.show("cam_1", EMPTY)
    assert stage.clips == []


def sought(camera_id: str, lasts_s: float) -> CameraJob:
    ends_at = datetime.now(UTC) + timedelta(seconds=lasts_s)
    order = SearchOrder(search_id="clo_1", ends_at=ends_at)
    return CameraJob(camera_id=camera_id, version=1, search=order)


async def test_where_somebody_missing_is_looked_for_clothes_are_told_and_looked_at_closely(
    stage: Stage,
) -> None:
    stage.give("cam_1", rules=())
    stage.watcher.took(sought("cam_1", 60.0), stage.fences["cam_1"])
    stage.show("cam_1", SEEN)
    await stage.until(lambda: stage.dressed)
    told = stage.dressed[0]
    assert (told.search_id, told.fence, told.picture) == ("clo_1", stage.fences["cam_1"], b"p")
    assert told.upper is not None
    await stage.until(lambda: stage.taps.wants["cam_1"] is Frames.ALL)


@pytest.mark.parametrize("lasts_s", [None, -1.0])
async def test_without_a_search_or_after_its_end_nobodys_clothes_are_looked_at(
    stage: Stage, lasts_s: float | None
) -> None:
    stage.give("cam_1", rules=())
    if lasts_s is not None:
        stage.watcher.took(sought("cam_1", lasts_s), stage.fences["cam_1"])
    await stage.looked("cam_1", SEEN)
    assert stage.dressed == []
