"""A hub and two districts that have not met."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.federation.peers.centres import CentreInTest, open_centre
from tests.web.doors import house, template

__all__ = ["house", "template"]


@pytest.fixture
async def seoul(tmp_path: Path) -> AsyncIterator[CentreInTest]:
    centre = await open_centre("SEOUL", tmp_path / "seoul")
    yield centre
    await centre.desk.database.close()


@pytest.fixture
async def gangbuk(tmp_path: Path) -> AsyncIterator[CentreInTest]:
    centre = await open_centre("GANGBUK", tmp_path / "gangbuk")
    yield centre
    await centre.desk.database.close()


@pytest.fixture
async def guro(tmp_path: Path) -> AsyncIterator[CentreInTest]:
    centre = await open_centre("GURO", tmp_path / "guro")
    yield centre
    await centre.desk.database.close()
