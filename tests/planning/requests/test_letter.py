"""회신문: what it says, what it must not say, and its row of the trail."""

from dataclasses import replace
from io import BytesIO
from typing import Any  # Any: what a template reads

import pytest
from pypdf import PdfReader

from bongsu.planning.requests.letter import document_of
from bongsu.planning.requests.words import Ground, RequestState
from tests.kernel.documents.built import needs_fonts
from tests.planning.requests.made import (
    CONTACT,
    DESK,
    ONE,
    PLANNER,
    id_of,
    trail_of,
    wished,
)
from tests.web.house import NOW, House

FOR = {"reason": "민원 회신문 우편 발송"}


def told(house: House, **changed: Any) -> dict[str, Any]:
    one = replace(ONE, **changed)
    return document_of(house.state["camera_requests"], one, one, NOW)


def flat(document: dict[str, Any]) -> str:
    return repr(document)


async def test_a_letter_about_a_plan_that_is_not_announced_promises_nothing(house: House) -> None:
    planned = told(house, state=RequestState.IN_PLAN)
    considered = told(house, state=RequestState.CONSIDERED)
    assert planned == considered
    assert "확정한 것이 아닙니다" in flat(planned)
    assert "행정예고를 하고" not in flat(planned)


async def test_words_of_an_earlier_no_are_in_no_letter_about_a_plan(house: House) -> None:
    for state in (RequestState.IN_PLAN, RequestState.CONSIDERED):
        said = told(house, state=state, ground=Ground.PRIORITY, note="다른 곳이 먼저입니다.")
        assert said["grounds"] == []


async def test_after_the_hearing_has_begun_it_says_so(house: House) -> None:
    said = flat(told(house, state=RequestState.IN_PLAN, is_announced=True))
    assert "행정예고를 하고 있음" in said


async def test_a_refusal_speaks_of_the_senders_own_place_alone(house: House) -> None:
    said = told(house, state=RequestState.REJECTED, ground=Ground.COVERED, note="이미 있습니다.")
    assert said["grounds"][1] == "이미 있습니다."
    text = flat(said)
    assert "성북구 길음1동" in text
    for coordinate in ("37.60", "127.02"):
        assert coordinate not in text


@pytest.mark.parametrize(
    "state", [s for s in RequestState if s.value not in {"received", "under_review"}]
)
async def test_every_decision_has_its_words(house: House, state: RequestState) -> None:
    said = told(house, state=state, is_announced=True, ground=Ground.NO_POLE)
    assert said["opening"]
    assert said["steps"]


async def test_before_a_decision_there_is_no_letter(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}/letter", FOR)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_in_this_state")


async def test_a_letter_without_a_reason_is_not_handed_out(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}/letter", {"reason": "x"})
    assert answer.json()["code"] == "reason_missing"


@needs_fonts
async def test_the_letter_is_a_pdf_with_the_senders_name_and_a_row_of_the_trail(
    house: House,
) -> None:
    evil = '#import "/etc/passwd": * <b>굵게</b>'
    receipt = await wished(house, contact=CONTACT, place=evil)
    request_id = await id_of(house, receipt)
    await house.ask(PLANNER, f"{DESK}/{request_id}/answer", {"accept": True})
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}/letter", FOR)
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for said in ("김하나 귀하", receipt.rpartition("-")[0], "어두운 골목", "#import", "회신"):
        assert said in text
    assert receipt.rpartition("-")[2] not in text
    (row,) = await trail_of(house, "download")
    assert (row["body"]["what"], row["body"]["reason"]) == ("request_letter", FOR["reason"])
    assert "김하나" not in str(row)
