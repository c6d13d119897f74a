"""The whole application with the police's calls to save a life agreed."""

import asyncio

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.police112.scenes import SCENES
from tests.services.partner_house import PartnerHouse, System, with_partners
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]
CODES = ("P112_VIDEO", "P112_DISPATCH", "P112_LIFE")
POLICE = System("life-112", "KNPA.SEOUL", LinkSystem.POLICE_112, CODES, ("P112_LIFE",))


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests; the city's own system is given the service."""
    made = asyncio.run(with_partners(without, tmp_path_factory.mktemp("life"), POLICE))
    return Template(made.url, made.tokens, {**made.bearers, "seoul-112": made.bearers[POLICE.name]})


@pytest.fixture
def police(house: House) -> PartnerHouse:
    return PartnerHouse(house, SCENES)
