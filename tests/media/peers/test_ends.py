"""Closing ends it on both sides: by the owner's word, by each hop's own clock, and when words are lost."""

import time
from functools import partial
from typing import Any

from aiohttp import WSMsgType

from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.peers.city import HOLDER, OTHER, OWNER, Centre, City
from tests.media.stand import LiveViewer, until


async def seen_more(viewer: LiveViewer) -> None:
    await viewer.fragments(len(viewer.of_kind(Kind.FRAGMENT)) + 3)


async def ends_at(owner: Centre, holder: Centre) -> LiveViewer:
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    holder.node.problem = "the grant is over"
    return viewer


def has_ended(centre: Centre) -> bool:
    return len(centre.rows("watch_ended")) == 1


def has_rows(centre: Centre) -> bool:
    return bool(centre.node.rows)


def over(viewer: LiveViewer, reason: str) -> Any:  # a predicate
    return lambda: viewer.texts("state")[-1]["reason"] == reason


async def test_the_owners_cut_ends_the_picture_at_the_holder(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await ends_at(owner, holder)
    await owner.stand.tell(
        "sharing.grant_ended", grant_id=f"gr_{HOLDER}", reason="withdrawn", by="관제요원"
    )
    await until(lambda: viewer.states[-1] == "dead")
    await until(lambda: owner.stand.cameras.pulls(1) == 0)
    await until(lambda: not hub.relayed())
    for centre in (owner, hub):
        await until(partial(has_ended, centre))
        assert centre.rows("watch_ended")[0].reason == "withdrawn"
    await until(over(viewer, "other_centre_refused"))
    assert not viewer.texts("ended"), "the viewing itself ends by the grant of its own centre"


async def test_nobody_elsewhere_learns_who_cut_it(city: City, owner: Centre, hub: Centre) -> None:
    line = await city.knock(OWNER, hub.code)
    await line.send_json({"ticket": city.mint(OWNER, hub.code), "number": 1})
    said = [await line.receive_str()]
    await owner.stand.tell(
        "sharing.grant_ended", grant_id=f"gr_{hub.code}", reason="withdrawn", by="홍길동"
    )
    said += [str(m.data) async for m in line if m.type is WSMsgType.TEXT]
    assert "accepted" in said[0]
    assert "withdrawn" in said[-1]
    assert not any("홍길동" in one for one in said)
    assert line.close_code == 4410


async def test_a_withdrawn_camera_ends_only_its_own_line(owner: Centre, holder: Centre) -> None:
    one, two = await holder.stand.view("cam_1"), await holder.stand.view("cam_2")
    await one.fragments(2)
    await two.fragments(2)
    holder.node.problem = "the camera is not lent any more"
    await owner.stand.tell(
        "sharing.camera_withdrawn", grant_id=f"gr_{HOLDER}", camera_id="cam_1", reason="x"
    )
    await until(lambda: one.states[-1] == "dead")
    await seen_more(two)


async def test_a_lost_word_of_the_end_is_mended_by_asking(owner: Centre, holder: Centre) -> None:
    viewer = await ends_at(owner, holder)
    owner.node.alive = frozenset({"gr_1"})
    await until(lambda: viewer.states[-1] == "dead")
    await until(lambda: owner.stand.cameras.pulls(1) == 0)


async def test_the_owner_ends_it_by_its_own_clock(owner: Centre, holder: Centre) -> None:
    ends = time.time() + 0.8
    holder.node.changed = {"ends": ends}
    viewer = await ends_at(owner, holder)
    owner.node.is_silent = True
    await until(lambda: viewer.states[-1] == "dead")
    assert time.time() >= ends
    await until(lambda: owner.stand.cameras.pulls(1) == 0)


async def test_a_relay_ends_it_by_its_own_clock_when_the_owner_does_not(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    """The owner was told of a renewal, the relay was not: it shows nothing beyond the ticket it was given."""
    ends = time.time() + 0.8
    holder.node.changed = {"ends": ends}
    viewer = await ends_at(owner, holder)
    owner.stand.part.watching.extend(f"gr_{HOLDER}", ends + 600)
    await until(lambda: viewer.states[-1] == "dead")
    await until(lambda: len(hub.rows("watch_ended")) == 1)
    assert hub.rows("watch_ended")[0].reason == "expired"
    await until(lambda: len(owner.rows("watch_ended")) == 1)


async def test_a_renewal_goes_up_the_line_and_nothing_of_it_is_seen(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    ends = time.time() + 1.6
    holder.node.changed = {"ends": ends}
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    holder.node.changed = {"ends": ends + 600}
    await until(lambda: all(one.ends > ends for one in owner.stand.part.watching))
    await until(
        lambda: any(m.captured_at_ms / 1000 > ends + 0.3 for m in viewer.of_kind(Kind.FRAGMENT))
    )
    assert len(viewer.texts("init")) == 1
    for centre in (owner, hub):
        assert len(centre.rows("watch_started")) == 1, "a renewal is no new viewing"
        assert not centre.rows("watch_ended")


async def test_who_is_cut_does_not_take_the_others_with_it(
    city: City, owner: Centre, hub: Centre, holder: Centre, cameras: CameraSimulator
) -> None:
    """The first one's ticket opened the line; the second one's carries it on."""
    other = await city.begin(OTHER, cameras)
    other.node.borrow("cam_1", OWNER)
    first, second = await holder.stand.view(), await other.stand.view()
    await first.fragments(2)
    await second.fragments(2)
    await until(lambda: len(owner.rows("watch_started")) == 2)
    holder.node.problem = "the grant is over"
    await owner.stand.tell("sharing.grant_ended", grant_id=f"gr_{HOLDER}", reason="closed", by=None)
    await until(lambda: first.states[-1] == "dead")
    await seen_more(second)
    assert other.node.asked_for_tickets == 1, "nothing of it is seen"
    assert "dead" not in second.states


async def test_a_camera_comes_back_with_a_fresh_ticket_when_the_grant_is_opened_again(
    owner: Centre, holder: Centre
) -> None:
    viewer = await ends_at(owner, holder)
    await owner.stand.tell(
        "sharing.grant_ended", grant_id=f"gr_{HOLDER}", reason="withdrawn", by=None
    )
    await until(over(viewer, "other_centre_refused"))
    await owner.stand.tell("sharing.grant_opened", grant_id=f"gr_{HOLDER}", camera_ids=["cam_1"])
    holder.node.problem = ""
    await until(lambda: viewer.states[-1] == "live")
    await seen_more(viewer)


async def test_the_holders_own_cut_ends_its_viewers_at_once(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    await holder.stand.tell("sharing.grant_ended", grant_id="gr_1", reason="closed", by=None)
    await viewer.text("ended")
    assert await viewer.closed() == 4410
    await until(lambda: owner.stand.cameras.pulls(1) == 0)


async def test_a_signed_out_session_at_home_ends_no_other_centres_picture(
    owner: Centre, hub: Centre
) -> None:
    """Whose session it is elsewhere, its own centre watches over."""
    owner.node.sessions_over = frozenset({"", "se_hub"})
    hub.node.changed = {"session": "se_hub"}
    viewer, at_home = await hub.stand.view(), await owner.stand.view()
    await at_home.fragments(1)
    await viewer.fragments(12)
    assert "dead" not in viewer.states


async def test_both_centres_write_it_down_and_the_owner_tells_its_screens(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view(person="per_7")
    await viewer.fragments(2)
    for centre in (owner, hub, holder):
        await until(partial(has_rows, centre))
    at_owner, relayed = owner.rows("watch_started")[0], hub.rows("watch_started")[0]
    assert (at_owner.viewer, at_owner.grant, at_owner.reason) == ("peer:GANGBUK", "gr_GANGBUK", "")
    assert (at_owner.session, at_owner.camera) == ("peer:GANGBUK", "cam_1")
    assert (relayed.viewer, relayed.reason) == ("peer:GANGBUK", "relayed")
    assert holder.node.rows[0].viewer == "per_7"
    assert [one["viewer"] for one in owner.stand.told("media.watching")] == [HOLDER]
    assert hub.stand.told("media.watching") == []


async def test_no_journal_at_the_owner_no_picture(city: City, cameras: CameraSimulator) -> None:
    (city.folder / OTHER).mkdir()
    (city.folder / OTHER / "journal").write_text("a file where the folder should be")
    mute = await city.begin(OTHER, cameras)
    hub = city.centre("SEOUL")
    hub.node.borrow("cam_3", OTHER)
    viewer = await hub.stand.view("cam_3")
    await viewer.state("dead")
    assert not viewer.of_kind(Kind.FRAGMENT)
    assert mute.stand.part.hub.pulls == 0


async def test_the_node_hears_when_a_neighbours_camera_is_pulled_no_more(
    owner: Centre, hub: Centre
) -> None:
    """From then on the owner's word counts there; of our own cameras the last known state stands."""
    for camera in ("cam_1", "cam_3"):
        viewer = await hub.stand.view(camera)
        await viewer.fragments(2)
        await viewer.leave()
    await until(lambda: hub.stand.part.hub.pulls == 0)

    def told(camera: str) -> list[str]:
        every = hub.stand.told("media.camera_state")
        return [one["state"] for one in every if one["camera_id"] == camera]

    await until(lambda: told("cam_1")[-1] == "unknown")
    assert told("cam_3")[-1] == "live"
