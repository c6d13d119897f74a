"""The whole application with the system of protected people's watches linked and its agreement signed."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.stalking.message import CODE
from bongsu.services.stalking.scenes import ORG, PARTNER, SCENES
from tests.services.linked_house import LinkedHouse, System, house_with
from tests.web.house import House

template = house_with(System(PARTNER, ORG, LinkSystem.POLICE_112, (CODE,), (CODE,)))


@pytest.fixture
def police(house: House) -> LinkedHouse:
    return LinkedHouse(house, partner=PARTNER, service=CODE, scenes=SCENES)
