"""112 생명구호 over HTTP: opened, asked about, refused, never closed; and never on the ground of an investigation."""

from datetime import UTC, datetime

import pytest

from bongsu.incidents.message import Call
from bongsu.kernel.failures import Invalid
from bongsu.services.police112.rules import LIFE, check_life
from bongsu.services.police112.scenes import PARTNER, new, said
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.agreements.texts import texts_of
from tests.services.linked_house import CAR, LEAD, ROOM, LinkedHouse

CLAUSES = [
    clause for text in texts_of("SEONGBUK") for clause in text.clauses if clause.service == LIFE
]


async def test_a_life_in_danger_opens_five_cameras_to_the_room(police: LinkedHouse) -> None:
    opened, closed = await police.play("happy", LIFE)
    assert (opened.status_code, opened.json()["status"]) == (201, "GRANTED")
    assert 1 <= len(opened.json()["cameras"]) <= 5
    assert all(one["distance_m"] <= 300 + 150 for one in opened.json()["cameras"])
    assert closed.json()["status"] == "CLOSED"


async def test_the_room_sees_it_and_the_end_takes_it_away(police: LinkedHouse) -> None:
    await police.send(new(police.stage, "SUICIDE", "C1"))
    seen = await police.newest(ROOM, LIFE)
    assert seen["tiles"]
    await police.send(said(police.stage, "CLOSE"))
    over = await police.newest(ROOM, LIFE)
    assert (over["state"], over["tiles"]) == ("closed", [])


async def test_the_car_that_is_sent_sees_it_too(police: LinkedHouse) -> None:
    call = new(police.stage, "RESCUE_LIFE", "C0")
    assert isinstance(call.body, dict)
    unit = {"unit_id": "순31", "kind": "PATROL_CAR"}
    await police.ask(PARTNER, call.path, {**call.body, "responders": [unit]})
    seen = await police.newest(CAR, LIFE)
    assert seen["tiles"]


@pytest.mark.parametrize(("category", "code"), [("ADULT_MISSING", "C0"), ("SUICIDE", "C2")])
async def test_without_a_clause_that_opens_by_itself_the_approver_is_asked(
    police: LinkedHouse, category: str, code: str
) -> None:
    answer = (await police.send(new(police.stage, category, code))).json()
    assert (answer["status"], answer["reason_code"]) == ("PENDING", "approval")
    waiting = await police.newest(LEAD, LIFE)
    assert waiting["lendings"][0]["state"] == "waiting"


async def test_what_is_not_urgent_is_refused(police: LinkedHouse) -> None:
    refused = (await police.play("refused", LIFE))[0].json()
    assert (refused["status"], refused["reason_code"]) == ("REJECTED", "code_not_urgent")
    assert refused["cameras"] == []


async def test_a_call_that_nobody_closes_ends_after_half_an_hour(police: LinkedHouse) -> None:
    await police.play("silent", LIFE)
    await police.wait(1801)
    seen = await police.newest(ROOM, LIFE)
    assert seen["tiles"] == []


async def test_the_ground_of_an_investigation_is_refused_by_its_field(police: LinkedHouse) -> None:
    (answer,) = await police.play("ground", LIFE)
    assert (answer.status_code, answer.json()["field"]) == (400, "legal.basis")
    assert await police.incidents(ROOM, LIFE) == []


async def test_a_crime_does_not_come_as_saving_a_life(police: LinkedHouse) -> None:
    answer = await police.send(new(police.stage, "ROBBERY", "C0"))
    assert (answer.status_code, answer.json()["field"]) == (400, "incident.category")


@pytest.mark.parametrize("basis", ["PIPA18-2-7", "PIPA18-2-9", "MISSING9", ""])
def test_only_urgent_interest_is_a_ground(basis: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_life(_call(basis), None)
    assert refused.value.field == "legal.basis"


@pytest.mark.parametrize("basis", [None, "PIPA18-2-3"])
def test_a_ground_may_be_left_to_the_clause(basis: str | None) -> None:
    check_life(_call(basis), None)


def test_its_clauses_name_no_other_ground_and_no_recording() -> None:
    assert CLAUSES
    assert all(one.legal_bases == {"PIPA18-2-3"} for one in CLAUSES)
    assert all(one.kind is ClauseKind.LIVE and one.lookback_s == 0 for one in CLAUSES)
    assert all(one.radius_m <= 300 and one.max_cameras <= 5 for one in CLAUSES)


def _call(basis: str | None) -> Call:
    return Call(
        partner=PARTNER,
        sender_org="KNPA.SEOUL",
        ext_incident_no="1",
        service=LIFE,
        category="SUICIDE",
        code="C0",
        reported_at=datetime(2026, 11, 21, tzinfo=UTC),
        legal_basis=basis,
    )
