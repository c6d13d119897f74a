"""A stage whose centre is a known organisation, as on every node."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.identity.people import Organisation, OrganisationKind
from bongsu.identity.store import add_organisation_row
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import CENTRE
from tests.databases import url_in
from tests.incidents.stage import Stage, stage_on
from tests.web.doors import house, template

__all__ = ["house", "template"]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    centre = Organisation(CENTRE, "성북구 통합관제센터", "Centre", OrganisationKind.CENTRE)
    async with database.work() as work:
        await add_organisation_row(work.connection, centre)
    yield database
    await database.close()


@pytest.fixture
def stage(database: Database) -> Stage:
    return stage_on(database)
