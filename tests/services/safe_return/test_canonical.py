"""The canonical door: whoever sends NEW there kept the ten seconds itself, and the operators see it at once."""

from typing import Any  # Any: JSON

import pytest

from tests.services.residents import Resident, facts_of, urgent_of
from tests.web.house import GILEUM

DOOR = "/link/v1/incidents"


def letter(phone: Resident, msg_type: str = "NEW", **more: Any) -> dict[str, Any]:
    now = phone.clock.now().isoformat()
    return {
        "msg_id": f"c{next(phone.numbers)}",
        "sent_at": now,
        "sender": {"org": "SEOUL.SAFE", "system": "SAFE"},
        "service": "SOS_APP",
        "ext_incident_no": "sos-c",
        "msg_type": msg_type,
        "incident": {"category": "SOS_VOLUME"},
        "location": {**GILEUM, "method": "GPS"},
        "legal": {"basis": "PIPA18-2-3"},
        **more,
    }


async def test_a_canonical_sos_is_shown_at_once(phone: Resident) -> None:
    said = letter(phone, details={"quiet": True, "battery_pct": 9})
    answer = await phone.post(said, DOOR)
    assert answer.status_code == 201
    assert answer.json()["cameras"] == []
    incident = await phone.incident()
    assert len(incident["tiles"]) == 5
    assert urgent_of(incident) == {"Silent alarm", "Battery"}


@pytest.mark.parametrize("word", ["CLOSE", "CANCEL"])
async def test_its_partner_ends_nothing_and_the_operator_reads_that_it_would(
    phone: Resident, word: str
) -> None:
    """Whoever stands beside the caller may have made them take it back."""
    await phone.post(letter(phone), DOOR)
    assert (await phone.post(letter(phone, word), DOOR)).status_code == 200
    incident = await phone.incident()
    assert facts_of(incident)["The partner says it is over"].endswith("make sure")
    assert incident["timeline"][-1]["text_ko"].startswith("연계기관 종료 알림")


async def test_a_test_of_the_line_is_ended_by_its_partner(phone: Resident) -> None:
    await phone.post(letter(phone, "TEST"), DOOR)
    assert (await phone.incident())["answers"] is None
    await phone.post(letter(phone, "CLOSE"), DOOR)
    assert await phone.open_incidents() == []


async def test_it_is_answered_like_one_of_the_other_door(phone: Resident) -> None:
    await phone.post(letter(phone), DOOR)
    key = (await phone.incident())["answers"]["keys"][2]
    assert (await phone.ask("OPERATOR", key["path"], key["body"])).status_code == 204
    assert await phone.open_incidents() == []
    (listed,) = (await phone.ask("OPERATOR", "/api/safe-return/alarms")).json()
    assert (listed["stands"], listed["verdict"]) == ("raised", "mistake")


async def test_the_other_doors_word_about_it_reaches_it(phone: Resident) -> None:
    """The same number by both doors is one incident."""
    await phone.post(letter(phone), DOOR)
    where = {name: GILEUM[name] for name in ("lat", "lon")}
    said = {"how": "VOLUME", "position": where, "device_id": "phone_1", "number": "sos-c"}
    await phone.say("SOS", **said)
    await phone.wait(12.0)
    assert len(await phone.incidents()) == 1
    await phone.say("SAFE", number="sos-c", device_id="phone_1")
    assert "Says to be safe" in facts_of(await phone.incident())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"details": {"name": "김"}}, "details"),
        ({"details": {"battery_pct": 400}}, "details.battery_pct"),
        ({"incident": {"category": "ROBBERY"}}, "incident.category"),
        ({"incident": {"category": "SOS_SHAKE", "summary_ko": "김"}}, "incident.summary_ko"),
        ({"sender": {"org": "SEOUL.SAFE", "system": "112"}}, "sender.system"),
    ],
)
async def test_what_may_not_be_said_is_refused_by_its_field(
    phone: Resident, change: dict[str, Any], field: str
) -> None:
    answer = await phone.post(letter(phone, **change), DOOR)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert await phone.incidents() == []
