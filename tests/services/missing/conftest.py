"""The whole application with the police's system for missing people linked and its agreement signed."""

import asyncio

import pytest

from bongsu.services.shared.scenes import Stage
from tests.services.missing.linked import SPOT, Linked, with_police
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests."""
    return asyncio.run(with_police(without, tmp_path_factory.mktemp("missing")))


@pytest.fixture
def linked(house: House) -> Linked:
    return Linked(house, Stage(house.clock.now(), SPOT, "scene-1"))
