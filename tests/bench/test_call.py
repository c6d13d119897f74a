"""The parts of the call bench that listen, reckon and join, without a stand."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest

from bongsu.bench.call.calls import Feed, camera_ids
from bongsu.bench.call.chromium import NoBrowser
from bongsu.bench.call.district import District
from bongsu.bench.call.pictures import with_plain
from bongsu.bench.call.promises import PROMISES
from bongsu.bench.call.run import CallBench, readings_of
from bongsu.bench.call.sizes import FULL, HURRIED, QUICK, sizes_for
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Watcher
from bongsu.bench.figures import Reading, Readings
from bongsu.media.wire import Kind
from bongsu.roles.settings import NodeSettings


def incident(number: str, cameras: int, grant: str = "gr_1") -> dict[str, Any]:
    tiles = [{"grant_id": grant, "camera_id": f"c{index}"} for index in range(cameras)]
    return {"kind": "incident", "incident": {"ext_incident_no": number, "tiles": tiles}}


def ticket(camera: str, grant: str = "gr_1") -> dict[str, Any]:
    return {"kind": "ticket", "grant_id": grant, "camera_id": camera, "ticket": "t", "url": "u"}


def test_an_incident_is_open_when_its_last_ticket_has_come() -> None:
    feed = Feed()
    feed.hear(1.0, incident("A", 2))
    assert feed.opened("A") is None
    feed.hear(2.0, ticket("c0"))
    assert feed.opened("A") is None
    feed.hear(3.0, ticket("c1"))
    opened = feed.opened("A")
    assert opened
    assert opened.at_s == 3.0
    assert [one["camera_id"] for one in opened.tickets] == ["c0", "c1"]


def test_only_the_first_five_tiles_need_a_ticket() -> None:
    feed = Feed()
    for index in range(5):
        feed.hear(1.0, ticket(f"c{index}"))
    feed.hear(2.0, incident("A", 9))
    opened = feed.opened("A")
    assert opened
    assert len(opened.tickets) == 5


def test_an_incident_without_tiles_is_not_open() -> None:
    feed = Feed()
    feed.hear(1.0, incident("A", 0))
    assert feed.opened("A") is None


def test_a_later_copy_of_the_same_message_does_not_make_it_later() -> None:
    feed = Feed()
    feed.hear(1.0, incident("A", 1))
    feed.hear(2.0, ticket("c0"))
    feed.hear(9.0, incident("A", 1))
    feed.hear(9.0, ticket("c0"))
    opened = feed.opened("A")
    assert opened
    assert opened.at_s == 2.0


def test_tickets_of_another_lending_do_not_count() -> None:
    feed = Feed()
    feed.hear(1.0, incident("A", 1, grant="gr_2"))
    feed.hear(2.0, ticket("c0", grant="gr_1"))
    assert feed.opened("A") is None


async def test_waiting_ends_with_the_message_that_completes_it() -> None:
    feed = Feed()
    waiting = asyncio.create_task(feed.until_opened("A"))
    await asyncio.sleep(0)
    feed.hear(1.0, incident("A", 1))
    feed.hear(2.0, ticket("c0"))
    assert (await waiting).at_s == 2.0


async def test_waiting_for_what_never_comes_has_an_end() -> None:
    with pytest.raises(TimeoutError):
        await Feed().until_opened("A", within_s=0.01)


def test_the_answer_names_cameras_best_first() -> None:
    cameras = [{"camera_id": f"c{rank}", "rank": rank} for rank in (3, 1, 2, 6, 5, 4)]
    assert camera_ids({"cameras": cameras}) == ["c1", "c2", "c3", "c4", "c5"]


class FakeSocket:
    """What a viewer hears, in order."""

    def __init__(self, *messages: dict[str, Any] | bytes) -> None:
        self._messages = messages

    async def __aiter__(self) -> AsyncIterator[aiohttp.WSMessage]:
        for one in self._messages:
            if isinstance(one, bytes):
                yield aiohttp.WSMessage(aiohttp.WSMsgType.BINARY, one, "")
            else:
                text = msgspec.json.encode(one).decode()
                yield aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, text, "")


async def heard(*messages: dict[str, Any] | bytes) -> Watcher:
    watcher = Watcher()
    await watcher.read(FakeSocket(*messages))  # type: ignore[arg-type]
    return watcher


async def test_a_still_or_an_init_is_no_live_picture() -> None:
    watcher = await heard(bytes([Kind.INIT]), bytes([Kind.STILL]))
    assert watcher.picture_at_s is None
    with pytest.raises(TimeoutError):
        await watcher.picture(within_s=0.01)


async def test_a_picture_counts_only_after_the_moment_asked_for() -> None:
    watcher = await heard(bytes([Kind.FRAGMENT]))
    at_s = await watcher.picture()
    with pytest.raises(TimeoutError):
        await watcher.picture(after_s=at_s, within_s=0.01)


async def test_states_and_farewells_are_found_by_their_word() -> None:
    watcher = await heard(
        {"type": "state", "state": "live"},
        {"type": "state", "state": "frozen"},
        {"type": "ended", "reason": "withdrawn"},
    )
    assert await watcher.word("frozen") <= await watcher.word("ended")
    with pytest.raises(TimeoutError):
        await watcher.word("dead", within_s=0.01)


def test_a_first_picture_stands_beside_the_plain_open_of_its_own_interval() -> None:
    plain = {gop: {"plain_open": gop * 1000.0, "tuned_open": gop * 500.0} for gop in (1, 2, 4)}
    joined = with_plain(
        {
            "cold_first_picture_p95_gop4": Reading(4000.0, {"p50": 2.0}),
            "warm_first_picture_p50": Reading(50.0),
            "still_p95": Reading(200.0),
            "room_first_picture_p50": Reading(None, why="no browser"),
        },
        plain,  # type: ignore[arg-type]
    )
    assert joined["cold_first_picture_p95_gop4"].beside == {
        "p50": 2.0,
        "plain_open": 4000.0,
        "tuned_open": 2000.0,
    }
    assert joined["warm_first_picture_p50"].beside["plain_open"] == 2000.0
    assert joined["still_p95"].beside == {}
    assert joined["room_first_picture_p50"].why == "no browser"


def test_finished_figures_keep_value_target_and_what_stands_beside() -> None:
    figure = {"value": 0.3, "target": 0.26, "beside": {"nearest_sees": 0.13}}
    taken = readings_of(
        [
            {"name": "first_tile_sees", **figure},
            {"name": "first_tile_sees_bearings_unknown", **figure},
            {"name": "first_tile_sees_buildings_unknown", **figure},
        ]
    )
    assert set(taken) == {"first_tile_sees", "first_tile_sees_unknown"}
    assert taken["first_tile_sees"] == Reading(0.3, {"nearest_sees": 0.13}, 0.26)
    assert set(taken) <= set(PROMISES)


def empty_bench() -> CallBench:
    district = District({}, [], {}, "", 0)
    stand = Stand(NodeSettings(), district, {}, None, None, None, None)  # type: ignore[arg-type]
    return CallBench(stand, None, QUICK, lambda _: None)


@pytest.mark.parametrize("problem", [NoBrowser("no chromium"), TimeoutError("slow")])
async def test_a_step_that_fails_costs_its_own_figures_only(problem: Exception) -> None:
    bench = empty_bench()

    async def fails() -> Readings:
        raise problem

    async def works() -> Readings:
        return {"message_to_feed_p95": Reading(80.0)}

    await bench._step("one", ["warm_"], fails)
    await bench._step("two", ["message_to"], works)
    assert bench.measured["message_to_feed_p95"].value == 80.0
    missing = {name for name, seen in bench.measured.items() if seen.value is None}
    assert missing == {"warm_first_picture_p50", "warm_first_picture_p95"}
    assert all(bench.measured[name].why for name in missing)


async def test_without_a_browser_its_figures_say_so() -> None:
    bench = empty_bench()
    await bench._step("cold", ["cold_"], bench._cold)
    assert "browser" in bench.measured["cold_first_picture_p95_gop1"].why


def test_a_full_run_repeats_often_enough_for_a_p95() -> None:
    assert FULL.warm >= 30
    assert FULL.cold >= 20
    assert FULL.messages >= 60
    assert FULL.cpu_s >= 10
    assert QUICK.cpu_s >= 3
    assert QUICK.messages >= 15


def test_a_slow_start_makes_only_a_quick_run_shorter() -> None:
    assert sizes_for(quick=True, started_in_s=5) is QUICK
    assert sizes_for(quick=True, started_in_s=30) is HURRIED
    assert sizes_for(quick=False, started_in_s=30) is FULL
