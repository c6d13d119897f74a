"""Calls that are sent: the answer, and what is remembered of a call so that it can be closed by its id."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any  # Any: JSON of the canonical message

import msgspec


class AnsweredCamera(msgspec.Struct, frozen=True):
    """One lent camera."""

    camera_id: str
    name: str
    lat: float
    lon: float
    rank: int
    distance_m: float


class Answer(msgspec.Struct, frozen=True):
    """`status`: GRANTED, PENDING, REJECTED, TEST, CLOSED, CANCELLED."""

    incident_id: str
    ext_incident_no: str
    status: str
    reason: str = ""
    reason_code: str | None = None
    clause: str | None = None
    expires_at: datetime | None = None
    cameras: list[AnsweredCamera] = []


def as_sent(message: Mapping[str, Any]) -> dict[str, Any]:
    """With a number and a time of its own: the same message twice is taken once."""
    made = {"msg_id": secrets.token_hex(16), "sent_at": datetime.now(UTC).isoformat()}
    return {**made, **message}


def closing(message: Mapping[str, Any]) -> dict[str, Any]:
    """현장종결 of the call that this message opened."""
    said = {name: message[name] for name in ("sender", "service", "ext_incident_no")}
    return as_sent({**said, "msg_type": "CLOSE"})
