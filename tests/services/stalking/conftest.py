"""The whole application with the system of protected people's watches linked and its agreement signed."""

import asyncio

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.stalking.message import CODE
from bongsu.services.stalking.scenes import ORG, PARTNER, SCENES
from tests.services.partner_house import PartnerHouse, System, with_partners
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests."""
    watch = System(PARTNER, ORG, LinkSystem.POLICE_112, (CODE,), (CODE,))
    return asyncio.run(with_partners(without, tmp_path_factory.mktemp("watch"), watch))


@pytest.fixture
def police(house: House) -> PartnerHouse:
    return PartnerHouse(house, SCENES)
