"""The army's systems and officers, with the whole application behind them."""

import pytest

from bongsu.identity.people import LinkSystem, OrganisationKind, Role
from bongsu.services.military.scenes import PARTNER, UNIT
from bongsu.services.military.words import CODE
from tests.services.linked_house import Account, System, house_with
from tests.services.military.barracks import OTHER_UNIT, Barracks, officer_of
from tests.web.house import House

template = house_with(
    System(PARTNER, UNIT, LinkSystem.ARMY, (CODE,), (CODE,), OrganisationKind.ARMY),
    Account(officer_of(UNIT), Role.MIL_ROOM, UNIT),
    Account(officer_of(OTHER_UNIT), Role.MIL_ROOM, OTHER_UNIT),
)


@pytest.fixture
def barracks(house: House) -> Barracks:
    return Barracks(house)
