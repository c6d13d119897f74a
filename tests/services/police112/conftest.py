"""The whole application with the police's calls to save a life agreed; the city's own system is given the service."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.police112.scenes import PARTNER, SCENES
from tests.services.linked_house import LinkedHouse, System, house_with
from tests.web.house import House

CODES = ("P112_VIDEO", "P112_DISPATCH", "P112_LIFE")
template = house_with(
    System(
        "life-112",
        "KNPA.SEOUL",
        LinkSystem.POLICE_112,
        CODES,
        ("P112_LIFE",),
        instead_of=PARTNER,
    )
)


@pytest.fixture
def police(house: House) -> LinkedHouse:
    return LinkedHouse(house, partner=PARTNER, scenes=SCENES)
