"""The whole application with the monitoring centre linked, its agreements signed and its room signed in."""

import pytest

from bongsu.identity.people import LinkSystem, OrganisationKind, Role
from bongsu.services.anklet.scenes import ORG, PARTNER
from tests.services.anklet.linked import ROOM, Linked
from tests.services.linked_house import Account, System, house_with
from tests.web.house import House

template = house_with(
    System(PARTNER, ORG, LinkSystem.MOJ, ("ANKLET",), ("ANKLET",), OrganisationKind.MOJ),
    Account(ROOM, Role.MOJ_CENTRE, ORG),
)


@pytest.fixture
def linked(house: House) -> Linked:
    return Linked(house)
