"""The whole application; the doors of 112 and 119 are asked over HTTP, in memory."""

import pytest

from bongsu.identity.secret_box import SecretBox
from bongsu.services.reports.door import HttpDoor
from bongsu.services.reports.reports import Reports
from tests.services.partner_house import PartnerHouse
from tests.services.reports.text_door import TextDoor
from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "template"]


@pytest.fixture
def door() -> TextDoor:
    return TextDoor()


@pytest.fixture
def reports(house: House, door: TextDoor) -> Reports:
    box = SecretBox(house.identity.settings.key_file)
    made = Reports(house.desk, box, HttpDoor({"119": "http://door.test/119"}, door.transport))
    house.app.state.reports = made
    return made


@pytest.fixture
def panel(house: House) -> PartnerHouse:
    return PartnerHouse(house, ())
