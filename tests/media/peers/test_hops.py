"""Pictures over one and two hops: at once, at live, and from one pull at the camera."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from bongsu.media.events import StreamAddress
from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.clips import make_clip
from tests.media.peers.city import OTHER, OWNER, Centre, City
from tests.media.peers.test_ends import has_ended
from tests.media.stand import LiveViewer, until


async def shown(viewer: LiveViewer) -> None:
    await viewer.fragments(4)
    assert viewer.decoded()
    assert viewer.states[-1] == "live"


async def test_a_district_shows_its_camera_to_the_hub(owner: Centre, hub: Centre) -> None:
    viewer = await hub.stand.view()
    await shown(viewer)
    assert owner.stand.cameras.pulls(1) == 1
    init = viewer.texts("init")[0]
    assert (init["width"], init["height"], init["stream"]) == (320, 180, "main")


async def test_a_neighbour_sees_it_through_the_hub(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view()
    await shown(viewer)
    assert owner.stand.cameras.pulls(1) == 1
    assert len(hub.relayed()) == 1
    assert hub.stand.part.hub.pulls == 0, "a relay shows nothing on its own screens"


async def test_the_smaller_stream_crosses_borders_too(owner: Centre, holder: Centre) -> None:
    viewer = await holder.stand.view(stream="sub")
    await shown(viewer)
    assert (owner.stand.cameras.pulls(1, "sub"), owner.stand.cameras.pulls(1, "main")) == (1, 0)


async def test_three_viewers_on_two_hops_are_one_pull_at_the_camera_and_at_the_owner(
    city: City, owner: Centre, hub: Centre, holder: Centre, cameras: CameraSimulator
) -> None:
    other = await city.begin(OTHER, cameras)
    other.node.borrow("cam_1", OWNER)
    viewers = [
        await holder.stand.view(),
        await holder.stand.view(session="se_two"),
        await other.stand.view(),
    ]
    for viewer in viewers:
        await shown(viewer)
    at_home = await owner.stand.view()
    await shown(at_home)
    assert cameras.pulls(1) == 1
    assert len(hub.relayed()) == 1
    stream = owner.stream()
    assert stream is not None
    assert len(stream._consumers) == 2, "the one at home, and the hub once for all"
    await until(lambda: len(owner.rows("watch_started")) == 2)
    assert {row.viewer for row in owner.rows("watch_started")} == {"peer:GANGBUK", "peer:GURO"}


async def test_who_joins_late_gets_the_whole_group_squeezed_to_end_at_live(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    """The owner is warm; hub and holder are cold."""
    at_home = await owner.stand.view()
    newest = (await at_home.fragments(6))[-1].captured_at_ms
    viewer = await holder.stand.view()
    group = (await viewer.fragments(1))[0]
    assert group.captured_at_ms >= newest, "it ends at live"
    at_once = viewer.decoded(fragments=1)
    assert at_once, "the group alone can be decoded"
    lasts_s = float((at_once[-1].pts or 0) - (at_once[0].pts or 0)) / 90_000
    assert lasts_s < 0.05
    assert [m.text["type"] for m in viewer.messages if m.text][-1] == "init"


async def test_a_second_neighbour_begins_with_the_group_cached_at_the_relay(
    city: City, owner: Centre, hub: Centre, holder: Centre, cameras: CameraSimulator
) -> None:
    other = await city.begin(OTHER, cameras)
    other.node.borrow("cam_1", OWNER)
    first = await holder.stand.view()
    await first.fragments(3)
    relayed = hub.relayed()[0]
    assert relayed.has_pictures
    second = await other.stand.view()
    await shown(second)
    assert hub.relayed() == [relayed]
    # the owner's ticket of the second one was passed on over the same line
    await until(lambda: len(owner.rows("watch_started")) == 2)


async def test_the_time_of_capture_stays_the_cameras_own(owner: Centre, holder: Centre) -> None:
    at_home, away = await owner.stand.view(), await holder.stand.view()
    await at_home.fragments(6)
    await away.fragments(6)
    near = {m.captured_at_ms for m in at_home.of_kind(Kind.FRAGMENT)}
    far = {m.captured_at_ms for m in away.of_kind(Kind.FRAGMENT)}
    assert len(near & far) >= 3


async def test_another_form_of_picture_crosses_both_hops_as_a_new_init_segment(
    owner: Centre,
    holder: Centre,
    simulate: Callable[..., Awaitable[CameraSimulator]],
    tmp_path: Path,
) -> None:
    make_clip(tmp_path / "wide.mp4", width=480, height=272)
    wide = await simulate(clips=tmp_path, cache_dir=tmp_path / "cache")
    viewer = await holder.stand.view()
    await shown(viewer)
    asked = holder.node.asked_for_tickets
    owner.node.addresses["cam_1"] = StreamAddress(wide.url(1), wide.url(1, "sub"))
    owner.stand.part.hub._registry.forget("cam_1")
    owner.stand.cameras.kill(1)
    await until(lambda: viewer.texts("init")[-1]["width"] == 480)
    await viewer.fragments(len(viewer.of_kind(Kind.FRAGMENT)) + 2)
    assert viewer.decoded()[0].width == 480
    assert holder.node.asked_for_tickets == asked, "the line stayed"


@pytest.mark.waits(frozen_after_s=2.0)
async def test_what_happens_to_the_camera_is_told_over_both_hops_and_the_line_stays(
    owner: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view()
    await shown(viewer)
    asked = holder.node.asked_for_tickets
    for break_it, state in (
        (owner.stand.cameras.freeze, "frozen"),
        (owner.stand.cameras.kill, "dead"),
    ):
        break_it(1)
        await viewer.state(state)
        owner.stand.cameras.revive(1)
        await until(lambda: viewer.states[-1] == "live")
    seen = len(viewer.of_kind(Kind.FRAGMENT))
    await viewer.fragments(seen + 3)
    assert holder.node.asked_for_tickets == asked
    assert len(owner.rows("watch_started")) == 1, "one viewing, written down once"


async def test_a_camera_of_another_kind_is_said_to_be_unsupported(
    owner: Centre, holder: Centre
) -> None:
    owner.stand.cameras.h265_only(1)
    viewer = await holder.stand.view()
    await viewer.state("unsupported")
    assert viewer.texts("state")[-1]["reason"] == "unsupported_codec"


async def test_what_nobody_watches_any_more_is_let_go_at_every_hop(
    city: City, owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view()
    await shown(viewer)
    await viewer.leave()
    await until(lambda: not owner.stand.part.watching._viewers)
    await until(lambda: not hub.relayed())
    await until(lambda: owner.stand.cameras.pulls(1) == 0)
    for centre in (owner, hub):
        await until(partial(has_ended, centre))
    assert owner.rows("watch_ended")[0].reason == "left"


async def test_a_grant_that_opens_warms_another_centres_camera_too(
    city: City, cameras: CameraSimulator
) -> None:
    patient = await city.begin(OTHER, cameras, linger_s=30.0)
    patient.node.borrow("cam_1", OWNER)
    await patient.stand.tell("sharing.grant_opened", grant_id="gr_1", camera_ids=["cam_1"])
    stream = patient.stream()
    assert stream is not None
    await until(lambda: stream.has_pictures)
    assert cameras.pulls(1) == 1
    viewer = await patient.stand.view()
    await viewer.fragments(1)
    assert patient.node.asked_for_tickets == 1


async def test_two_cameras_are_two_lines(owner: Centre, hub: Centre, holder: Centre) -> None:
    one, two = await holder.stand.view("cam_1"), await holder.stand.view("cam_2")
    await shown(one)
    await shown(two)
    assert len(hub.relayed()) == 2
    owner.stand.cameras.kill(2)
    await two.state("dead")
    await one.fragments(len(one.of_kind(Kind.FRAGMENT)) + 3)
