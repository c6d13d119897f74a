"""Messages as partners send them: JSON in, the answer's status and JSON out."""

from typing import Any  # Any: JSON

import msgspec

from bongsu.identity.people import LinkSystem, Partner
from bongsu.services.intake.message import CanonicalMessage
from bongsu.services.intake.receive import receive
from tests.incidents.stage import Stage

POLICE = Partner(
    "par_1",
    "seoul-112",
    "KNPA.SEOUL",
    LinkSystem.POLICE_112,
    frozenset({"P112_VIDEO", "P112_DISPATCH"}),
)
FIRE = Partner("par_2", "seoul-119", "NFA.SEOUL", LinkSystem.FIRE_119, frozenset({"F119_DISPATCH"}))
SEONGBUK_STATION = Partner(
    "par_3",
    "seongbuk-112",
    "KNPA.SEOUL.SEONGBUK",
    LinkSystem.POLICE_112,
    frozenset({"P112_DISPATCH"}),
)


def letter(msg_type: str = "NEW", msg_id: str = "m1", **changes: Any) -> dict[str, Any]:
    """A 112 call; a change to None takes the field out, a dict is laid over the field."""
    whole: dict[str, Any] = {
        "msg_id": msg_id,
        "sent_at": "2026-11-22T02:10:00+09:00",
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "112-20261122-00123",
        "msg_type": msg_type,
        "incident": {
            "category": "ROBBERY",
            "code": "C0",
            "reported_at": "2026-11-22T02:09:40+09:00",
            "summary_ko": "편의점 강도",
        },
        "location": {"lat": 37.6, "lon": 127.01, "accuracy_m": 20, "method": "GPS"},
        "responders": [{"unit_id": "순31", "eta_s": 180}],
        "legal": {"basis": "PIPA18-2-7", "agreement_id": "SB-2023-08"},
    }
    return _laid_over(whole, changes)


def fire_letter(msg_type: str = "NEW", **changes: Any) -> dict[str, Any]:
    fire = letter(
        msg_type,
        sender={"org": "NFA.SEOUL", "system": "119"},
        service="F119_DISPATCH",
        incident={"category": "FIRE", "code": None},
        legal={"basis": "PIPA18-2-3"},
        ext_incident_no="119-1",
    )
    return _laid_over(fire, changes)


def _laid_over(whole: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    result = dict(whole)
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = _laid_over(result[name], value)
        else:
            result[name] = value
    return result


def read(body: dict[str, Any]) -> CanonicalMessage:
    return msgspec.json.decode(msgspec.json.encode(body), type=CanonicalMessage)


async def send(
    stage: Stage, body: dict[str, Any], partner: Partner = POLICE
) -> tuple[int, dict[str, Any]]:
    answered = await receive(stage.desk, partner, read(body))
    answer: dict[str, Any] = msgspec.json.decode(answered.body)
    return answered.status, answer
