"""An operator's word on an alarm: who may give it, when, and once."""

import pytest

from bongsu.identity.people import LinkSystem
from tests.services.residents import Resident, resident_in
from tests.web.house import GILEUM, House

WELL = {"verdict": "mistake", "called_back": True}


@pytest.fixture
async def bells(house: House) -> Resident:
    """A pole that was pressed."""
    found = await resident_in(house, "/link/v1/bell/messages", ("BELL",), "bells", LinkSystem.BELL)
    place = {name: GILEUM[name] for name in ("lat", "lon")}
    await found.say("REGISTER", pole_id="pole_1", position=place)
    await found.say("PRESS", pole_id="pole_1", number="bell-1")
    return found


async def path_of(bells: Resident, folder: str = "bell") -> str:
    return f"/api/{folder}/alarms/{(await bells.incident())['incident_id']}/answer"


async def test_another_services_door_does_not_know_it(bells: Resident) -> None:
    answer = await bells.ask("OPERATOR", await path_of(bells, "lone"), WELL)
    assert answer.status_code == 404
    assert await bells.incident()


@pytest.mark.parametrize("who", ["AUDITOR", "POLICE_ROOM", "CPO"])
async def test_it_is_for_those_who_watch(bells: Resident, who: str) -> None:
    answer = await bells.house.ask(who, await path_of(bells), WELL)
    assert answer.status_code == 403
    assert await bells.incident()


async def test_a_word_that_is_no_verdict_is_refused(bells: Resident) -> None:
    answer = await bells.ask("OPERATOR", await path_of(bells), {"verdict": "boring"})
    assert answer.status_code == 400
    assert await bells.incident()


async def test_what_was_closed_without_a_verdict_gets_one_afterwards(bells: Resident) -> None:
    path = await path_of(bells)
    incident = await bells.incident()
    await bells.ask("OPERATOR", f"/api/incidents/{incident['incident_id']}/close", {})
    assert (await bells.ask("OPERATOR", path, {"verdict": "fault"})).status_code == 204
    (listed,) = (await bells.ask("OPERATOR", "/api/bell/alarms")).json()
    assert listed["verdict"] == "fault"
    assert (await bells.ask("OPERATOR", path, {"verdict": "real"})).status_code == 409


async def test_the_verdict_stands_in_the_trail_by_whom_and_for_which_incident(
    bells: Resident,
) -> None:
    path = await path_of(bells)
    incident_id = (await bells.incident())["incident_id"]
    await bells.ask("OPERATOR", path, WELL)
    rows = await bells.rows("SELECT actor, incident_id FROM trail WHERE kind = 'answer_alarm'")
    ((actor, about),) = rows
    assert (actor[:4], about) == ("per_", incident_id)
