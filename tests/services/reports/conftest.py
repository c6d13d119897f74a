"""The whole application with the reports' agreement signed; the simulated doors of 112 and 119 are asked in memory."""

import asyncio
from dataclasses import dataclass, field

import httpx
import msgspec
import pytest

from bongsu.identity.people import LinkSystem
from bongsu.identity.secret_box import SecretBox
from bongsu.services.reports.door import DoorAt, HttpDoor, Outgoing
from bongsu.services.reports.reports import Reports
from bongsu.services.reports.rules import CODE
from bongsu.simulate.text_door import TextReports
from tests.services.partner_house import PartnerHouse, System, with_partners
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import House, Template

__all__ = ["house", "without"]


@dataclass
class Doors:
    """The simulator's doors without their wire, and what crossed it."""

    reports: TextReports = field(default_factory=TextReports)
    crossed: list[Outgoing] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers.get("Authorization", ""))
        self.crossed.append(msgspec.json.decode(request.content, type=Outgoing))
        told = self.reports.take(request.url.path.strip("/"), request.content)
        if told is None:
            raise httpx.ReadError("the line was cut")
        return httpx.Response(told[0], content=told[1])


@pytest.fixture(scope="session")
def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Signed once for all tests."""
    fire = System("other-119", "NFA.SEOUL", LinkSystem.FIRE_119, ("F119_DISPATCH",), (CODE,))
    return asyncio.run(with_partners(without, tmp_path_factory.mktemp("reports"), fire))


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def reports(house: House, doors: Doors) -> Reports:
    """112's door is not set: it is silent."""
    box = SecretBox(house.identity.settings.key_file)
    door = HttpDoor({"119": DoorAt("http://door.test/119", "shown")}, doors.transport)
    made = Reports(house.desk, box, door)
    house.app.state.reports = made
    return made


@pytest.fixture
def panel(house: House) -> PartnerHouse:
    return PartnerHouse(house, ())
