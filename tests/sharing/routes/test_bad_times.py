"""Contradicting agreements, a clock set back, hours that end: what people are told over HTTP, and that nothing is lent."""

from dataclasses import replace
from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.incidents.routes.calls import call as call_naming
from tests.incidents.routes.calls import grant_of, seen
from tests.web.house import NOW, House

CLAUSE = next(
    one
    for one in SEONGBUK_2023_08.clauses
    if one.service == "P112_DISPATCH" and POLICE_SEONGBUK in one.recipients
)
BAN = replace(
    CLAUSE,
    number="9.1",
    kind=ClauseKind.FORBID,
    legal_bases=frozenset(),
    purposes=frozenset(),
    radius_m=0.0,
    max_cameras=0,
    ttl_s=0,
    renewals=0,
    to_vehicles=False,
)


def beside(clause: Clause, **heads: object) -> Agreement:
    # a text must lend something to be sound: here 119, which no call of these tests is
    clauses = (clause, *(one for one in SEONGBUK_2023_08.clauses if one.service == "F119_DISPATCH"))
    values = {"agreement_id": "SB-OTHER", "clauses": clauses, "examples": (), **heads}
    return replace(SEONGBUK_2023_08, **values)  # type: ignore[arg-type] # by name


async def agreed(house: House, text: Agreement) -> None:
    await sign_for_everybody(house.database, house.clock, text)
    book: AgreementBook = house.state["agreements"]
    await book.refresh(house.database)


async def call(house: House, **changes: Any) -> dict[str, Any]:
    """A call that names no agreement: all of them are looked at."""
    return await call_naming(house, legal={"agreement_id": None}, **changes)


async def conflicts(house: House) -> list[dict[str, Any]]:
    answer = await house.ask("OPERATOR", "/api/agreements/conflicts")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


CLASHES = {
    "a ban": (BAN, "forbidden", "한쪽이 금지하므로 제공하지 않습니다", "refused"),
    "a question": (
        replace(CLAUSE, number="9.1", by_itself=frozenset(), with_approval=frozenset({"C0"})),
        "approval",
        "한쪽은 승인을 요구하므로 승인을 받습니다",
        "waiting",
    ),
    "less": (
        replace(CLAUSE, number="9.1", max_cameras=2),
        "limits",
        "한도가 달라 좁은 쪽이 적용됩니다",
        "active",
    ),
}


@pytest.mark.parametrize(("clause", "differs", "words", "state"), CLASHES.values(), ids=CLASHES)
async def test_of_two_papers_the_stricter_counts_and_the_clash_is_shown(
    house: House, clause: Clause, differs: str, words: str, state: str
) -> None:
    assert await conflicts(house) == []
    await agreed(house, beside(clause))
    (clash,) = await conflicts(house)
    assert (clash["differs"], clash["one_clause"], clash["other_clause"]) == (
        differs,
        CLAUSE.number,
        "9.1",
    )
    assert words in clash["text_ko"]
    assert clash["text_en"]
    grant = await grant_of(house, (await call(house))["incident_id"])
    assert grant["state"] == state
    lines = (await house.ask("OPERATOR", "/api/agreements")).json()
    assert {one["agreement_id"]: one["conflicts"] for one in lines} == {
        "SB-2023-08": 1,
        "SB-OTHER": 1,
    }


async def test_the_narrower_of_two_lends_no_more_than_it_says(house: House) -> None:
    await agreed(house, beside(replace(CLAUSE, number="9.1", max_cameras=2)))
    incident_id = (await call(house))["incident_id"]
    view = await seen(house, "POLICE_ROOM", incident_id)
    assert len(view["tiles"]) == 2
    assert (await grant_of(house, incident_id))["agreement_id"] == "SB-OTHER"


async def test_a_ban_that_is_suspended_goes_on_forbidding(house: House) -> None:
    """Who doubts a paper does not thereby allow what it forbids."""
    await agreed(house, beside(BAN))
    assert (await grant_of(house, (await call(house))["incident_id"]))["reason"] == "forbidden"
    why = {"reason": "문구 확인 중"}
    assert (await house.ask("CPO", "/api/agreements/SB-OTHER/suspend", why)).status_code == 200
    grant = await grant_of(
        house, (await call(house, ext_incident_no="112-2", msg_id="2"))["incident_id"]
    )
    assert (grant["state"], grant["reason"]) == ("refused", "forbidden")


async def test_a_paper_for_other_dongs_clashes_with_nothing(house: House) -> None:
    """종암동 is not 길음1동."""
    await agreed(house, beside(BAN, area=frozenset({"1129070500"})))
    grant = await grant_of(house, (await call(house))["incident_id"])
    assert grant["state"] == "active"


async def test_behind_its_own_trail_a_node_lends_nothing_and_says_why(house: House) -> None:
    book: AgreementBook = house.state["agreements"]
    book.trust_nothing_before(NOW + timedelta(hours=1))
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (grant["state"], grant["reason"]) == ("refused", "clock_set_back")
    assert "시계가 뒤로" in grant["reason_text_ko"]
    assert (await seen(house, "POLICE_ROOM", incident_id))["tiles"] == []
    house.clock.advance(3601)
    later = await call(house, ext_incident_no="112-later", msg_id="later")
    assert (await grant_of(house, later["incident_id"]))["state"] == "active"


def until(minutes: int) -> str:
    """From noon of Seoul to so many minutes after the house's ten past two."""
    return f"12:00-14:{10 + minutes:02}"


@pytest.fixture
async def ending(house: House) -> House:
    """Another paper is in force until 14:15, and the only one that lets 112 in."""
    await agreed(
        house, beside(replace(CLAUSE, number="9.1", hours=(until(5),)), area=frozenset({"11290"}))
    )
    clauses = tuple(one for one in SEONGBUK_2023_08.clauses if one.service != "P112_DISPATCH")
    await agreed(house, replace(SEONGBUK_2023_08, version=2, clauses=clauses, examples=()))
    return house


async def test_the_room_is_told_the_agreed_minute_as_the_end(ending: House) -> None:
    grant = await grant_of(ending, (await call(ending))["incident_id"])
    assert (grant["state"], grant["agreement_id"]) == ("active", "SB-OTHER")
    assert grant["ends_at"].startswith("2026-11-21T05:15:00")


async def test_a_renewal_beyond_it_is_refused_and_costs_nothing(ending: House) -> None:
    incident_id = (await call(ending))["incident_id"]
    grant = await grant_of(ending, incident_id)
    ending.clock.advance(60)
    answer = await ending.ask("POLICE_ROOM", f"/api/grants/{grant['grant_id']}/renew", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_late")
    assert await grant_of(ending, incident_id) == grant


async def test_after_it_the_next_call_reads_that_it_is_too_late_today(ending: House) -> None:
    ending.clock.advance(5 * 60)
    grant = await grant_of(ending, (await call(ending))["incident_id"])
    assert (grant["state"], grant["reason"]) == ("refused", "outside_hours")
    assert "협약한 시간대가 아닙니다" in grant["reason_text_ko"]
