"""The whole application with a security company linked and the agreement of hand-over signed."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.private_security.rules import CODE
from bongsu.services.private_security.scenes import ORG, PARTNER, SCENES
from tests.services.linked_house import LinkedHouse, System, house_with
from tests.web.house import House

template = house_with(System(PARTNER, ORG, LinkSystem.SECURITY, (CODE,), (CODE,)))


@pytest.fixture
def company(house: House) -> LinkedHouse:
    return LinkedHouse(house, partner=PARTNER, service=CODE, scenes=SCENES)
