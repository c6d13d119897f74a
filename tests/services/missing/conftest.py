"""The whole application with the police's system for missing people linked, and a second operator."""

import pytest

from bongsu.identity.people import LinkSystem, Role
from bongsu.services.missing.scenes import ORG, PARTNER
from bongsu.sharing.agreements.seongbuk import CENTRE
from tests.services.linked_house import Account, System, house_with
from tests.services.missing.linked import SECOND, Linked
from tests.web.house import House

template = house_with(
    System(PARTNER, ORG, LinkSystem.MISSING, ("MISSING",), ("MISSING",)),
    Account(SECOND, Role.OPERATOR, CENTRE),
)


@pytest.fixture
def linked(house: House) -> Linked:
    return Linked(house)
