"""The whole application with WASS and a recogniser linked and the agreement signed."""

import pytest

from bongsu.identity.people import LinkSystem, OrganisationKind
from bongsu.services.wanted_cars.message import CODE
from bongsu.services.wanted_cars.scenes import PARTNER, POLICE, RECOGNISER, SCENES
from tests.services.linked_house import LinkedHouse, System, house_with
from tests.web.house import House

CARS = LinkSystem.WANTED_CARS
template = house_with(
    System(PARTNER, POLICE, CARS, (CODE,), (CODE,), OrganisationKind.POLICE),
    System(RECOGNISER, "SEONGBUK", CARS, (CODE,)),
)


@pytest.fixture
def wass(house: House) -> LinkedHouse:
    return LinkedHouse(house, partner=PARTNER, service=CODE, scenes=SCENES)
