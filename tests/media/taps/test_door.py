"""`/tap` opens to a worker with a ticket for it, camera by camera, and to nobody else; and it ends."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

import aiohttp
import msgspec
import pytest

from bongsu.media.events import StreamAddress
from bongsu.media.settings import MediaSettings
from bongsu.media.taps.wire import LARGEST_WORD, TapParameters, TapPicture, TapSaid, TapSizes
from tests.media.stand import Stand, until
from tests.media.taps.conftest import Come
from tests.media.taps.worker import TapWorker, knock, tap_token

StandUp = Callable[[MediaSettings], Awaitable[Stand]]


async def test_key_pictures_come_with_their_form_before_and_the_sizes_of_all(
    stand: Stand, come: Come
) -> None:
    worker = await come(tickets=[tap_token(stand)])
    accepted = await worker.until(TapSaid, what="accepted", camera_id="cam_1")
    assert 590 < accepted.lasts_s <= 600
    form = await worker.until(TapParameters)
    assert (form.index, form.width, form.height) == (accepted.index, 320, 180)
    first = await worker.until(TapPicture)
    second = await worker.until(TapPicture)
    assert first.is_key
    assert second.is_key
    assert first.index == accepted.index
    assert second.captured_at_ms - first.captured_at_ms > 300, "a key picture each half second"
    sizes = await worker.until(TapSizes)
    (of_one,) = sizes.cameras
    assert of_one.pictures > 2, "of all pictures, not of key pictures only"
    assert of_one.bytes > of_one.key_bytes > 0
    assert 0 < of_one.biggest < of_one.bytes
    assert {one.state for one in worker.all(TapSaid) if one.what == "state"} <= {
        "connecting",
        "live",
    }


async def test_all_begins_with_a_key_picture_and_leaves_none_out(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapPicture)
    await worker.say(frames={"cam_1": "all"})
    first = await worker.until(TapPicture)
    assert first.is_key
    run = [first] + [await worker.until(TapPicture) for _ in range(8)]
    # a key picture that came meanwhile comes with its group once more
    times = list(dict.fromkeys(one.rtp_time for one in run))
    steps = {after - before for before, after in pairwise(times)}
    assert steps == {90_000 // 20}, "each picture of twenty a second"


async def test_a_camera_that_is_left_is_told_as_ended_and_its_pull_ends(
    stand: Stand, come: Come
) -> None:
    worker = await come(tickets=[tap_token(stand), tap_token(stand, "cam_2")])
    await worker.until(TapPicture)
    await worker.say(leave=["cam_1"])
    ended = await worker.until(TapSaid, what="ended")
    assert (ended.camera_id, ended.reason) == ("cam_1", "left")
    await until(lambda: stand.part.hub.pulls == 1)
    assert stand.part.hub.camera_ids == ("cam_2",)
    assert all(one.index != ended.index for one in [await worker.until(TapPicture)])


async def test_nothing_leaks_when_the_worker_is_gone(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand, f"cam_{number}") for number in (1, 2, 3)])
    await worker.until(TapPicture)
    assert (await stand.health())["taps"] == 3
    await worker.ws.close()
    await until(lambda: stand.part.hub.pulls == 0)
    assert (await stand.health())["taps"] == 0


async def test_a_machine_that_looks_is_no_viewing(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapPicture)
    await worker.ws.close()
    await until(lambda: not stand.part._taps.cameras)
    assert (await stand.health())["viewers"] == 0
    assert stand.told("media.watching") == []
    assert stand.node.rows == []


async def test_viewer_and_worker_share_one_pull(stand: Stand, come: Come) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapPicture)
    assert stand.part.hub.pulls == 1
    assert stand.node.asked_for_streams == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tap": False}, "wrong_peer"),
        ({"tap": False, "system": True}, "wrong_peer"),
        ({"peer": "gangbuk"}, "wrong_peer"),
        ({"system": True}, "wrong_peer"),
        ({"process": "media-2"}, "wrong_process"),
        ({"exp": 1.0}, "expired"),
        ({"ends": 1.0}, "expired"),
    ],
)
async def test_no_other_ticket_opens_a_tap(
    stand: Stand, come: Come, changed: dict[str, Any], reason: str
) -> None:
    worker = await come(tickets=[tap_token(stand, **changed)])
    assert await worker.closed() == 4403
    (refused,) = worker.all(TapSaid)
    assert (refused.what, refused.reason, refused.index) == ("refused", reason, -1)
    assert stand.part.hub.pulls == 0


async def test_a_ticket_is_good_once(stand: Stand, come: Come) -> None:
    token = tap_token(stand)
    first = await come(tickets=[token])
    await first.until(TapSaid, what="accepted")
    second = await come(tickets=[token])
    assert await second.closed() == 4403
    await first.say(tickets=[token])
    assert (await first.until(TapSaid, what="refused")).reason == "used"


async def test_a_tap_ticket_opens_no_screen(stand: Stand) -> None:
    for origin in (stand.origin, None):
        ws = await stand.connect(origin)
        await ws.send_json({"ticket": tap_token(stand)})
        refused = msgspec.json.decode((await ws.receive(timeout=5)).data)
        assert refused["type"] == "refused"
        await ws.close()
    assert stand.part.hub.pulls == 0


async def test_a_line_belongs_to_one_worker(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand), tap_token(stand, "cam_2", session="worker-2")])
    refused = await worker.until(TapSaid, what="refused")
    assert (refused.camera_id, refused.reason) == ("cam_2", "wrong_peer")
    await worker.until(TapPicture)


async def test_no_page_comes_here(stand: Stand, session: aiohttp.ClientSession) -> None:
    for origin in (stand.origin, "null", "http://evil.test"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await knock(stand, session, Origin=origin)
        assert refused.value.status == 403


@pytest.mark.parametrize(
    "words",
    [
        "",
        "{",
        "[]",
        '{"tickets": "a"}',
        '{"tickets": [1]}',
        '{"frames": {"cam_1": "some"}}',
        '{"streams": {"cam_1": "third"}}',
        "[" * 5000,
        "\x00",
    ],
)
async def test_nonsense_ends_the_line_with_its_code(stand: Stand, come: Come, words: str) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapSaid, what="accepted")
    await worker.ws.send_str(words)
    assert await worker.closed() == 4400


@pytest.mark.waits(ticket_within_s=0.5)
async def test_nonsense_before_the_first_ticket_opens_nothing(
    stand: Stand, session: aiohttp.ClientSession
) -> None:
    for words in ("", "{}", '{"frames": {"cam_1": "all"}}', '{"tickets": ["x.y.z"]}'):
        worker = TapWorker(await knock(stand, session))
        await worker.ws.send_str(words)
        assert await worker.closed() == 4403
    silent = TapWorker(await knock(stand, session))
    assert await silent.closed() == 4403


async def test_too_large_a_word_ends_the_line(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapSaid, what="accepted")
    await worker.ws.send_str(" " * (LARGEST_WORD + 1))
    assert await worker.closed() in {1006, 1009}


async def test_a_flood_of_words_ends_the_line(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    with suppress(aiohttp.ClientError, ConnectionError):
        for _ in range(200):
            await worker.say(frames={"cam_1": "key"})
    assert await worker.closed() == 4400


async def test_unknown_cameras_are_passed_over(stand: Stand, come: Come) -> None:
    """Their end may be on its way."""
    worker = await come(tickets=[tap_token(stand)])
    await worker.say(frames={"cam_9": "all"}, streams={"cam_9": "main"}, leave=["cam_9"])
    await worker.until(TapPicture)


async def test_another_stream_begins_with_its_own_form(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapPicture)
    await worker.say(streams={"cam_1": "sub"})
    await worker.until(TapParameters)
    await worker.until(TapPicture)
    await until(lambda: stand.part.hub.pulls == 1)


async def test_a_camera_with_one_stream_is_pulled_once_for_worker_and_viewer(
    stand: Stand, come: Come
) -> None:
    stand.node.addresses["cam_1"] = StreamAddress(stand.cameras.url(1), "")
    worker = await come(tickets=[tap_token(stand)], streams={"cam_1": "sub"})
    await worker.until(TapPicture)
    viewer = await stand.view()
    await viewer.fragments(1)
    await worker.say(streams={"cam_1": "main"})
    await worker.until(TapPicture)
    assert stand.cameras.pulls(1) == stand.part.hub.pulls == 1
    await viewer.leave()
    await worker.until(TapPicture)


def settle(stand: Stand) -> None:
    """As the line does each second."""
    for line in stand.part._taps._sessions:
        line.settle()


async def test_where_somebody_watches_a_worker_takes_the_same_pull_and_goes_back_afterwards(
    settings: MediaSettings, stand_up: StandUp, session: aiohttp.ClientSession
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, tap_back_s=0.0))
    viewer = await stand.view()
    await viewer.fragments(1)
    worker = TapWorker(await knock(stand, session))
    await worker.say(tickets=[tap_token(stand)])
    large = await worker.until(TapParameters)
    await worker.until(TapPicture)
    assert stand.part.hub.pulls == 1, "sub was asked for, main is pulled"
    settle(stand)
    assert stand.part.hub.pulls == 1
    await viewer.leave()
    await until(lambda: not any(one.is_watched for one in stand.part.hub._streams.values()))
    # seen alone, then alone for long enough
    settle(stand)
    settle(stand)
    small = await worker.until(TapParameters)
    assert small.sps != large.sps
    await until(lambda: stand.part.hub.pulls == 1)
    assert (await worker.until(TapPicture)).is_key


async def test_a_worker_leaves_its_own_pull_for_the_one_that_somebody_begins(
    stand: Stand, session: aiohttp.ClientSession
) -> None:
    worker = TapWorker(await knock(stand, session))
    await worker.say(tickets=[tap_token(stand)], frames={"cam_1": "all"})
    small = await worker.until(TapParameters)
    viewer = await stand.view()
    await viewer.fragments(1)
    settle(stand)
    large = await worker.until(TapParameters)
    assert large.sps != small.sps
    assert (await worker.until(TapPicture)).is_key
    await until(lambda: stand.part.hub.pulls == 1)
    await viewer.fragments(1)


async def test_a_camera_that_another_process_pulls_is_ended_as_moved(
    stand: Stand, come: Come
) -> None:
    worker = await come(tickets=[tap_token(stand), tap_token(stand, "cam_2")])
    await worker.until(TapPicture)
    stand.part.hub.let_go({"cam_1"})
    ended = await worker.until(TapSaid, what="ended")
    assert (ended.camera_id, ended.reason) == ("cam_1", "moved")
    assert stand.part.hub.camera_ids == ("cam_2",)


async def test_who_says_nothing_keeps_no_worker_out(
    settings: MediaSettings, stand_up: StandUp, session: aiohttp.ClientSession
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, tap_connections=2))
    silent = [await knock(stand, session) for _ in range(5)]
    worker = TapWorker(await knock(stand, session))
    await worker.say(tickets=[tap_token(stand)])
    assert (await worker.until(TapSaid, what="accepted")).camera_id == "cam_1"
    first = await silent[0].receive(timeout=5)
    assert first.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    # of workers there are as many as there may be
    other = TapWorker(await knock(stand, session))
    await other.say(tickets=[tap_token(stand, session="worker-2")])
    await other.until(TapSaid, what="accepted")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await knock(stand, session)
    assert refused.value.status == 503


async def test_a_stop_ends_all_taps(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand)])
    await worker.until(TapPicture)
    stopping = asyncio.create_task(stand.stop())
    assert await worker.closed() == 4410
    await stopping
    (ended,) = [one for one in worker.all(TapSaid) if one.what == "ended"]
    assert ended.reason == "shutdown"


async def test_a_dead_camera_is_told_as_its_state(stand: Stand, come: Come) -> None:
    worker = await come(tickets=[tap_token(stand, "cam_99")])
    said = await worker.until(TapSaid, what="state", state="dead")
    assert said.reason == "unknown_camera"
