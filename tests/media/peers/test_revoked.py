"""A centre whose link was revoked: its certificate lasts on, its pictures end, and it gets no further than the door."""

from functools import partial

import aiohttp
import msgspec
import pytest

from bongsu.media.settings import MediaSettings
from bongsu.simulate.server import CameraSimulator
from tests.media.peers.city import HOLDER, HUB, OTHER, OWNER, Centre, City
from tests.media.peers.test_ends import has_ended, seen_more
from tests.media.stand import until


def revoke(at: Centre, code: str) -> None:
    """The node of `at` says so at the next beat."""
    at.node.linked -= {code}


@pytest.fixture
def settings(settings: MediaSettings) -> MediaSettings:
    """Beats as in a node, ten times as fast."""
    return msgspec.structs.replace(settings, present_every_s=0.1)


async def is_kept_out(city: City, at: str, code: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await city.knock(at, code)
    assert refused.value.status == 403


async def test_pictures_of_a_revoked_centre_end_at_the_owner_and_its_certificate_opens_nothing(
    city: City, owner: Centre, hub: Centre
) -> None:
    viewer = await hub.stand.view()
    await viewer.fragments(2)
    revoke(owner, HUB)
    await until(partial(has_ended, owner))
    assert owner.rows("watch_ended")[0].reason == "unlinked"
    await until(lambda: viewer.states[-1] == "dead")
    await until(lambda: owner.stand.cameras.pulls(1) == 0)
    await is_kept_out(city, OWNER, HUB)


async def test_at_the_hub_a_revoked_holders_pictures_end_and_its_neighbours_go_on(
    city: City, owner: Centre, hub: Centre, holder: Centre, cameras: CameraSimulator
) -> None:
    other = await city.begin(OTHER, cameras)
    other.node.borrow("cam_1", OWNER)
    gone, stays = await holder.stand.view(), await other.stand.view()
    await gone.fragments(2)
    await stays.fragments(2)
    revoke(hub, HOLDER)
    await until(lambda: gone.states[-1] == "dead")
    await until(partial(has_ended, hub))
    await is_kept_out(city, HUB, HOLDER)
    await seen_more(stays)


async def test_at_the_hub_pictures_of_a_revoked_owner_are_passed_on_no_more(
    city: City, owner: Centre, hub: Centre, holder: Centre
) -> None:
    """Also not by the way to it that was known before."""
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    revoke(hub, OWNER)
    await until(lambda: viewer.states[-1] == "dead")
    await until(lambda: not hub.relayed())
    await until(lambda: owner.stand.cameras.pulls(1) == 0)
    line = await city.knock(HUB, HOLDER)
    shows = {"ticket": city.mint(OWNER, HOLDER), "number": 1, "stream": "main", "onward": OWNER}
    await line.send_json(shows)
    assert (await line.receive_json())["reason"] == "no_route"


async def test_who_is_revoked_between_the_door_and_its_ticket_shows_it_in_vain(
    city: City, owner: Centre
) -> None:
    line = await city.knock(OWNER, HUB)
    revoke(owner, HUB)
    await until(lambda: HUB not in owner.stand.part._peers._linked)
    await line.send_json({"ticket": city.mint(OWNER, HUB), "number": 1, "stream": "main"})
    assert (await line.receive_json())["reason"] == "unlinked"
    assert owner.stand.cameras.pulls(1) == 0


async def test_a_node_that_falls_silent_revokes_nobody(city: City, owner: Centre) -> None:
    owner.node.is_silent = True
    await owner.stand.part._presence._say()
    await (await city.knock(OWNER, HUB)).close()


async def test_nobody_is_let_in_before_the_node_has_said_who_is_linked(
    city: City, cameras: CameraSimulator
) -> None:
    late = await city.begin(OTHER, cameras)
    late.stand.part._peers.link_with(frozenset())
    late.node.is_silent = True
    await is_kept_out(city, OTHER, HUB)
    late.node.is_silent = False
    await until(lambda: HUB in late.stand.part._peers._linked)
    await (await city.knock(OTHER, HUB)).close()
