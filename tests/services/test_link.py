"""`/link/v1` over HTTP: what a partner's system is answered, field by field, and what no partner ever gets."""

from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from tests.services.letters import fire_letter, letter
from tests.web.house import GILEUM, NOBODY, House

DOOR = "/link/v1/incidents"
HERE = {**GILEUM, "method": "GPS"}
# nine cameras of it would be nine anywhere in the district, where the clause says 300 m
DISTRICT = [[127.0, 37.58], [127.05, 37.58], [127.05, 37.62], [127.0, 37.62], [127.0, 37.58]]


async def send(house: House, body: dict[str, Any], who: str = "seoul-112") -> httpx.Response:
    return await house.ask(who, DOOR, body, from_console=False)


async def test_a_new_call_is_answered_with_the_decision_and_the_cameras(house: House) -> None:
    answer = await send(house, letter(location=HERE))
    assert answer.status_code == 201
    told = answer.json()
    assert told["incident_id"].startswith("inc_")
    assert (told["status"], told["clause"]) == ("GRANTED", "3.2")
    assert [camera["rank"] for camera in told["cameras"]] == list(range(1, 10))
    assert told["renew_url"] == f"{DOOR}/{told['incident_id']}/renew"
    assert "ticket" not in answer.text
    assert "ws://" not in answer.text
    assert "rtsp" not in answer.text


async def test_looking_up_says_what_sending_said(house: House) -> None:
    told = (await send(house, letter(location=HERE))).json()
    again = await house.ask("seoul-112", f"{DOOR}/{told['incident_id']}")
    assert (again.status_code, again.json()) == (200, told)


async def test_the_same_message_is_answered_alike_and_done_once(house: House) -> None:
    first = await send(house, letter(location=HERE))
    house.clock.advance(60)
    for _ in range(3):
        again = await send(house, letter(location=HERE))
        assert (again.status_code, again.content) == (201, first.content)
    rows = await list_trail(house.database, limit=9, only=Only(kind=TrailKind.OPEN_INCIDENT))
    assert len(rows) == 1


async def test_a_call_from_opening_to_close(house: House) -> None:
    told = (await send(house, letter(location=HERE))).json()
    said: list[tuple[str, dict[str, Any], int, str]] = [
        ("UPDATE", {"incident": {"category": "ROBBERY", "code": "C1"}}, 200, "GRANTED"),
        ("LOCATION", {"incident": None, "location": HERE}, 200, "GRANTED"),
        ("CLOSE", {"incident": None, "location": None}, 200, "CLOSED"),
    ]
    for number, (kind, more, status, word) in enumerate(said):
        answer = await send(house, letter(kind, f"next-{number}", **more))
        assert (answer.status_code, answer.json()["status"]) == (status, word), answer.text
        assert answer.json()["incident_id"] == told["incident_id"]
    assert answer.json()["cameras"] == []
    assert answer.json()["renew_url"] is None
    late = await send(house, letter("UPDATE", "late", location=HERE))
    assert (late.status_code, late.json()["code"]) == (409, "already_ended")


async def test_a_test_message_shows_nothing(house: House) -> None:
    told = (await send(house, letter("TEST", location=HERE))).json()
    assert (told["status"], told["cameras"]) == ("TEST", [])


async def test_renewing_gives_one_more_term_three_times(house: House) -> None:
    told = (await send(house, letter(location=HERE))).json()
    ends = [told["expires_at"]]
    for _ in range(3):
        house.clock.advance(60)
        renewed = await house.ask("seoul-112", told["renew_url"], {}, from_console=False)
        assert renewed.status_code == 200
        ends.append(renewed.json()["expires_at"])
    assert ends == sorted(set(ends))
    spent = await house.ask("seoul-112", told["renew_url"], {}, from_console=False)
    assert (spent.status_code, spent.json()["code"]) == (409, "too_late")


@pytest.mark.parametrize("who", ["other-112", "seoul-119"])
async def test_a_call_is_there_for_the_partner_that_sent_it_alone(house: House, who: str) -> None:
    """Even for another system of the same body."""
    told = (await send(house, letter(location=HERE))).json()
    before = await house.ask("seoul-112", f"{DOOR}/{told['incident_id']}")
    foreign = await house.ask(who, f"{DOOR}/{told['incident_id']}")
    unknown = await house.ask(who, f"{DOOR}/inc_00000000000000000000000000")
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    assert (await house.ask(who, told["renew_url"], {})).status_code == 404
    closing = letter("CLOSE", "m9", incident=None, location=None)
    if who == "other-112":
        answer = await send(house, closing, who)
        assert (answer.status_code, answer.json()["field"]) == (404, "ext_incident_no")
    after = await house.ask("seoul-112", f"{DOOR}/{told['incident_id']}")
    assert after.content == before.content


@pytest.mark.parametrize(
    ("who", "body", "code", "field"),
    [
        ("seoul-119", letter(location=HERE), "service_not_yours", "service"),
        ("other-112", letter(service="P112_VIDEO", location=HERE), "service_not_yours", "service"),
        ("seoul-112", letter(sender={"org": "NFA.SEOUL"}), "sender_not_yours", "sender.org"),
        ("seoul-112", letter(sender={"org": "KNPA.SEOULX"}), "sender_not_yours", "sender.org"),
        ("seoul-112", letter(sender={"org": "KNPA"}), "sender_not_yours", "sender.org"),
        ("seoul-112", fire_letter(), "service_not_yours", "service"),
    ],
)
async def test_a_credential_speaks_for_its_body_and_services_and_a_try_is_in_the_trail(
    house: House, who: str, body: dict[str, Any], code: str, field: str
) -> None:
    answer = await send(house, body, who)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (403, code, field)
    (row,) = await list_trail(house.database, limit=9, only=Only(kind=TrailKind.REJECT_MESSAGE))
    assert row.actor == who


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"msg_id": None}, "msg_id"),
        ({"msg_id": ""}, "msg_id"),
        ({"msg_id": "x" * 81}, "msg_id"),
        ({"sent_at": "yesterday"}, "sent_at"),
        ({"sent_at": "2026-11-22T02:10:00"}, "sent_at"),
        ({"sent_at": "9999-12-31T23:59:59-12:00"}, "sent_at"),
        ({"incident": {"reported_at": "0001-01-01T00:00:00+14:00"}}, "incident.reported_at"),
        ({"location": {"observed_at": "0001-01-01T00:00:00+14:00"}}, "location.observed_at"),
        (
            {"window": {"starts": "0001-01-01T00:00:00+14:00", "ends": "2026-11-23T00:00:00Z"}},
            "window.starts",
        ),
        (
            {"window": {"starts": "2026-11-22T00:00:00Z", "ends": "9999-12-31T23:59:59-12:00"}},
            "window.ends",
        ),
        ({"sender": {"org": None}}, "sender.org"),
        ({"sender": {"system": "113"}}, "sender.system"),
        ({"sender": {"system": "119"}}, "sender.system"),
        ({"sender": {"name": "김"}}, "sender.name"),
        ({"service": "P113"}, "service"),
        ({"ext_incident_no": None}, "ext_incident_no"),
        ({"msg_type": "OPEN"}, "msg_type"),
        ({"incident": None}, "incident"),
        ({"incident": {"category": "TEA"}}, "incident.category"),
        ({"incident": {"category": None}}, "incident.category"),
        ({"incident": {"code": "C5"}}, "incident.code"),
        ({"incident": {"code": None}}, "incident.code"),
        ({"incident": {"caller": "010-0000-0000"}}, "incident.caller"),
        ({"incident": {"summary_ko": "가" * 201}}, "incident.summary_ko"),
        ({"location": {"lat": 127.0}}, "location.lat"),
        ({"location": {"lon": None}}, "location.lon"),
        ({"location": {"lat": None}}, "location.lat"),
        ({"location": {"accuracy_m": -1}}, "location.accuracy_m"),
        ({"location": {"method": "GUESS"}}, "location.method"),
        ({"location": {"photo": "…"}}, "location.photo"),
        ({"responders": [{"eta_s": 1}]}, "responders.0.unit_id"),
        ({"responders": [{"unit_id": "순31"}, {"unit_id": 7}]}, "responders.1.unit_id"),
        ({"responders": [{"unit_id": "순31", "heading": 361}]}, "responders.0.heading"),
        ({"responders": [{"unit_id": f"순{n}"} for n in range(51)]}, "responders"),
        ({"legal": {"basis": ""}}, "legal.basis"),
        ({"legal": {"requester": {"name": "김"}}}, "legal.requester.name"),
        ({"priority": 1}, "priority"),
        ({"area": {"type": "Polygon", "coordinates": [DISTRICT]}}, "area"),
        ({"ext_incident_no": "112-1\x00"}, "ext_incident_no"),
        ({"ext_incident_no": "112-1\n"}, "ext_incident_no"),
        ({"msg_id": "m\r\n200 OK"}, "msg_id"),
        ({"responders": [{"unit_id": "순\u202e31"}]}, "responders.0.unit_id"),
        ({"incident": {"summary_ko": "강도\x00"}}, "incident.summary_ko"),
        ({"location": {"address_road": "\x00"}}, "location.address_road"),
    ],
)
async def test_bad_input_is_told_its_field_and_opens_nothing(
    house: House, changes: dict[str, Any], field: str
) -> None:
    answer = await send(house, letter(**changes))
    assert (answer.status_code, answer.json().get("field")) == (400, field), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert await list_trail(house.database, limit=9, only=Only(kind=TrailKind.OPEN_INCIDENT)) == []


async def test_a_call_is_not_made_larger_by_units_without_end(house: House) -> None:
    for number in range(4):
        many = [{"unit_id": f"u{number}-{one}"} for one in range(50)]
        kind = "UPDATE" if number else "NEW"
        said = await send(house, letter(kind, f"m{number}", location=HERE, responders=many))
        assert said.status_code < 300, said.text
    more = letter("UPDATE", "one more", responders=[{"unit_id": "one more"}])
    answer = await send(house, more)
    assert (answer.status_code, answer.json()["field"]) == (400, "responders")


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 5000])
async def test_junk_is_a_400_and_no_fault_of_ours(house: House, junk: bytes) -> None:
    answer = await house.send_raw("seoul-112", DOOR, junk)
    assert answer.status_code == 400, answer.text


async def test_a_message_without_end_is_refused(house: House) -> None:
    answer = await house.send_raw("seoul-112", DOOR, b'{"msg_id":"' + b"x" * 300_000)
    assert answer.status_code == 413


async def test_a_stranger_learns_nothing_of_what_a_message_must_hold(house: House) -> None:
    for body in ({}, letter(location=HERE)):
        answer = await send(house, body, NOBODY)
        assert (answer.status_code, answer.json()["code"]) == (401, "unknown_partner")
        assert "field" not in answer.json()
        assert answer.headers["www-authenticate"].startswith("Bearer")
