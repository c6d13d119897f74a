"""The whole application with the monitoring centre linked, its agreements signed and its room signed in."""

import asyncio

import pytest

from bongsu.services.shared.scenes import Stage
from tests.services.anklet.linked import SPOT, Linked, with_monitoring_centre
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed and signed in once for all tests."""
    return asyncio.run(with_monitoring_centre(without, tmp_path_factory.mktemp("linked")))


@pytest.fixture
def linked(house: House) -> Linked:
    return Linked(house, Stage(house.clock.now(), SPOT, "scene-1"))
