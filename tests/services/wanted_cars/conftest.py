"""The whole application with WASS and a recogniser linked and the agreement signed."""

import asyncio

import pytest

from bongsu.identity.people import LinkSystem, OrganisationKind
from bongsu.services.wanted_cars.message import CODE
from bongsu.services.wanted_cars.scenes import PARTNER, POLICE, RECOGNISER, SCENES
from tests.services.partner_house import PartnerHouse, System, with_partners
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]
WASS = System(PARTNER, POLICE, LinkSystem.WANTED_CARS, (CODE,), (CODE,), OrganisationKind.POLICE)
READER = System(RECOGNISER, "SEONGBUK", LinkSystem.WANTED_CARS, (CODE,))


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests."""
    folder = tmp_path_factory.mktemp("wass")
    return asyncio.run(with_partners(without, folder, WASS, READER))


@pytest.fixture
def wass(house: House) -> PartnerHouse:
    return PartnerHouse(house, SCENES)
