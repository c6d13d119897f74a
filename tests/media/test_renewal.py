"""Viewings over time: renewed, undone, changed and returned, against a real server and real cameras."""

import time
from datetime import UTC, datetime

import pytest

from bongsu.media.events import StreamAddress
from bongsu.media.wire import Kind
from tests.media.stand import LiveViewer, Stand, until


def at(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


async def renew(stand: Stand, ends: float, grant: str = "gr_1") -> None:
    await stand.tell("sharing.grant_opened", grant_id=grant, camera_ids=["cam_1"], ends_at=at(ends))


async def seen_after(viewer: LiveViewer, seconds: float) -> None:
    """A picture that was taken after that moment has come."""
    await until(
        lambda: any(m.captured_at_ms / 1000 > seconds for m in viewer.of_kind(Kind.FRAGMENT))
    )


async def cut_for(viewer: LiveViewer) -> str:
    reason = (await viewer.text("ended"))["reason"]
    assert await viewer.closed() == 4410
    assert not viewer.messages[-1].kind, "not one picture after the word"
    return str(reason)


async def test_a_renewal_carries_a_running_viewing_over_its_tickets_end(stand: Stand) -> None:
    ends = time.time() + 0.7
    viewer = await stand.view(ends=ends)
    await viewer.fragments(1)
    await renew(stand, ends + 600)
    await seen_after(viewer, ends + 0.4)
    assert not viewer.texts("ended")
    assert len(viewer.texts("init")) == 1, "nothing of it is seen"


async def test_a_lost_renewal_ends_the_viewing_at_its_tickets_end(stand: Stand) -> None:
    ends = time.time() + 0.5
    viewer, other = await stand.view(ends=ends), await stand.view(ends=ends, grant="gr_2")
    stand.node.alive = frozenset({"gr_1", "gr_2"})
    await viewer.fragments(1)
    await renew(stand, ends + 600, grant="gr_2")
    assert await cut_for(viewer) == "expired"
    await seen_after(other, ends + 0.2)


async def test_a_renewed_viewing_ends_at_its_new_end(stand: Stand) -> None:
    ends = time.time() + 0.5
    viewer = await stand.view(ends=ends)
    await viewer.fragments(1)
    await renew(stand, ends + 0.5)
    assert await cut_for(viewer) == "expired"
    assert time.time() >= ends + 0.5


async def test_a_renewal_told_twice_or_late_shortens_nothing(stand: Stand) -> None:
    ends = time.time() + 0.5
    viewer = await stand.view(ends=ends)
    await viewer.fragments(1)
    await renew(stand, ends + 600)
    await renew(stand, ends)
    await renew(stand, ends - 100)
    await seen_after(viewer, ends + 0.3)
    assert not viewer.texts("ended")


async def test_a_renewal_does_not_revive_a_ticket_that_is_over(stand: Stand) -> None:
    await renew(stand, time.time() + 600)
    late = await stand.view(ends=time.time() - 1)
    assert (await late.text("refused"))["reason"] == "expired"


async def test_a_cut_that_is_undone_admits_a_new_ticket_and_not_the_old_one(stand: Stand) -> None:
    token = stand.ticket()
    viewer = await stand.view(token=token)
    await viewer.fragments(1)
    await stand.tell("sharing.grant_ended", grant_id="gr_1", reason="withdrawn", by="관제요원")
    assert await cut_for(viewer) == "withdrawn"
    meanwhile = stand.ticket()
    assert (await (await stand.view(token=meanwhile)).text("refused"))["reason"] == "ended"
    await renew(stand, time.time() + 600)
    again = await stand.view()
    await again.fragments(1)
    for used in (token, meanwhile):
        assert (await (await stand.view(token=used)).text("refused"))["reason"] == "used"
    assert not again.texts("ended")


async def test_a_camera_that_comes_back_into_a_grant_is_shown_again(stand: Stand) -> None:
    viewer, other = await stand.view("cam_1"), await stand.view("cam_2")
    await viewer.fragments(1)
    await stand.tell("sharing.camera_withdrawn", grant_id="gr_1", camera_id="cam_1", reason="x")
    assert await cut_for(viewer) == "camera_withdrawn"
    refused = await stand.view("cam_1")
    assert (await refused.text("refused"))["reason"] == "ended"
    await renew(stand, time.time() + 600)
    await (await stand.view("cam_1")).fragments(1)
    assert not other.texts("ended")


async def test_an_undone_cut_brings_back_no_other_withdrawn_camera(stand: Stand) -> None:
    await stand.tell("sharing.camera_withdrawn", grant_id="gr_1", camera_id="cam_2", reason="x")
    await stand.tell("sharing.grant_ended", grant_id="gr_1", reason="withdrawn", by=None)
    await renew(stand, time.time() + 600)
    await (await stand.view("cam_1")).text("accepted")
    assert (await (await stand.view("cam_2")).text("refused"))["reason"] == "ended"


@pytest.mark.parametrize(("first", "then"), [("main", "sub"), ("sub", "main")])
async def test_a_change_of_stream_has_no_gap(stand: Stand, first: str, then: str) -> None:
    """Who stays shows what there was to see: nothing of it is missing before the new stream begins."""
    stays, changes = await stand.view(stream=first), await stand.view(stream=first)
    await stays.fragments(2)
    await changes.fragments(2)
    await changes.ws.send_json({"stream": then})
    await until(lambda: len(changes.texts("init")) == 2)
    seen = len(changes.of_kind(Kind.FRAGMENT))
    await changes.fragments(seen + 4)
    at_init = changes.messages.index(
        next(m for m in changes.messages if m.text.get("stream") == then)
    )
    before = [m for m in changes.messages[:at_init] if m.kind == Kind.FRAGMENT]
    after = [m for m in changes.messages[at_init:] if m.kind == Kind.FRAGMENT]
    shown = {m.payload for m in before}
    begins, ends = before[0].captured_at_ms, before[-1].captured_at_ms
    due = [m for m in stays.of_kind(Kind.FRAGMENT) if begins < m.captured_at_ms <= ends]
    assert {m.payload for m in due} <= shown
    missed = [m for m in stays.of_kind(Kind.FRAGMENT) if ends < m.captured_at_ms]
    newest = after[0].captured_at_ms
    assert not [m for m in missed if m.captured_at_ms < newest - 500], "the new one begins at live"
    assert not changes.texts("ended")
    assert changes.states[-1] == "live"
    assert changes.decoded()


async def test_a_change_to_a_dead_stream_keeps_the_picture(stand: Stand) -> None:
    """The wish is not met, and the picture that is there stays."""
    viewer = await stand.view()
    await viewer.fragments(2)
    address = stand.cameras.url(1)
    dead = address.replace("/cam/1/", "/cam/99/")
    stand.node.addresses["cam_1"] = StreamAddress(address, dead)
    stand.part.hub._registry.forget("cam_1")
    await viewer.ws.send_json({"stream": "sub"})
    await until(lambda: stand.part.hub.pulls == 2)
    seen = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(seen + 10)
    assert len(viewer.texts("init")) == 1
    assert viewer.states[-1] == "live"


async def test_many_wishes_at_once_end_with_the_last_one(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    for number in range(201):
        await viewer.ws.send_json({"stream": ("sub", "main")[number % 2]})
    await until(lambda: bool(viewer.texts("init")) and viewer.texts("init")[-1]["stream"] == "sub")
    await until(lambda: stand.cameras.pulls(1, "main") == 0)
    assert stand.cameras.pulls(1, "sub") == 1
    seen = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(seen + 3)
