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
    await phone.post(letter(phone, "CLOSE"), DOOR)
    assert await phone.open_incidents() == []


async def test_the_other_doors_word_about_it_reaches_it(phone: Resident) -> None:
    """The same number by both doors is one incident."""
    await phone.post(letter(phone), DOOR)
    where = {name: GILEUM[name] for name in ("lat", "lon")}
    said = {"how": "VOLUME", "position": where, "device_id": "phone_1", "number": "sos-c"}
    await phone.say("SOS", **said)
    await phone.later(12.0)
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
