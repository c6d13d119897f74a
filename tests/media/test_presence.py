"""Two real media parts beside one placement: who is told to warm what, one pull per camera, and what one of them lets go."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.parts import MediaPart, media_part
from bongsu.media.placement import Placement
from bongsu.media.placing import Placing
from bongsu.media.presence import NotTaken
from bongsu.media.present import ASK_PRESENT, MediaPresent, PresenceHeard
from bongsu.media.settings import MediaSettings
from bongsu.media.ticket_key import ask_ticket_key
from bongsu.media.tickets import TicketSigner
from bongsu.simulate.server import CameraSimulator
from tests.media.node import FakeNode
from tests.media.stand import LiveViewer, Stand, until

ORIGIN = "http://console.test"


class PlacingNode(FakeNode):
    """A node with a placement of its own."""

    async def _place(self, body: bytes) -> None:
        """`Placing` does."""


@dataclass
class Two:
    """A node's placement and the media parts that a test starts."""

    bus: MemoryBus
    node: FakeNode
    placement: Placement
    placing: Placing
    cameras: CameraSimulator
    key: Ed25519PrivateKey
    settings: MediaSettings
    running: AsyncExitStack
    stands: dict[str, Stand] = field(default_factory=dict)

    async def start(self, name: str) -> MediaPart:
        settings = msgspec.structs.replace(self.settings, process=name)
        part = media_part(self.bus, settings, SystemClock(), self.key.public_key())
        await part.start()
        stand = Stand(
            part, self.bus, self.node, self.cameras, TicketSigner(self.key), settings, ORIGIN
        )
        self.stands[name] = stand
        self.running.push_async_callback(stand.stop)
        self.running.push_async_callback(stand.leave)
        return part

    async def warm(self, *camera_ids: str) -> None:
        await self.stands["media-1"].tell(
            "sharing.grant_opened", grant_id="gr_1", camera_ids=list(camera_ids)
        )

    async def view(self, camera_id: str) -> tuple[str, LiveViewer]:
        """Where the placement says, as a ticket would."""
        process = self.placement.place(camera_id)
        assert process is not None
        return process.name, await self.stands[process.name].view(camera_id)

    def pulled_by(self, camera_id: str) -> list[str]:
        return [
            name
            for name, stand in self.stands.items()
            if camera_id in stand.part.hub.camera_ids and not stand.has_stopped
        ]


@pytest.fixture
async def two(
    cameras: CameraSimulator, key: Ed25519PrivateKey, settings: MediaSettings
) -> AsyncIterator[Two]:
    async with AsyncExitStack() as running:
        bus, placement = MemoryBus(), Placement()
        node = PlacingNode(bus, cameras)
        await node.start()
        placing = Placing(placement, bus, key.public_key())
        await placing.start()
        running.push_async_callback(placing.stop)
        quick = msgspec.structs.replace(settings, present_every_s=0.05)
        two = Two(bus, node, placement, placing, cameras, key, quick, running)
        await two.start("media-1")
        await two.start("media-2")
        yield two


CAMERAS = ("cam_1", "cam_2", "cam_3")


async def test_both_are_live_as_soon_as_they_have_started(two: Two) -> None:
    assert {one.name for one in two.placement.processes()} == {"media-1", "media-2"}
    ports = {one.port for one in two.placement.processes()}
    assert ports == {stand.part.port for stand in two.stands.values()}


async def test_a_new_grants_cameras_are_warmed_by_one_process_each(two: Two) -> None:
    await two.warm(*CAMERAS)
    await until(lambda: all(two.pulled_by(camera) for camera in CAMERAS))
    for camera in CAMERAS:
        process = two.placement.place(camera)
        assert process is not None
        assert two.pulled_by(camera) == [process.name]
    assert {two.pulled_by(camera)[0] for camera in CAMERAS} == {"media-1", "media-2"}


async def test_what_was_over_before_it_was_told_of_warms_nothing(two: Two) -> None:
    """A call across the border that was opened and closed while the line was cut."""
    over: list[str] = []

    async def lasts(grant_id: str) -> bool:
        over.append(grant_id)
        return False

    two.placing._lasts = lasts
    await two.warm(*CAMERAS)
    assert over == ["gr_1"]
    assert not any(two.pulled_by(camera) for camera in CAMERAS)
    assert two.placement.untold == []


async def test_a_camera_is_pulled_once_however_many_watch(two: Two) -> None:
    names = set()
    for _ in range(4):
        name, viewer = await two.view("cam_1")
        await viewer.fragments(1)
        names.add(name)
    assert len(names) == 1
    assert two.cameras.pulls(1) == 1


async def test_the_lease_outlives_its_grace_while_somebody_watches(two: Two) -> None:
    name, viewer = await two.view("cam_1")
    await viewer.fragments(1)
    lease = two.placement._leases._leases["cam_1"]
    until_s = lease.until_s
    two.placement._leases._leases["cam_1"] = type(lease)(name, until_s - 13)
    await until(lambda: two.placement._leases._leases["cam_1"].until_s > until_s - 13)
    process = two.placement.place("cam_1")
    assert process is not None
    assert process.name == name


async def test_one_that_stops_hands_its_cameras_over_at_once(two: Two) -> None:
    name, viewer = await two.view("cam_1")
    await viewer.fragments(1)
    await two.stands[name].stop()
    assert (await viewer.text("ended"))["reason"] == "shutdown"
    other, again = await two.view("cam_1")
    assert other != name
    await again.fragments(1)
    await until(lambda: two.cameras.pulls(1) == 1)


async def test_what_another_holds_is_let_go_and_its_viewers_sent_there(two: Two) -> None:
    name, viewer = await two.view("cam_1")
    await viewer.fragments(1)
    other = "media-2" if name == "media-1" else "media-1"
    lease = two.placement._leases._leases["cam_1"]
    two.placement._leases._leases["cam_1"] = type(lease)(other, lease.until_s)
    assert (await viewer.text("ended"))["reason"] == "moved"
    there, again = await two.view("cam_1")
    assert there == other
    await again.fragments(1)
    await until(lambda: two.pulled_by("cam_1") == [other])
    await until(lambda: two.cameras.pulls(1) == 1)
    ended = [row for row in two.node.rows if row.event == "watch_ended"]
    assert [row.reason for row in ended] == ["moved"]


async def test_a_camera_that_was_let_go_can_be_pulled_again(two: Two) -> None:
    name, viewer = await two.view("cam_1")
    await viewer.fragments(1)
    hub = two.stands[name].part.hub
    hub.let_go({"cam_1"})
    assert hub.camera_ids == ()
    again = await two.stands[name].view("cam_1")
    await again.fragments(1)
    await until(lambda: two.cameras.pulls(1) == 1)


async def test_a_second_of_the_same_name_does_not_start(
    two: Two, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bongsu.media.presence._NAMED_WITHIN_S", 0.1)
    settings = msgspec.structs.replace(two.settings, journal_dir=str(tmp_path / "other"))
    twin = media_part(two.bus, settings, SystemClock(), two.key.public_key())
    with pytest.raises(NotTaken, match="--process"):
        await twin.start()
    await twin.stop()
    assert {one.name for one in two.placement.processes()} == {"media-1", "media-2"}


async def test_a_node_that_is_silent_stops_no_picture(
    stand_up: Callable[[MediaSettings], Awaitable[Stand]], settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, present_every_s=0.05))
    viewer = await stand.view()
    await viewer.fragments(2)
    heard = asyncio.Event()

    async def refuse(body: bytes) -> bytes:
        msgspec.json.decode(body, type=MediaPresent)
        heard.set()
        raise BusUnavailable("the node is stalled")

    await stand.bus.serve(ASK_PRESENT, refuse)
    await asyncio.wait_for(heard.wait(), 5)
    before = len(viewer.messages)
    await until(lambda: len(viewer.messages) > before + 5)
    assert not viewer.texts("ended")


async def test_who_lost_its_name_shows_nothing_any_more(
    stand_up: Callable[[MediaSettings], Awaitable[Stand]], settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, present_every_s=0.05))
    viewer = await stand.view()
    await viewer.fragments(1)

    async def refuse(_body: bytes) -> bytes:
        return msgspec.json.encode(PresenceHeard(stamp="s", refused="another has the name"))

    await stand.bus.serve(ASK_PRESENT, refuse)
    assert (await viewer.text("ended"))["reason"] == "moved"
    await until(lambda: stand.part.hub.pulls == 0)


async def test_the_key_comes_from_the_node_as_soon_as_it_is_there(
    key: Ed25519PrivateKey,
) -> None:
    bus = MemoryBus()
    asking = asyncio.create_task(ask_ticket_key(bus, again_after_s=0.01))
    await asyncio.sleep(0)
    assert not asking.done()
    placing = Placing(Placement(), bus, key.public_key())
    await placing.start()
    got = await asyncio.wait_for(asking, 5)
    await placing.stop()
    assert got.public_bytes_raw() == key.public_key().public_bytes_raw()


@pytest.mark.parametrize("answer", [b"{}", b"", b'{"public_key":"zz"}', b'{"public_key":"00"}'])
async def test_nonsense_instead_of_a_key_is_asked_again(
    key: Ed25519PrivateKey, answer: bytes
) -> None:
    bus, asked = MemoryBus(), asyncio.Event()

    async def nonsense(_body: bytes) -> bytes:
        asked.set()
        return answer

    await bus.serve("bongsu.media.ticket_key", nonsense)
    asking = asyncio.create_task(ask_ticket_key(bus, again_after_s=0.01))
    await asyncio.wait_for(asked.wait(), 5)
    placing = Placing(Placement(), bus, key.public_key())
    await placing.start()
    got = await asyncio.wait_for(asking, 5)
    await placing.stop()
    assert got.public_bytes_raw() == key.public_key().public_bytes_raw()
