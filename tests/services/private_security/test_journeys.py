"""A company's confirmed alarm: the operators see it, hand it over, and the company learns its alarm's state alone."""

from dataclasses import replace
from datetime import datetime
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.incidents.rules import judge
from bongsu.incidents.store import recent_incidents
from bongsu.services.private_security.scenes import ORG, PARTNER, alarm, said
from bongsu.sharing.agreements.seongbuk import FIRE_SEONGBUK, POLICE_SEONGBUK
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.policy import Policy
from bongsu.sharing.rules import Reason, Refuse
from tests.services.linked_house import OPERATOR, ROOM, LinkedHouse


class Wider(AgreementBook):
    """A fake book with one text that nobody signed so."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._wider = policy

    def policy(self, now: datetime) -> Policy:
        return self._wider


async def raised(company: LinkedHouse, category: str = "INTRUSION") -> dict[str, Any]:
    answer = await company.send(alarm(company.stage, category))
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def handed(company: LinkedHouse, incident_id: str, to: str) -> int:
    path = f"/api/incidents/{incident_id}/hand-over"
    body = {"organisation": to, "reason": "침입 확인"}
    return (await company.ask(OPERATOR, path, body)).status_code


async def test_the_operators_see_it_and_nobody_else(company: LinkedHouse) -> None:
    told = await raised(company)
    assert (told["status"], told["cameras"], told["lendings"]) == ("TAKEN", [], [])
    seen = await company.newest(OPERATOR)
    assert seen["tiles"]
    assert [one["value_ko"] for one in seen["facts"]] == ["업체 CCTV", "A-0142"]
    assert await company.incidents(ROOM) == []


async def test_the_police_see_it_by_the_operators_hand(company: LinkedHouse) -> None:
    told = await raised(company)
    assert await handed(company, told["incident_id"], POLICE_SEONGBUK) in (200, 204)
    seen = await company.newest(ROOM)
    assert seen["tiles"]


async def test_the_company_is_told_the_state_and_no_camera(company: LinkedHouse) -> None:
    told = await raised(company)
    await handed(company, told["incident_id"], POLICE_SEONGBUK)
    path = f"/link/v1/incidents/{told['incident_id']}"
    state = (await company.ask(PARTNER, path)).json()
    assert (state["status"], state["cameras"], state["lendings"]) == ("HANDED_OVER", [], [])
    assert state["renew_url"] is None
    renewed = await company.ask(PARTNER, f"{path}/renew", {})
    assert renewed.status_code == 409


async def test_the_end_is_told_and_wipes_the_place(company: LinkedHouse) -> None:
    await raised(company)
    closed = (await company.send(said(company.stage, "CLOSE"))).json()
    assert (closed["status"], closed["cameras"]) == ("CLOSED", [])
    over = await company.newest(OPERATOR)
    assert (over["place"], over["tiles"]) == (None, [])


async def test_a_fire_goes_to_the_fire_station_and_a_break_in_does_not(
    company: LinkedHouse,
) -> None:
    told = await raised(company)
    await handed(company, told["incident_id"], FIRE_SEONGBUK)
    rows = [one for one in await company.rows("grants") if one["organisation"] == FIRE_SEONGBUK]
    assert [one["state"] for one in rows] == ["refused"]


async def test_an_alarm_that_nobody_looked_at_is_refused_by_its_field(
    company: LinkedHouse,
) -> None:
    (answer,) = await company.play("refused")
    assert (answer.status_code, answer.json()["field"]) == (400, "details.confirmed_by")
    assert await company.rows("incidents") == []


async def test_a_company_that_falls_silent_has_ended_it(company: LinkedHouse) -> None:
    await company.play("silent")
    await company.wait(1801)
    over = await company.newest(OPERATOR)
    assert (over["state"], over["ended"]["reason"]) == ("closed", "partner_silent")


async def test_it_cannot_be_handed_to_the_company(company: LinkedHouse) -> None:
    told = await raised(company)
    assert await handed(company, told["incident_id"], ORG) == 400
    assert await handed(company, told["incident_id"], "SEONGBUK.DISASTER") == 400


async def test_a_clause_that_named_the_company_would_open_nothing_to_it(
    company: LinkedHouse,
) -> None:
    await raised(company)
    async with company.house.database.read() as connection:
        incident = (await recent_incidents(connection))[0]
    text = next(one for one in service_texts("SEONGBUK") if one.agreement_id == "SB-SVC-SECURITY")
    widened = replace(text.clauses[0], recipients=text.clauses[0].recipients | {ORG})
    book = company.house.desk.centre.agreements
    policy = book.policy(company.clock.now())
    signed = next(
        one for one in policy.standings if one.agreement.agreement_id == text.agreement_id
    )
    wider = replace(signed, agreement=replace(signed.agreement, clauses=(widened,)))
    centre = replace(
        company.house.desk.centre, agreements=Wider(replace(policy, standings=(wider,)))
    )
    asked = msgspec.structs.replace(incident, handed_to=(ORG, POLICE_SEONGBUK))
    told = {one.organisation: one.decision for one in judge(asked, centre, company.clock.now())}
    assert told[ORG] == Refuse(Reason.FORBIDDEN)
    assert not isinstance(told[POLICE_SEONGBUK], Refuse)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"incident": {"category": "INTRUSION", "summary_ko": "홍길동"}}, "incident.summary_ko"),
        ({"details": {"confirmed_by": "SENSOR"}}, "details.confirmed_by"),
        ({"details": {"confirmed_by": "COMPANY_CCTV", "photo": "…"}}, "details"),
        ({"location": None}, "location"),
        ({"incident": {"category": "NOISE"}}, "incident.category"),
    ],
)
async def test_what_it_may_not_say_is_refused_by_its_field(
    company: LinkedHouse, more: dict[str, Any], field: str
) -> None:
    whole = alarm(company.stage)
    assert isinstance(whole.body, dict)
    answer = await company.ask(PARTNER, whole.path, {**whole.body, **more})
    assert (answer.status_code, answer.json()["field"]) == (400, field)
