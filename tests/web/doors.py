"""Fixtures of the node's whole application; a conftest takes them over by name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.house import CHEAP, House, Template, make_template, open_house


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("house"))


@pytest.fixture
async def house(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    for name, value in CHEAP.items():
        monkeypatch.setenv(name, value)
    house = await open_house(template, tmp_path)
    yield house
    await house.database.close()
