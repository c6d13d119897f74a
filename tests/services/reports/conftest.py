"""The whole application with the reports' agreement signed; the simulated doors of 112 and 119 are asked in memory."""

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
from tests.services.linked_house import LinkedHouse, System, house_with
from tests.web.house import House


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


template = house_with(
    System("other-119", "NFA.SEOUL", LinkSystem.FIRE_119, ("F119_DISPATCH",), (CODE,))
)


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
def panel(house: House) -> LinkedHouse:
    return LinkedHouse(house)
