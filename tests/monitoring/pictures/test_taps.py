"""The worker's lines to media: pictures come, tickets are renewed in time, and whatever breaks is mended by itself."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bongsu.kernel.ending import end_tasks
from bongsu.media.taps.wire import Frames
from bongsu.monitoring.pictures.taps import TapClient
from tests.media.stand import Stand, until
from tests.media.taps.worker import tap_token
from tests.monitoring.pictures.takers import FakeDesk, FakeTaker


class Worker:
    """A client at work."""

    def __init__(self, stand: Stand, **claims: Any) -> None:  # any claim of its tickets
        self.stand = stand
        self.claims: dict[str, Any] = claims
        self.taker = FakeTaker()
        url = f"ws://127.0.0.1:{stand.part.port}/tap"
        self.desk = FakeDesk(url, lambda camera: tap_token(stand, camera, **self.fresh()))
        self.client = TapClient(self.desk.ask, self.taker, draw=lambda: 0.2)

    def fresh(self) -> dict[str, Any]:
        """`lasts_s` counts from the minting."""
        claims = dict(self.claims)
        lasts_s = claims.pop("lasts_s", None)
        return claims if lasts_s is None else {**claims, "ends": time.time() + lasts_s}

    def watch(self, camera_id: str, frames: Frames = Frames.KEY) -> None:
        """The stream with a key picture each half second."""
        self.client.watch(camera_id, frames, "main")

    async def pictures(self, camera_id: str, count: int) -> None:
        have = len(self.taker.of(camera_id))
        await self.taker.until(lambda: len(self.taker.of(camera_id)) >= have + count)


Employ = Callable[..., Any]


@pytest.fixture
async def employ(stand: Stand) -> AsyncIterator[Employ]:
    tasks: list[asyncio.Task[object]] = []

    def start(**claims: Any) -> Worker:
        worker = Worker(stand, **claims)
        tasks.append(asyncio.create_task(worker.client.run()))
        return worker

    yield start
    await end_tasks(tasks)


async def test_pictures_of_several_cameras_come_over_one_line(stand: Stand, employ: Employ) -> None:
    worker = employ()
    for number in (1, 2, 3):
        worker.watch(f"cam_{number}")
    for number in (1, 2, 3):
        await worker.pictures(f"cam_{number}", 1)
    assert all(picture.is_key for _, picture in worker.taker.pictures)
    assert {form[1:] for form in worker.taker.forms} == {(320, 180)}
    assert worker.desk.asked == [("cam_1", "cam_2", "cam_3")], "asked for together"
    assert (await stand.health())["taps"] == 3


async def test_sizes_come_of_all_pictures(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    await worker.taker.until(lambda: worker.taker.sized)
    camera_id, sizes = worker.taker.sized[0]
    assert camera_id == "cam_1"
    assert sizes.bytes > sizes.key_bytes > 0


async def test_all_brings_the_group_and_key_goes_back(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    await worker.pictures("cam_1", 1)
    before = len(worker.taker.pictures)
    worker.watch("cam_1", Frames.ALL)
    await worker.taker.until(lambda: any(not one.is_key for _, one in worker.taker.pictures))
    first = worker.taker.pictures[before][1]
    assert first.is_key, "a run can be decoded from its first picture on"
    worker.watch("cam_1", Frames.KEY)
    seen = worker.taker.of("cam_1")
    await worker.taker.until(
        lambda: [one.is_key for one in seen_since(worker, seen)][-2:] == [True, True]
    )


def seen_since(worker: Worker, seen: list[Any]) -> list[Any]:
    return worker.taker.of("cam_1")[len(seen) :]


async def test_tickets_are_renewed_before_they_end(stand: Stand, employ: Employ) -> None:
    worker = employ(lasts_s=1.0)
    worker.watch("cam_1")
    await until(lambda: len(worker.desk.asked) >= 3)
    assert "expired" not in {reason for _, _, reason in worker.taker.states}


async def test_a_node_that_is_away_stops_no_picture_before_the_end(
    stand: Stand, employ: Employ
) -> None:
    worker = employ(lasts_s=1.0)
    worker.watch("cam_1")
    await worker.pictures("cam_1", 1)
    worker.desk.is_away = True
    await worker.taker.until(lambda: worker.taker.states[-1][2] == "expired")
    assert len(worker.desk.asked) > 2, "it was asked again and again"
    worker.desk.is_away = False
    await worker.pictures("cam_1", 1)


async def test_a_problem_is_told_and_asked_about_again(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.desk.problems["cam_1"] = "camera_switched_off"
    worker.watch("cam_1")
    worker.watch("cam_2")
    await worker.taker.until(
        lambda: ("cam_1", "unknown", "camera_switched_off") in worker.taker.states
    )
    await worker.pictures("cam_2", 1)
    del worker.desk.problems["cam_1"]
    await worker.pictures("cam_1", 1)


async def test_refused_tickets_are_told_and_asked_for_anew(stand: Stand, employ: Employ) -> None:
    worker = employ(process="media-9")
    worker.watch("cam_1")
    await worker.taker.until(lambda: ("cam_1", "unknown", "wrong_process") in worker.taker.states)
    worker.claims = {}
    await worker.pictures("cam_1", 1)


async def test_media_that_is_not_there_is_tried_again(stand: Stand, employ: Employ) -> None:
    worker = employ()
    here, worker.desk.url = worker.desk.url, "ws://127.0.0.1:9/tap"
    worker.watch("cam_1")
    await worker.taker.until(lambda: ("cam_1", "unknown", "unreachable") in worker.taker.states)
    worker.desk.url = here
    await worker.pictures("cam_1", 1)


async def test_a_camera_that_moved_is_found_again(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    worker.watch("cam_2")
    await worker.pictures("cam_1", 1)
    stand.part.hub.let_go({"cam_1"})
    await worker.taker.until(lambda: ("cam_1", "unknown", "moved") in worker.taker.states)
    await worker.pictures("cam_1", 1)
    assert not [reason for camera, _, reason in worker.taker.states if camera == "cam_2" and reason]


async def test_a_lost_line_comes_back_with_new_tickets(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    worker.watch("cam_2")
    await worker.pictures("cam_2", 1)
    stand.part._taps.end_all("shutdown")
    await worker.taker.until(lambda: ("cam_1", "unknown", "shutdown") in worker.taker.states)
    await worker.pictures("cam_1", 1)
    await worker.pictures("cam_2", 1)


async def test_a_camera_left_says_nothing_more(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    worker.watch("cam_2")
    await worker.pictures("cam_1", 1)
    worker.client.leave("cam_1")
    have = len(worker.taker.of("cam_1"))
    await until(lambda: stand.part.hub.camera_ids == ("cam_2",))
    await worker.pictures("cam_2", 1)
    assert len(worker.taker.of("cam_1")) == have


async def test_left_and_watched_again_at_once_goes_on(stand: Stand, employ: Employ) -> None:
    worker = employ()
    worker.watch("cam_1")
    await worker.pictures("cam_1", 1)
    worker.client.leave("cam_1")
    worker.watch("cam_1", Frames.ALL)
    await worker.taker.until(lambda: any(not one.is_key for _, one in worker.taker.pictures))
    assert len(worker.taker.forms) >= 2, "told anew to whoever begins anew"


async def test_nothing_is_left_when_the_client_ends(stand: Stand, employ: Employ) -> None:
    worker = Worker(stand)
    running = asyncio.create_task(worker.client.run())
    worker.watch("cam_1")
    await worker.pictures("cam_1", 1)
    await end_tasks([running])
    await until(lambda: stand.part.hub.pulls == 0)
    assert (await stand.health())["taps"] == 0
