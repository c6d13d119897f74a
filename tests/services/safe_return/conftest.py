"""안심이 in a house."""

import pytest

from tests.services.residents import Resident, resident_in
from tests.web.house import House


@pytest.fixture
async def phone(house: House) -> Resident:
    """A registered phone's partner system."""
    found = await resident_in(house, "/link/v1/safe/ansimi", ("SOS_APP", "ESCORT"))
    assert (await found.say("REGISTER", device_id="phone_1")).status_code == 200
    return found
