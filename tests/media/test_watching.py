"""Who is cut, who is not, and what is told when the bus was away."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import msgspec

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.events import CameraStateChanged, StreamAddress
from bongsu.media.listen import CameraWithdrawn, GrantEnded, GrantOpened
from bongsu.media.send_queue import SendQueue
from bongsu.media.tell import Teller
from bongsu.media.tickets import Ticket
from bongsu.media.viewer import Viewer
from bongsu.media.watching import Watching
from tests.media.stand import until
from tests.media.test_rtsp_connection import FakeTransport


class Line(FakeTransport):
    def get_write_buffer_size(self) -> int:
        return 0


def viewer(
    grant: str = "gr_1", camera: str = "cam_1", *, at_s: float = 0, ends: float = 9
) -> Viewer:
    ticket = Ticket(
        camera=camera,
        grant=grant,
        incident="inc_1",
        session="se_1",
        viewer="순21",
        person="per_21",
        organisation="jongam",
        process="media-1",
        jti="n",
        exp=9,
        ends=ends,
    )
    return Viewer(ticket, SendQueue(Line(), 1000), at_s)


def watching(*viewers: Viewer) -> Watching:
    all_of_them = Watching()
    for one in viewers:
        all_of_them.add(one)
    return all_of_them


async def test_a_viewer_accepted_after_the_question_is_not_cut_by_its_answer() -> None:
    before, after = viewer(at_s=1), viewer(at_s=3)
    watching(before, after).keep_only({"gr_other"}, asked_at_s=2)
    assert before.is_cut
    assert not after.is_cut


async def test_the_sweep_cuts_whoever_is_past_the_end() -> None:
    over, running = viewer(ends=5), viewer(ends=6)
    watching(over, running).sweep(5)
    assert (over.is_cut, running.is_cut) == (True, False)
    assert over.ended.result() == "expired"


async def test_an_ended_grant_is_remembered_for_late_tickets() -> None:
    all_of_them = watching()
    all_of_them.end_grant("gr_1", "closed", "")
    all_of_them.withdraw_camera("gr_2", "cam_1")
    assert all_of_them.has_ended("gr_1", "cam_9")
    assert all_of_them.has_ended("gr_2", "cam_1")
    assert not all_of_them.has_ended("gr_2", "cam_2")


async def test_after_the_cut_nothing_more_is_written() -> None:
    one = viewer()
    one.cut("withdrawn", "관제요원")
    transport = one.queue._transport
    assert isinstance(transport, Line)
    told = transport.written
    assert "관제요원".encode() in told
    one.queue.offer(b"picture", droppable=True)
    one.queue.offer(b"init")
    one.cut("closed")
    assert transport.written == told


class AwayBus(MemoryBus):
    """Takes nothing until it is back."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = True

    async def publish(self, subject: str, body: bytes) -> None:
        if self.is_away:
            raise BusUnavailable("away")
        await super().publish(subject, body)


async def test_what_was_told_while_the_bus_was_away_arrives_in_order() -> None:
    bus = AwayBus()
    teller = Teller(bus)
    task = asyncio.create_task(teller.run())
    for state in ("connecting", "live", "dead"):
        teller.tell(
            CameraStateChanged(
                camera_id="cam_1",
                state=state,
                since=datetime(2026, 11, 3, tzinfo=UTC),
                reason="",
                process="media-1",
            )
        )
    await asyncio.sleep(0)
    bus.is_away = False
    await until(lambda: len(bus.published) == 3)
    assert [msgspec.json.decode(body)["state"] for _, body in bus.published] == [
        "connecting",
        "live",
        "dead",
    ]
    assert bus.published[0][0] == "bongsu.media.camera_state"
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def test_what_is_heard_may_carry_more_fields_than_are_needed() -> None:
    opened = (
        b'{"grant_id":"g","incident_id":"i","organisation":"o","camera_ids":["a"],"colour":"red"}'
    )
    assert msgspec.json.decode(opened, type=GrantOpened).camera_ids == ("a",)
    ended = b'{"grant_id":"g","incident_id":"i","reason":"closed","by":null}'
    assert msgspec.json.decode(ended, type=GrantEnded).by is None
    withdrawn = b'{"grant_id":"g","camera_id":"c","reason":"r"}'
    assert msgspec.json.decode(withdrawn, type=CameraWithdrawn).camera_id == "c"


def test_an_address_does_not_show_its_credentials_in_a_log() -> None:
    assert "secret" not in repr(StreamAddress("rtsp://u:secret@h/", ""))


async def test_a_renewed_grant_moves_the_end_of_running_viewings_and_of_no_others() -> None:
    renewed, other = viewer(ends=5), viewer("gr_2", ends=5)
    all_of_them = watching(renewed, other)
    all_of_them.extend("gr_1", 50)
    all_of_them.sweep(6)
    assert not renewed.is_cut
    assert other.is_cut
    all_of_them.extend("gr_1", 7)
    all_of_them.sweep(49)
    assert not renewed.is_cut, "an older message does not shorten what was renewed"
    all_of_them.sweep(51)
    assert renewed.is_cut


async def test_a_grant_that_is_lent_again_admits_viewers_again() -> None:
    """A cut that is undone within its ten seconds, and a camera that comes back into a running grant."""
    all_of_them = watching()
    all_of_them.end_grant("gr_1", "withdrawn_by_centre", "per_1")
    all_of_them.withdraw_camera("gr_1", "cam_1")
    assert all_of_them.has_ended("gr_1", "cam_1")
    all_of_them.reopen("gr_1", ("cam_1",))
    assert not all_of_them.has_ended("gr_1", "cam_1")


async def test_a_session_that_locks_or_signs_out_loses_its_pictures_and_no_others() -> None:
    mine, others = viewer(), viewer()
    others.ticket = msgspec.structs.replace(others.ticket, session="se_2")
    all_of_them = watching(mine, others)
    all_of_them.end_session("se_1", "locked", at=100.0)
    assert mine.ended.result() == "locked"
    assert not others.is_cut
    all_of_them.end_session("se_2", "disabled", at=100.0)
    assert others.ended.result() == "signed_out"


async def test_a_ticket_from_before_the_lock_opens_nothing_and_one_from_after_it_does() -> None:
    all_of_them = watching()
    all_of_them.end_session("se_1", "locked", at=100.0)
    assert all_of_them.is_of_ended_session("se_1", expires_at=129.0)
    assert all_of_them.is_of_ended_session("se_1", expires_at=131.0), "minted while it was told"
    assert not all_of_them.is_of_ended_session("se_1", expires_at=133.0), "minted after unlocking"
    assert not all_of_them.is_of_ended_session("se_2", expires_at=129.0)
    all_of_them.end_session("se_1", "locked", at=200.0)
    assert all_of_them.is_of_ended_session("se_1", expires_at=230.0), "locked once more"
