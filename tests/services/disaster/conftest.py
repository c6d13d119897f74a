"""The whole application with the disaster partners linked, their agreement signed and the city's room signed in."""

from dataclasses import replace

import pytest

from bongsu.identity.people import LinkRight, LinkSystem, OrganisationKind, Role
from bongsu.services.disaster.scenes import CITY, CITY_ROOM, KMA, OWN_SYSTEM, SENSORS
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM
from tests.services.disaster.rooms import CITY_PERSON, Rooms
from tests.services.linked_house import Account, System, house_with
from tests.web.house import House

CODE = ("DISASTER",)
LOOKS_ON = frozenset({LinkRight.INCIDENTS, LinkRight.FEED})


def system(name: str, organisation: str) -> System:
    return System(name, organisation, LinkSystem.DISASTER, CODE, CODE, OrganisationKind.DISASTER)


template = house_with(
    Account(CITY_PERSON, Role.DISASTER_ROOM, CITY),
    replace(system(CITY_ROOM, CITY), rights=LOOKS_ON),
    *(
        system(*one)
        for one in ((KMA, "KMA"), (OWN_SYSTEM, DISASTER_ROOM), (SENSORS, DISASTER_ROOM))
    ),
)


@pytest.fixture
def rooms(house: House) -> Rooms:
    return Rooms(house)
