"""Three centres: 성북 owns cameras, the hub relays, 강북 watches."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.media.settings import MediaSettings
from bongsu.simulate.server import CameraSimulator
from tests.media.peers.city import HOLDER, HUB, OWNER, Centre, City


@pytest.fixture
async def city(
    tmp_path: Path, settings: MediaSettings, cameras: CameraSimulator
) -> AsyncIterator[City]:
    city = City(tmp_path / "city", settings)
    for code in (OWNER, HUB, HOLDER):
        centre = await city.begin(code, cameras)
        if code != OWNER:
            for camera in ("cam_1", "cam_2"):
                centre.node.borrow(camera, OWNER)
    yield city
    await city.leave()


@pytest.fixture
def owner(city: City) -> Centre:
    return city.centre(OWNER)


@pytest.fixture
def hub(city: City) -> Centre:
    return city.centre(HUB)


@pytest.fixture
def holder(city: City) -> Centre:
    return city.centre(HOLDER)
