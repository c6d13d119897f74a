"""An operator's word on an alarm: who may give it, when, and once."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.incidents.close import close_incident
from bongsu.incidents.store import incident_by_id
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.residents import Resident, resident_in
from tests.web.asgi_socket import feed_of
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


async def test_the_card_says_what_may_be_answered_and_one_press_of_it_ends_the_alarm(
    bells: Resident,
) -> None:
    answers = (await bells.incident())["answers"]
    assert answers["asks_en"] == "Looked: the place is safe"
    fault = answers["keys"][1]
    assert (fault["label_ko"], fault["label_en"]) == ("오작동", "Device fault")
    assert (await bells.ask("OPERATOR", fault["path"], fault["body"])).status_code == 204
    (ended,) = await bells.incidents()
    assert (ended["state"], ended["answers"]) == ("closed", None)
    assert ended["answered"] == {
        "label_ko": "오작동",
        "label_en": "Device fault",
        "at": "2026-11-21T05:10:00Z",
    }
    assert ended["timeline"][-1]["text_ko"] == "현장종결 · 오작동"


async def test_every_screen_of_the_centre_is_told_the_answer(bells: Resident) -> None:
    real = (await bells.incident())["answers"]["keys"][0]
    house = bells.house
    async with feed_of(house.app, house.headers_of("SHIFT_LEAD")) as socket:
        told = await socket.until("summary")
        (shown,) = [one["incident"] for one in told if one["kind"] == "incident"]
        assert (shown["state"], shown["answered"]) == ("open", None)
        await bells.ask("OPERATOR", real["path"], real["body"])
        await house.told()
        after = (await socket.until("incident"))[-1]["incident"]
    assert (after["state"], after["answered"]["label_ko"]) == ("closed", "실제")


async def test_what_the_police_have_needs_no_call_back(bells: Resident) -> None:
    await bells.agree("BELL")
    incident = await bells.incident()
    path = f"/api/incidents/{incident['incident_id']}/hand-over"
    said = {"organisation": POLICE_SEONGBUK, "reason": "현장 확인 불가"}
    assert (await bells.ask("OPERATOR", path, said)).status_code == 204
    answers = (await bells.incident())["answers"]
    assert answers["asks_ko"] == "외부 기관에 인계함"
    assert [key["body"]["called_back"] for key in answers["keys"]] == [False] * 3
    real = answers["keys"][0]
    assert (await bells.ask("OPERATOR", real["path"], real["body"])).status_code == 204
    (seen,) = await bells.incidents("POLICE_ROOM")
    assert (seen["state"], seen["answered"]["label_ko"], seen["answers"]) == (
        "closed",
        "실제",
        None,
    )


async def test_two_operators_give_one_answer(bells: Resident) -> None:
    key = (await bells.incident())["answers"]["keys"][0]
    given = [await bells.ask(who, key["path"], key["body"]) for who in ("OPERATOR", "SHIFT_LEAD")]
    assert [one.status_code for one in given] == [204, 409]
    assert len(await bells.query("SELECT 1 FROM trail WHERE kind = 'answer_alarm'")) == 1


async def test_what_ended_without_an_answer_gets_one_afterwards(bells: Resident) -> None:
    """An exercise's end, a version before answers: the incident is over, and nobody has said what it was."""
    incident_id = (await bells.incident())["incident_id"]
    async with bells.house.database.work() as work:
        running = await incident_by_id(work.connection, incident_id)
        assert running is not None
        now = bells.clock.now()
        await close_incident(work, bells.house.desk, running, "system", now)
    (over,) = await bells.incidents()
    assert over["answers"]["asks_ko"] == "이미 종결됨 · 무엇이었는지"
    fault, real = over["answers"]["keys"][1], over["answers"]["keys"][0]
    assert (await bells.ask("OPERATOR", fault["path"], fault["body"])).status_code == 204
    (answered,) = await bells.incidents()
    assert (answered["answered"]["label_en"], answered["answers"]) == ("Device fault", None)
    (listed,) = (await bells.ask("OPERATOR", "/api/bell/alarms")).json()
    assert listed["verdict"] == "fault"
    assert (await bells.ask("OPERATOR", real["path"], real["body"])).status_code == 409


async def test_who_only_reads_the_trail_is_offered_no_answer(bells: Resident) -> None:
    assert await bells.incidents("AUDITOR") == []


async def test_the_verdict_stands_in_the_trail_by_whom_and_for_which_incident(
    bells: Resident,
) -> None:
    path = await path_of(bells)
    incident_id = (await bells.incident())["incident_id"]
    await bells.ask("OPERATOR", path, WELL)
    rows = await bells.query("SELECT actor, incident_id FROM trail WHERE kind = 'answer_alarm'")
    ((actor, about),) = rows
    assert (actor[:4], about) == ("per_", incident_id)
