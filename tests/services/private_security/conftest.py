"""The whole application with a security company linked and the agreement of hand-over signed."""

import asyncio

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.private_security.rules import CODE
from bongsu.services.private_security.scenes import ORG, PARTNER, SCENES
from tests.services.partner_house import PartnerHouse, System, with_partners
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests."""
    company = System(PARTNER, ORG, LinkSystem.SECURITY, (CODE,), (CODE,))
    return asyncio.run(with_partners(without, tmp_path_factory.mktemp("security"), company))


@pytest.fixture
def company(house: House) -> PartnerHouse:
    return PartnerHouse(house, SCENES)
