"""What docs/client.md shows works as it stands. Its last block needs pictures: tests/journeys/test_linked_system.py."""

import pytest

from bongsu.client import Bongsu
from bongsu.federation.catalogue.versions import Versions
from tests.client.guide import BLOCKS, CALL, CATALOGUE, CHANGES, PICTURE, TICKET, run
from tests.incidents.routes.calls import call
from tests.web.house import House


def test_the_guide_has_the_blocks_that_are_tested() -> None:
    assert len(BLOCKS) == PICTURE + 1
    assert "watch(" in BLOCKS[PICTURE]


async def test_cameras(house: House, origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"ORIGIN": origin, "TOKEN": house.template.bearers["map"]}
    await run(CATALOGUE, given)
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("SB-")]
    assert printed
    await Versions(house.database, house.catalogue, house.desk.centre.code).compare()
    await run(CHANGES, given)
    count = len(house.catalogue.rows)
    assert f"{count} cameras; 0 changed, 0 gone" in capsys.readouterr().out


async def test_a_call(house: House, origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"ORIGIN": origin, "TOKEN": house.template.bearers["seoul-112"]}
    names = await run(CALL, given)
    assert "GRANTED 3.2" in capsys.readouterr().out
    async with Bongsu(origin, given["TOKEN"]) as centre:
        assert (await centre.incident(names["answer"].incident_id)).status == "CLOSED"


async def test_the_feed_and_a_ticket(house: House, origin: str) -> None:
    await call(house)
    names = await run(TICKET, {"ORIGIN": origin, "TOKEN": house.template.bearers["wall"]})
    assert names["ticket"].camera_id == names["best"].camera_id
