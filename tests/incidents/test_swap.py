"""A camera that shows nothing gives its tile to the next best: at once when chosen dead, after a while when watched."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest

from bongsu.incidents import listen
from bongsu.incidents.close import close_incident
from bongsu.incidents.feed import Feed
from bongsu.incidents.incident import Place
from bongsu.incidents.listen import CameraState, Listening
from bongsu.incidents.own_watch import watch_own
from bongsu.incidents.swap import KEEP_STILL_S, swap_failed
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.grants import Grant
from tests.incidents.stage import (
    NOW,
    OPERATOR,
    Stage,
    camera,
    of_kind,
    said_to,
    screen_of,
    stage_on,
)

KEEP_S = 0.2


def lent(grant: Grant) -> list[str]:
    return [camera.camera_id for camera in grant.lent]


async def fails(stage: Stage, *camera_ids: str) -> int:
    return await swap_failed(stage.desk, frozenset(camera_ids))


async def test_the_next_best_takes_the_tile_of_the_same_rank(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    before = await stage.grant(incident)
    assert lent(before)[2] == "SB-0003"
    stage.chooser.broken.add("SB-0003")
    assert await fails(stage, "SB-0003") == 2, "the station's grant and the centre's own"
    after = await stage.grant(incident)
    assert lent(after) == [*lent(before)[:2], "SB-0010", *lent(before)[3:]]
    assert [one.rank for one in after.lent] == list(range(1, 10))
    left = await stage.told("sharing.camera_withdrawn")
    assert {(one["camera_id"], one["reason"]) for one in left} == {("SB-0003", "camera_failed")}
    assert (await stage.trail())[-2:] == ["swap_camera", "swap_camera"]


async def test_a_failed_camera_never_comes_back_to_the_incident(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await fails(stage, "SB-0001")
    await fails(stage, "SB-0002")
    stage.clock.advance(6)
    await stage.update(incident, place=Place(lat=37.601, lon=127.011))
    grant = await stage.grant(incident)
    assert not {"SB-0001", "SB-0002"} & set(lent(grant))
    assert {one.camera_id for one in grant.cameras if not one.is_lent} == {"SB-0001", "SB-0002"}
    assert {"SB-0001", "SB-0002"} <= stage.chooser.asked[-1].barred


async def test_without_an_heir_the_tile_stays(database: Database) -> None:
    stage = stage_on(database, cameras=tuple(camera(number) for number in (1, 2)))
    incident = await stage.open(stage.call())
    assert await fails(stage, "SB-0001") == 0
    assert lent(await stage.grant(incident)) == ["SB-0001", "SB-0002"]
    assert await stage.told("sharing.camera_withdrawn") == []


async def test_an_heir_that_fails_too_is_followed_by_the_next(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    for broken in ("SB-0001", "SB-0010", "SB-0011"):
        assert await fails(stage, broken) == 2
    assert lent(await stage.grant(incident))[0] == "SB-0012"
    assert await fails(stage, "SB-0012") == 0, "nothing is left"


async def test_a_camera_that_nobody_is_shown_swaps_nothing(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert await fails(stage, "SB-0012") == 0
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    assert await fails(stage, "SB-0001") == 0


async def test_several_that_fail_together_each_get_an_heir(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert await fails(stage, "SB-0001", "SB-0002", "SB-0012") == 4
    grant = await stage.grant(incident)
    assert not {"SB-0001", "SB-0002"} & set(lent(grant))
    assert len(set(lent(grant))) == len(lent(grant))


async def test_what_nobody_is_shown_costs_no_turn_to_write(stage: Stage) -> None:
    await stage.open(stage.call())
    async with stage.work():
        # a second writer would wait for this one
        async with asyncio.timeout(5):
            assert await fails(stage, "SB-0012") == 0


class Heard:
    """Media speaks, and the stage's listener hears."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.bus = MemoryBus()
        self.feed = Feed(stage.desk)
        self.part = Listening(stage.desk, self.feed, self.bus)

    async def say(self, camera_id: str, *states: str) -> None:
        for state in states:
            body = msgspec.json.encode(CameraState(camera_id, state, NOW))
            await self.bus.publish("bongsu.media.camera_state", body)

    async def swaps_over(self) -> None:
        while self.part._swaps:
            await asyncio.wait(list(self.part._swaps.values()), timeout=5)


@pytest.fixture
async def heard(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Heard]:
    monkeypatch.setattr(listen, "KEEP_STILL_S", KEEP_S)
    heard = Heard(stage)
    await heard.part.start()
    yield heard
    await heard.part.stop()


@pytest.mark.parametrize("state", ["dead", "frozen", "unsupported"])
async def test_dead_when_chosen_is_swapped_at_once(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setattr(listen, "KEEP_STILL_S", 3600.0)
    incident = await heard.stage.open(heard.stage.call())
    await heard.say("SB-0001", "connecting", state)
    await heard.swaps_over()
    assert lent(await heard.stage.grant(incident))[0] == "SB-0010"


async def test_dead_while_watched_keeps_its_last_still_first(heard: Heard) -> None:
    incident = await heard.stage.open(heard.stage.call())
    began_s = asyncio.get_running_loop().time()
    await heard.say("SB-0001", "connecting", "live", "dead")
    assert lent(await heard.stage.grant(incident))[0] == "SB-0001"
    await heard.swaps_over()
    assert asyncio.get_running_loop().time() - began_s >= KEEP_S
    assert lent(await heard.stage.grant(incident))[0] == "SB-0010"


def test_the_still_stays_ten_seconds() -> None:
    assert KEEP_STILL_S == 10.0


async def test_a_camera_that_comes_back_in_time_keeps_its_tile(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "KEEP_STILL_S", 3600.0)
    incident = await heard.stage.open(heard.stage.call())
    await heard.say("SB-0001", "live", "frozen", "dead", "live")
    await heard.swaps_over()
    assert lent(await heard.stage.grant(incident))[0] == "SB-0001"


async def test_live_long_ago_is_not_watched_now(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was live for another incident; chosen anew, its pull begins by connecting and fails."""
    monkeypatch.setattr(listen, "KEEP_STILL_S", 3600.0)
    incident = await heard.stage.open(heard.stage.call())
    await heard.say("SB-0001", "live", "connecting", "dead")
    await heard.swaps_over()
    assert lent(await heard.stage.grant(incident))[0] == "SB-0010"


async def test_a_swap_that_fails_leaves_the_camera_swappable(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fault(*_: object) -> int:
        raise RuntimeError("database is gone")

    incident = await heard.stage.open(heard.stage.call())
    with monkeypatch.context() as broken:
        broken.setattr(listen, "swap_failed", fault)
        await heard.say("SB-0001", "dead")
        await heard.swaps_over()
    await heard.say("SB-0001", "dead")
    await heard.swaps_over()
    assert lent(await heard.stage.grant(incident))[0] == "SB-0010"


async def test_what_fails_during_a_swap_is_swapped_together_after_it(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = list[frozenset[str]](), asyncio.Event()

    async def slowly(_desk: object, camera_ids: frozenset[str]) -> int:
        asked.append(camera_ids)
        await go_on.wait()
        return 0

    monkeypatch.setattr(listen, "swap_failed", slowly)
    for number in (1, 2, 3, 4):
        await heard.say(f"SB-000{number}", "dead")
        while not asked:
            await asyncio.sleep(0)
    while len(heard.part._failed) < 4:
        await asyncio.sleep(0)
    await heard.say("SB-0004", "live")
    go_on.set()
    await heard.swaps_over()
    assert asked == [{"SB-0001"}, {"SB-0002", "SB-0003"}]


async def test_stopping_forgets_what_was_planned(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "KEEP_STILL_S", 3600.0)
    heard = Heard(stage)
    await heard.part.start()
    incident = await stage.open(stage.call())
    await heard.say("SB-0001", "live", "dead")
    await asyncio.wait_for(heard.part.stop(), 5)
    assert lent(await stage.grant(incident))[0] == "SB-0001"


async def test_the_centre_hears_of_each_camera_and_of_outside_viewers(heard: Heard) -> None:
    incident = await heard.stage.open(heard.stage.call())
    grant = await heard.stage.grant(incident)
    own = await heard.stage.grant(incident, CENTRE)
    async with heard.stage.work() as work:
        # 자체 관제 of one camera, without any incident
        looked = await watch_own(work, heard.stage.desk, "SB-0001", "per_1", NOW)
    screen = screen_of(OPERATOR)
    await heard.feed.join(screen, None)
    said_to(screen)
    await heard.say("SB-0001", "live")
    told = said_to(screen)
    assert of_kind(told, "camera_state")[0]["state"] == "live"
    watched = listen.Watching(
        grant.grant_id, "SB-0001", "ses_1", "성북서 상황실", watching=True, at=NOW
    )
    for viewing in (
        watched,
        replaced(watched, grant_id=own.grant_id, session_id="ses_2"),
        replaced(watched, grant_id=looked.grant_id, session_id="ses_4"),
        replaced(watched, grant_id="gr_unknown", session_id="ses_3"),
    ):
        await heard.bus.publish("bongsu.media.watching", msgspec.json.encode(viewing))
    (watcher,) = of_kind(said_to(screen), "watching")[-1]["watchers"]
    assert watcher["viewer"] == "성북서 상황실"
    over = replaced(watched, watching=False, at=NOW + timedelta(seconds=9))
    await heard.bus.publish("bongsu.media.watching", msgspec.json.encode(over))
    assert of_kind(said_to(screen), "watching")[-1]["watchers"] == []


def replaced(watched: listen.Watching, **changes: object) -> listen.Watching:
    return msgspec.structs.replace(watched, **changes)
