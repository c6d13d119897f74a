"""The live protocol, from ticket to last byte, with real cameras and real sockets."""

from bongsu.media.wire import Kind
from tests.media.stand import Stand, until


async def test_a_viewer_with_a_ticket_sees_a_picture(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(5)
    assert viewer.messages[0].text["type"] == "accepted"
    init = viewer.texts("init")[0]
    assert (init["width"], init["height"], init["stream"]) == (320, 180, "main")
    assert init["codec"].startswith("avc1.")
    frames = viewer.decoded()
    assert len(frames) >= 5
    assert (frames[0].width, frames[0].height) == (320, 180)


async def test_a_second_viewer_gets_the_whole_cached_group_at_once(stand: Stand) -> None:
    first = await stand.view()
    await first.fragments(6)
    second = await stand.view()
    group = (await second.fragments(1))[0]
    assert group.payload[4:8] == b"moof"
    newest = first.of_kind(Kind.FRAGMENT)[-1].captured_at_ms
    assert group.captured_at_ms >= newest - 250
    assert second.decoded(), "the group alone can be decoded"


async def test_ten_viewers_of_a_camera_are_one_pull(stand: Stand) -> None:
    viewers = [await stand.view() for _ in range(10)]
    for viewer in viewers:
        await viewer.fragments(2)
    assert stand.cameras.pulls(1) == 1
    assert stand.part.hub.pulls == 1
    assert (await stand.health())["viewers"] == 10


async def test_a_pull_lingers_and_then_stops(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    await viewer.leave()
    assert stand.part.hub.pulls == 1
    await until(lambda: stand.cameras.pulls(1) == 0)
    assert stand.part.hub.pulls == 0
