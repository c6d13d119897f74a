"""The API's description says which credential each door asks for, as the rights table tests it."""

import pytest

from bongsu.cli.openapi import description
from bongsu.web.credentials import SCHEMES, credentials_of
from tests.web.door_rows import CONSOLE, LINK, MACHINES, OPEN, READING, Door

DESCRIBED = description()


def asked_for(door: Door) -> set[str]:
    return {name for one in credentials_of(door.path) for name in one}


def by_name(door: Door) -> str:
    return f"{door.method} {door.path}"


@pytest.mark.parametrize("door", LINK, ids=by_name)
def test_a_door_of_a_link_asks_for_a_token(door: Door) -> None:
    assert asked_for(door) == {"partnerBearer"}


@pytest.mark.parametrize("door", READING, ids=by_name)
def test_a_door_of_the_catalogue_takes_basic_too(door: Door) -> None:
    """Of what a system may read, alerts are for programs: no map knows them."""
    basic = set() if door.path.startswith("/link/v1/disaster/") else {"partnerBasic"}
    assert asked_for(door) == {"partnerBearer"} | basic


@pytest.mark.parametrize("door", MACHINES, ids=by_name)
def test_a_machines_door_asks_for_none(door: Door) -> None:
    assert asked_for(door) == set()


def test_a_door_that_needs_a_session_says_so() -> None:
    wrong = [by_name(door) for door in CONSOLE if asked_for(door) != {"session"}]
    assert wrong == []


def test_an_open_door_says_so() -> None:
    named = [door for door in OPEN if door.path.startswith(("/api/", "/link/", "/witness"))]
    wrong = [by_name(door) for door in named if asked_for(door)]
    assert wrong == []


def test_the_description_names_the_schemes_and_promises_what_stays() -> None:
    components = DESCRIBED["components"]
    assert isinstance(components, dict)
    assert components["securitySchemes"] == SCHEMES
    info = DESCRIBED["info"]
    assert isinstance(info, dict)
    assert "/link/v1" in info["description"]
    paths = DESCRIBED["paths"]
    assert isinstance(paths, dict)
    tags = {tag for item in paths.values() for one in item.values() for tag in one["tags"]}
    assert {"link", "ogc"} <= tags
