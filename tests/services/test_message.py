"""The canonical message field by field: what is wrong is named by its place."""

from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.intake.message import as_call, check
from bongsu.services.plugins import load_services
from tests.services.letters import fire_letter, letter, read

SERVICES = load_services()
POLICE = SERVICES["P112_DISPATCH"]


def checked(body: dict[str, Any]) -> None:
    message = read(body)
    check(message, SERVICES[message.service])


@pytest.mark.parametrize("kind", ["NEW", "UPDATE", "LOCATION", "CLOSE", "CANCEL", "TEST"])
def test_every_kind_of_message_is_understood(kind: str) -> None:
    checked(letter(kind))
    checked(fire_letter(kind))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sent_at": "2026-11-22T02:10:00"}, "sent_at"),
        ({"incident": {"reported_at": "2026-11-22T02:10:00"}}, "incident.reported_at"),
        ({"location": {"observed_at": "2026-11-22T02:10:00"}}, "location.observed_at"),
        ({"incident": {"category": "PARKING"}}, "incident.category"),
        ({"incident": {"category": None}}, "incident.category"),
        ({"incident": {"code": None}}, "incident.code"),
        ({"incident": None}, "incident"),
        ({"sender": {"system": "119"}}, "sender.system"),
        ({"location": {"lat": None}}, "location.lat"),
        ({"location": {"lon": None}}, "location.lon"),
    ],
)
def test_what_the_service_does_not_take_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as failure:
        checked(letter(**changes))
    assert failure.value.field == field


def test_a_fire_call_carries_no_code() -> None:
    with pytest.raises(Invalid) as failure:
        checked(fire_letter(incident={"code": "C0"}))
    assert failure.value.field == "incident.code"


def test_a_location_message_needs_a_location() -> None:
    with pytest.raises(Invalid) as failure:
        checked(letter("LOCATION", location=None))
    assert failure.value.field == "location"


@pytest.mark.parametrize("kind", ["UPDATE", "LOCATION", "CLOSE", "CANCEL"])
def test_what_follows_may_be_short(kind: str) -> None:
    body = letter(kind, incident=None, responders=None, legal=None)
    checked(body if kind == "LOCATION" else letter(kind, incident=None, location=None))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"msg_type": "OPEN"}, "$.msg_type"),
        ({"msg_id": ""}, "$.msg_id"),
        ({"msg_id": "x" * 81}, "$.msg_id"),
        ({"msg_id": 7}, "$.msg_id"),
        ({"sent_at": "yesterday"}, "$.sent_at"),
        ({"sender": {"system": ""}}, "$.sender.system"),
        ({"incident": {"code": "C5"}}, "$.incident.code"),
        ({"incident": {"summary_ko": "가" * 201}}, "$.incident.summary_ko"),
        ({"location": {"lat": 127.01}}, "$.location.lat"),
        ({"location": {"lon": 37.6}}, "$.location.lon"),
        ({"location": {"lat": 31.9}}, "$.location.lat"),
        ({"location": {"lat": 39.6}}, "$.location.lat"),
        ({"location": {"lon": 122.9}}, "$.location.lon"),
        ({"location": {"lon": 132.6}}, "$.location.lon"),
        ({"location": {"lat": "37.6"}}, "$.location.lat"),
        ({"location": {"accuracy_m": -1}}, "$.location.accuracy_m"),
        ({"location": {"method": "GUESS"}}, "$.location.method"),
        ({"responders": [{"unit_id": ""}]}, "$.responders[0].unit_id"),
        ({"responders": [{"unit_id": "순31"}] * 51}, "$.responders"),
        ({"responders": [{"unit_id": "순31", "eta_s": -1}]}, "$.responders[0].eta_s"),
        ({"responders": [{"unit_id": "순31", "heading": 361}]}, "$.responders[0].heading"),
    ],
)
def test_what_the_types_do_not_hold_is_named(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(msgspec.ValidationError) as failure:
        read(letter(**changes))
    assert f"`{path}`" in str(failure.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"suspect_name": "…"},
        {"incident": {"caller_phone": "…"}},
        {"location": {"floor": 3}},
        {"responders": [{"unit_id": "순31", "officer": "…"}]},
        {"legal": {"requester": {"name": "…"}}},
        {"sender": {"person": "…"}},
    ],
)
def test_an_unknown_field_is_refused_by_name(changes: dict[str, Any]) -> None:
    """No name, number or picture of anybody slips in."""
    with pytest.raises(msgspec.ValidationError, match="unknown field `"):
        read(letter(**changes))


@pytest.mark.parametrize(
    "field", ["msg_id", "sent_at", "sender", "service", "ext_incident_no", "msg_type"]
)
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=f"required field `{field}`"):
        body = letter()
        del body[field]
        read(body)


def test_what_is_not_said_is_not_known() -> None:
    call = as_call(
        read(letter("CLOSE", incident=None, location=None, responders=None)), "x", POLICE
    )
    said = (call.category, call.code, call.place, call.responders, call.summary)
    assert said == (None,) * 5


def test_the_message_becomes_a_call() -> None:
    call = as_call(read(letter(location={"address_jibun": "보문동 1"})), "seoul-112", POLICE)
    assert (call.partner, call.sender_org, call.category, call.code) == (
        "seoul-112",
        "KNPA.SEOUL",
        "ROBBERY",
        "C0",
    )
    assert call.place is not None
    assert (call.place.lat, call.place.accuracy_m, call.place.address) == (37.6, 20.0, "보문동 1")
    assert call.responders is not None
    assert call.responders[0].unit_id == "순31"
    assert call.legal_basis == "PIPA18-2-7"


def test_a_test_is_an_exercise() -> None:
    assert as_call(read(letter("TEST")), "x", POLICE).exercise
    assert not as_call(read(letter("NEW")), "x", POLICE).exercise
