"""Pictures over one and two hops: at once, at live, and from one pull at the camera."""

import itertools
from pathlib import Path

from bongsu.media.wire import Kind
from tests.media.peers.city import HOLDER, HUB, OWNER, Centre, City
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
