"""A home device's form: a pseudonym, a place told once, and words that need what they need. Pure."""

from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.lone.message import NEEDS, HomeDetails, HomeMessage
from tests.incidents.stage import NOW

KINDS = ("REGISTER", "WITHDRAW", "BEAT", "SOS", "CALLED", "SAFE")


def message(kind: str, **more: Any) -> HomeMessage:
    said = {
        "msg_id": "m1",
        "sent_at": NOW.isoformat(),
        "type": kind,
        "device_id": "home_1",
        "at": NOW.isoformat(),
        "number": "n-1",
        "how": "DOOR",
        "answered": False,
        "position": {"lat": 37.6, "lon": 127.01},
        **more,
    }
    told = {name: one for name, one in said.items() if one is not None}
    read = msgspec.convert(told, HomeMessage)
    read.check()
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_says_all_it_needs_is_taken(kind: str) -> None:
    assert message(kind).type == kind


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in NEEDS.items() for field in fields]
)
def test_what_a_word_needs_is_asked_for_by_its_field(kind: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        message(kind, **{field: None})
    assert refused.value.field == field


def test_a_call_that_was_answered_no_is_an_answer() -> None:
    assert message("CALLED", answered=False).answered is False


@pytest.mark.parametrize("field", ["sent_at", "at"])
def test_no_time_is_guessed(field: str) -> None:
    with pytest.raises(Invalid) as refused:
        message("BEAT", **{field: "2026-11-22T02:00:00"})
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["sent_at", "at"])
@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_at_the_end_of_the_calendar_is_none(field: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        message("SAFE", **{field: said})
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["name", "phone", "age", "sex", "address", "guardian", "photo"])
def test_nothing_of_who_lives_there_is_taken(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=name):
        message("REGISTER", **{name: "x"})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, {}),
        ({"quiet": True}, {"quiet": True}),
        ({"battery_pct": 4}, {"battery_pct": 4}),
        ({"quiet": True, "battery_pct": 4}, {"quiet": True, "battery_pct": 4}),
    ],
)
def test_what_is_not_said_is_no_detail(said: dict[str, Any], told: dict[str, Any]) -> None:
    assert message("SOS", **said).told == told


@pytest.mark.parametrize("details", [{"name": "김"}, {"battery_pct": 400}, {"quiet": "yes"}])
def test_by_the_canonical_door_a_home_says_no_more(details: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(details, HomeDetails)
