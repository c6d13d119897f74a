"""The live protocol, from ticket to last byte, with real cameras and real sockets."""

import asyncio
import io
import itertools
import os
import time
from collections.abc import Awaitable, Callable

import aiohttp
import av
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import TicketSigner
from bongsu.media.viewer import Viewer
from bongsu.media.wire import Kind, text_frame
from tests.media.stand import LiveViewer, Stand, until

StandUp = Callable[[MediaSettings], Awaitable[Stand]]


async def test_a_viewer_with_a_ticket_sees_a_picture(stand: Stand) -> None:
    began_s = time.time()
    viewer = await stand.view()
    await viewer.fragments(5)
    accepted = viewer.messages[0].text
    assert accepted["type"] == "accepted"
    assert (accepted["camera_id"], accepted["grant_id"]) == ("cam_1", "gr_1")
    assert accepted["viewer"] == "순21 종암"
    init = viewer.texts("init")[0]
    assert (init["width"], init["height"], init["stream"]) == (320, 180, "main")
    assert init["codec"].startswith("avc1.")
    frames = viewer.decoded()
    assert len(frames) >= 5
    assert (frames[0].width, frames[0].height) == (320, 180)
    captured_s = viewer.of_kind(Kind.FRAGMENT)[-1].captured_at_ms / 1000
    assert began_s - 0.5 <= captured_s <= time.time() + 0.5


async def test_a_second_viewer_gets_the_whole_cached_group_at_once(stand: Stand) -> None:
    first = await stand.view()
    newest = (await first.fragments(6))[-1].captured_at_ms
    second = await stand.view()
    group = (await second.fragments(1))[0]
    assert group.captured_at_ms >= newest
    at_once = second.decoded(fragments=1)
    assert at_once, "the group alone can be decoded"
    squeezed_s = float((at_once[-1].pts or 0) - (at_once[0].pts or 0)) / 90_000
    assert squeezed_s < 0.05, "it ends at live"
    await second.fragments(4)
    frames = second.decoded()
    steps = [(b.pts or 0) - (a.pts or 0) for a, b in itertools.pairwise(frames)]
    assert all(0 < step < 90_000 for step in steps)


async def test_viewers_are_sent_the_same_fragments(stand: Stand) -> None:
    one, two = await stand.view(), await stand.view()
    await one.fragments(8)
    await two.fragments(8)
    first = {m.payload for m in one.of_kind(Kind.FRAGMENT)}
    second = {m.payload for m in two.of_kind(Kind.FRAGMENT)}
    assert len(first & second) >= 5


async def test_ten_viewers_of_a_camera_are_one_pull(stand: Stand) -> None:
    viewers = [await stand.view() for _ in range(10)]
    for viewer in viewers:
        await viewer.fragments(2)
    assert stand.cameras.pulls(1) == 1
    assert stand.part.hub.pulls == 1
    assert (await stand.health())["viewers"] == 10


async def test_both_streams_may_be_watched_and_changed(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(2)
    await viewer.ws.send_json({"stream": "sub"})
    await until(lambda: len(viewer.texts("init")) == 2)
    assert viewer.texts("init")[1]["stream"] == "sub"
    await until(lambda: stand.cameras.pulls(1, "main") == 0)
    assert stand.cameras.pulls(1, "sub") == 1
    await viewer.ws.send_str("neither JSON nor a wish")
    before = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(before + 2)


async def _refusal(viewer: LiveViewer) -> str:
    refused = await viewer.text("refused")
    assert await viewer.closed() == 4403
    assert not any(message.kind for message in viewer.messages), "not one picture byte"
    return str(refused["reason"])


async def test_a_ticket_shown_twice_is_refused(stand: Stand) -> None:
    token = stand.ticket()
    await (await stand.view(token=token)).text("accepted")
    assert await _refusal(await stand.view(token=token)) == "used"


async def test_forged_foreign_and_old_tickets_are_refused(stand: Stand) -> None:
    other = TicketSigner(Ed25519PrivateKey.generate())
    genuine, stand.signer = stand.signer, other
    forged = stand.ticket()
    stand.signer = genuine
    assert await _refusal(await stand.view(token=forged)) == "forged"
    assert await _refusal(await stand.view(process="media-9")) == "wrong_process"
    assert await _refusal(await stand.view(exp=time.time() - 1)) == "expired"
    assert await _refusal(await stand.view(stream="audio")) == "forged"
    assert stand.node.rows == []
    assert stand.part.hub.pulls == 0


@pytest.mark.parametrize("said", ["", "{}", "not json", '{"ticket": 7}', "[1]"])
async def test_rubbish_instead_of_a_ticket_is_refused(stand: Stand, said: str) -> None:
    viewer = LiveViewer(await stand.connect())
    stand.viewers.append(viewer)
    await viewer.ws.send_str(said)
    assert await _refusal(viewer) == "forged"


@pytest.mark.waits(ticket_within_s=0.5)
async def test_who_shows_no_ticket_is_sent_away(stand: Stand) -> None:
    viewer = LiveViewer(await stand.connect())
    stand.viewers.append(viewer)
    assert await _refusal(viewer) == "forged"


@pytest.mark.parametrize("origin", ["http://evil.test", "null"])
async def test_pages_of_another_origin_get_no_socket(stand: Stand, origin: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await stand.connect(origin)
    assert refused.value.status == 403


async def _shown(stand: Stand, origin: str | None, *, system: bool) -> LiveViewer:
    viewer = LiveViewer(await stand.connect(origin))
    stand.viewers.append(viewer)
    await viewer.ws.send_json({"ticket": stand.ticket(system=system), "stream": "main"})
    return viewer


async def test_without_an_origin_only_a_systems_ticket_counts(stand: Stand) -> None:
    await (await _shown(stand, None, system=True)).text("accepted")
    assert await _refusal(await _shown(stand, None, system=False)) == "wrong_origin"


async def test_a_systems_ticket_is_shown_by_no_page(stand: Stand) -> None:
    assert await _refusal(await _shown(stand, "", system=True)) == "wrong_origin"


async def test_a_ticket_refused_for_its_origin_is_not_used_up(stand: Stand) -> None:
    token = stand.ticket(system=True)
    page = LiveViewer(await stand.connect())
    stand.viewers.append(page)
    await page.ws.send_json({"ticket": token, "stream": "main"})
    assert await _refusal(page) == "wrong_origin"
    system = LiveViewer(await stand.connect(None))
    stand.viewers.append(system)
    await system.ws.send_json({"ticket": token, "stream": "main"})
    await system.text("accepted")


async def test_no_origin_is_let_in_only_where_allowed(
    stand_up: StandUp, settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, allow_no_origin=True))
    await (await _shown(stand, None, system=False)).text("accepted")


async def test_one_session_holds_a_limited_number_of_tiles(
    stand_up: StandUp, settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, connections_per_session=2))
    for _ in range(2):
        await (await stand.view(session="se")).text("accepted")
    assert await _refusal(await stand.view(session="se")) == "too_many"


async def _cut(viewer: LiveViewer, reason: str) -> None:
    """Told why, closed, and nothing after the word."""
    await viewer.text("ended")
    assert await viewer.closed() == 4410
    last = viewer.messages[-1]
    assert last.text["type"] == "ended"
    assert last.text["reason"] == reason


async def test_a_withdrawn_grant_cuts_its_viewers(stand: Stand) -> None:
    viewer, other = await stand.view(), await stand.view(grant="gr_2")
    stand.node.alive = frozenset({"gr_1", "gr_2"})
    await viewer.fragments(3)
    await stand.tell("sharing.grant_ended", grant_id="gr_1", reason="withdrawn", by="관제요원")
    await _cut(viewer, "withdrawn")
    assert viewer.texts("ended")[0]["by"] == "관제요원"
    assert not other.texts("ended")
    assert await _refusal(await stand.view()) == "ended"


async def test_a_withdrawn_camera_cuts_only_its_own_viewers(stand: Stand) -> None:
    one, two = await stand.view("cam_1"), await stand.view("cam_2")
    await one.fragments(1)
    await two.fragments(1)
    await stand.tell("sharing.camera_withdrawn", grant_id="gr_1", camera_id="cam_1", reason="x")
    await _cut(one, "camera_withdrawn")
    await two.fragments(len(two.of_kind(Kind.FRAGMENT)) + 2)


async def test_a_viewing_ends_by_the_process_own_clock_when_node_is_silent(stand: Stand) -> None:
    stand.node.is_silent = True
    stand.node.addresses = {}
    viewer = await stand.view(ends=time.time() + 0.6)
    await _cut(viewer, "expired")


async def test_a_lost_message_is_mended_by_asking(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    stand.node.alive = frozenset()
    await _cut(viewer, "closed")


async def test_a_stalled_node_does_not_stall_the_picture(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(2)
    stand.node.is_silent = True
    count = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(count + 8)
    second = await stand.view()
    await second.fragments(2)
    assert not viewer.texts("ended")


async def test_a_shutdown_says_so(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    stopping = asyncio.create_task(stand.stop())
    await _cut(viewer, "shutdown")
    await stopping
    events = [(row.event, row.reason) for row in stand.node.rows]
    assert events == [("watch_started", ""), ("watch_ended", "shutdown")]


async def test_every_viewing_is_written_down_and_told(stand: Stand) -> None:
    viewer = await stand.view("cam_2")
    await viewer.fragments(1)
    await viewer.leave()
    await until(lambda: len(stand.node.rows) == 2)
    start, end = stand.node.rows
    assert (start.event, end.event, end.reason) == ("watch_started", "watch_ended", "left")
    assert (start.camera, start.grant, start.organisation) == ("cam_2", "gr_1", "jongam")
    assert end.before == start.hash
    watching = [told["watching"] for told in stand.told("media.watching")]
    assert watching == [True, False]


async def test_the_journal_keeps_a_persons_id_and_the_picture_shows_whose_screen_it_is(
    stand: Stand,
) -> None:
    viewer = await stand.view(person="per_1")
    await viewer.fragments(1)
    await until(lambda: len(stand.node.rows) == 1)
    assert viewer.messages[0].text["viewer"] == "순21 종암"
    assert stand.node.rows[0].viewer == "per_1"
    assert stand.told("media.watching")[0]["viewer"] == "순21 종암"


async def test_the_row_is_on_disk_before_the_first_picture(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        order.append("fsync")

    monkeypatch.setattr("bongsu.media.journal.os.fsync", fsync)
    warm = await stand.view()
    await warm.fragments(1)
    order.clear()
    viewer = await stand.view()
    await viewer.text("accepted")
    assert order == ["fsync"]


async def test_no_journal_no_picture(stand_up: StandUp, settings: MediaSettings) -> None:
    blocked = settings.journal_path.parent
    blocked.write_text("a file where the folder should be")
    stand = await stand_up(settings)
    assert await _refusal(await stand.view()) == "journal"
    assert stand.part.hub.pulls == 0


async def test_a_cold_camera_shows_its_last_still_before_it_answers(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(2)
    await viewer.leave()
    await until(lambda: stand.part.hub.pulls == 0)
    stand.cameras.kill(1)
    cold = await stand.view()
    await until(lambda: bool(cold.of_kind(Kind.STILL)))
    assert cold.of_kind(Kind.FRAGMENT) == []
    still = cold.of_kind(Kind.STILL)[0]
    with av.open(io.BytesIO(still.payload), "r", format="mjpeg") as picture:
        frame = next(picture.decode(video=0))
    assert (frame.width, frame.height) == (320, 180)
    assert still.captured_at_ms <= viewer.of_kind(Kind.FRAGMENT)[-1].captured_at_ms
    await until(lambda: any(row.event == "watch_started" for row in stand.node.rows[1:]))


def _screens(stand: Stand) -> list[Viewer]:
    return [one for one in stand.part.watching if isinstance(one, Viewer)]


def _clog(viewer: Viewer) -> asyncio.Transport:
    """The viewer's line takes nothing more: more unread messages than any socket buffer holds."""
    transport = viewer.queue._transport
    transport.write(text_frame({"type": "clog", "bytes": "x" * 64_000}) * 250)
    assert transport.get_write_buffer_size() > 0
    return transport


async def test_a_slow_viewer_holds_up_nobody_and_is_told(
    stand_up: StandUp, settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, viewer_queue_bytes=5_000))
    slow = await stand.connect()
    await slow.send_json({"ticket": stand.ticket(session="slow")})
    quick = await stand.view(session="quick")
    await quick.fragments(2)
    stuck = next(one for one in _screens(stand) if one.ticket.session == "slow")
    _clog(stuck)
    before = len(quick.of_kind(Kind.FRAGMENT))
    await quick.fragments(before + 20)
    assert stuck.queue._bytes <= 10_000
    told = [frame for frame, is_droppable in stuck.queue._waiting if not is_droppable]
    assert any(b'"slow"' in frame for frame in told)
    assert "slow" not in [text["reason"] for text in quick.texts("state")]
    await slow.close()


async def test_withdrawal_of_a_stuck_viewer_takes_back_what_waits(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    stuck = _screens(stand)[0]
    transport = _clog(stuck)
    await stand.tell("sharing.grant_ended", grant_id="gr_1", reason="withdrawn", by=None)
    assert transport.is_closing()
    assert transport.get_write_buffer_size() == 0
    await viewer.closed()
    assert stuck.queue._bytes == 0


async def test_a_consumer_that_fails_does_not_stop_the_others(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await stand.view(), await stand.view()
    await one.fragments(2)
    await two.fragments(2)
    bad = _screens(stand)[0]

    def explode(*_: object, **__: object) -> bool:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(bad.queue, "offer", explode)
    counts = [len(v.of_kind(Kind.FRAGMENT)) for v in (one, two)]
    await until(
        lambda: any(
            len(v.of_kind(Kind.FRAGMENT)) > before + 5
            for v, before in zip((one, two), counts, strict=True)
        )
    )


async def test_too_large_a_message_is_not_read(stand: Stand) -> None:
    viewer = LiveViewer(await stand.connect())
    stand.viewers.append(viewer)
    await viewer.ws.send_str("x" * 20_000)
    assert await viewer.closed() in {1009, 4403}


async def test_health_answers_without_a_ticket(stand: Stand) -> None:
    assert (await stand.health())["status"] == "ok"
