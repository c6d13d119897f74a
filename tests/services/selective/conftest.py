"""A house whose cameras are watched, with the agreement on handing over signed."""

from typing import Any  # Any: a fixture

import pytest

from bongsu.identity.people import LinkRight, LinkSystem
from bongsu.sharing.agreements.seongbuk import CENTRE
from tests.monitoring.alarms.watched_house import WatchedHouse, watched
from tests.services.linked_house import System, house_with
from tests.web.house import House

SPOOF = System(
    "monitoring",
    CENTRE,
    LinkSystem.OTHER,
    ("SELECT",),
    agreed=("SELECT",),
    rights=frozenset({LinkRight.INCIDENTS}),
)
template: Any = house_with(SPOOF)


@pytest.fixture
async def here(house: House) -> WatchedHouse:
    return watched(house)
