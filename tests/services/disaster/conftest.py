"""The whole application with the disaster partners linked, their agreement signed and the city's room signed in."""

import asyncio
from dataclasses import replace

import pytest

from tests.services.disaster.rooms import Rooms, with_disaster_rooms
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed and signed in once for all tests."""
    return asyncio.run(with_disaster_rooms(without, tmp_path_factory.mktemp("rooms")))


@pytest.fixture
def rooms(house: House) -> Rooms:
    tokens = dict(house.template.tokens)
    own = replace(house, template=replace(house.template, tokens=tokens))
    return Rooms(own, tokens)
