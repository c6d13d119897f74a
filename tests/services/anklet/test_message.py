"""What an alarm may not carry: each of it is refused by the name of its field, and nothing of the message is kept."""

from typing import Any  # Any: JSON

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.message import Call
from bongsu.kernel.failures import Invalid
from bongsu.services.anklet.rules import check
from bongsu.services.anklet.scenes import PARTNER, alarm, said
from tests.services.anklet.linked import HERE, Linked

NAME = "홍길동"


def call(**more: Any) -> Call:
    told: dict[str, Any] = {
        "partner": "moj-anklet",
        "sender_org": "MOJ.ANKLET",
        "ext_incident_no": "2026-0000123",
        "service": "ANKLET",
        "category": "CURFEW",
        "details": {"police_too": False, "worn_under": "electronic_device_act"},
    }
    return Call(**{**told, **more})


CASES: list[tuple[dict[str, Any], str]] = [
    ({"incident": {"category": "CURFEW", "summary_ko": NAME}}, "incident.summary_ko"),
    ({"location": HERE | {"address_road": "보국문로 1"}}, "location.address_road"),
    ({"location": HERE | {"address_jibun": "정릉동 1"}}, "location.address_jibun"),
    ({"responders": [{"unit_id": NAME}]}, "responders"),
    ({"legal": {"requester": {"dept": NAME}}}, "legal.requester"),
    ({"legal": {"order_no": NAME}}, "legal.order_no"),
    ({"legal": {"basis": NAME}}, "legal.basis"),
    ({"legal": {"agreement_id": NAME}}, "legal.agreement_id"),
    ({"details": {"police_too": False, "name": NAME}}, "details"),
    ({"details": {"police_too": "yes"}}, "details.police_too"),
    ({"details": {"worn_under": NAME, "police_too": False}}, "details.worn_under"),
    ({"details": {"police_too": False}}, "details.worn_under"),
    ({"details": {"worn_under": "electronic_device_act"}}, "details.police_too"),
    ({"details": None}, "details.police_too"),
    ({"location": None}, "location"),
    ({"ext_incident_no": NAME}, "ext_incident_no"),
    ({"ext_incident_no": "HONG-GILDONG"}, "ext_incident_no"),
    ({"ext_incident_no": "900101-1234567"}, "ext_incident_no"),
    ({"ext_incident_no": "010-1234-5678"}, "ext_incident_no"),
    ({"sender": {"org": f"MOJ.ANKLET.{NAME}", "system": "MOJ"}}, "sender.org"),
    ({"sender": {"org": "MOJ.ANKLET", "system": "112"}}, "sender.system"),
    ({"incident": {"category": "CURFEW", "code": "C0"}}, "incident.code"),
    ({"incident": {"category": NAME}}, "incident.category"),
]


def letter(linked: Linked, **fields: Any) -> dict[str, Any]:
    """A new alarm with fields that it should not have; None takes one out."""
    body = said(linked.stage, "NEW").body
    assert isinstance(body, dict)
    told = {**body, **alarm("CURFEW"), "location": HERE, **fields}
    return {name: value for name, value in told.items() if value is not None}


async def send(linked: Linked, body: dict[str, Any]) -> httpx.Response:
    return await linked.ask(PARTNER, "/link/v1/incidents", body)


async def test_each_is_refused_by_its_field_and_nothing_is_kept(linked: Linked) -> None:
    for fields, field in CASES:
        answer = await send(linked, letter(linked, **fields))
        assert (answer.status_code, answer.json().get("field")) == (400, field), answer.text
    assert await linked.incidents("moj-room") == []
    assert NAME not in await linked.everything()


async def test_a_field_that_nobody_knows_is_refused(linked: Linked) -> None:
    for unknown in ("photo", "name", "picture", "wearer"):
        answer = await send(linked, letter(linked, **{unknown: NAME}))
        assert answer.status_code == 400
        assert NAME not in answer.text
    assert NAME not in await linked.everything()


async def test_the_scene_with_a_name_is_refused_message_by_message(linked: Linked) -> None:
    answers = await linked.play("named")
    assert [one.status_code for one in answers] == [400] * 4
    assert "홍길동" not in await linked.everything()


@given(st.text(max_size=40))
def test_no_text_passes_as_a_number(text: str) -> None:
    if any(not (letter.isascii() and (letter.isdigit() or letter == "-")) for letter in text):
        with pytest.raises(Invalid, match="digits"):
            check(call(ext_incident_no=text), None)


@given(st.integers(0, 999_999), st.integers(0, 999_999), st.integers(1, 8))
def test_no_resident_number_passes(birth: int, serial: int, sex: int) -> None:
    for hyphen in ("-", ""):
        number = f"{birth:06d}{hyphen}{sex}{serial:06d}"
        with pytest.raises(Invalid, match="digits"):
            check(call(ext_incident_no=number), None)


def test_what_follows_says_only_what_is_new() -> None:
    check(call(category=None, details=None), before=_before())


def _before() -> Any:
    return object()
