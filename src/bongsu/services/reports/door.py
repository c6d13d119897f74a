"""The port to 112's and 119's text-report doors, and the way there over HTTP. A door knows a report by its id: once only."""

from collections.abc import Mapping
from typing import Protocol

import httpx
import msgspec

WITHIN_S = 5.0
# request timeout, too early, too many: it has not looked at the report yet
_LATER = (408, 425, 429)


class DoorSilent(Exception):
    """No answer that says anything: it is tried again."""


class DoorRefused(Exception):
    """The door has said no, and why."""


class Outgoing(msgspec.Struct, frozen=True):
    """What crosses the wire."""

    report_id: str
    kind: str
    text: str
    lat: float
    lon: float
    still: bytes


class Receipt(msgspec.Struct, frozen=True):
    """접수번호."""

    receipt_no: str


class DoorAt(msgspec.Struct, frozen=True):
    """Where a door is, and what is shown there."""

    url: str
    key: str = ""


class Door(Protocol):
    """One call, one answer."""

    async def send(self, to: str, report: Outgoing) -> str:
        """The receipt number. Raises `DoorSilent`, `DoorRefused`."""
        ...


class HttpDoor:
    """`doors`: by recipient; one that is not set is silent. `transport` stands in the network's place in a test."""

    def __init__(
        self, doors: Mapping[str, DoorAt], transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._doors = doors
        self._transport = transport

    async def send(self, to: str, report: Outgoing) -> str:
        door = self._doors.get(to)
        if door is None or not door.url:
            raise DoorSilent
        headers = {"Content-Type": "application/json"}
        if door.key:
            headers["Authorization"] = f"Bearer {door.key}"
        content = msgspec.json.encode(report)
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=WITHIN_S) as http:
                answer = await http.post(door.url, content=content, headers=headers)
            if 400 <= answer.status_code < 500 and answer.status_code not in _LATER:
                raise DoorRefused(f"{answer.status_code}")
            if answer.status_code >= 300:
                raise DoorSilent
            return msgspec.json.decode(answer.content, type=Receipt).receipt_no[:60]
        except (httpx.HTTPError, msgspec.DecodeError, msgspec.ValidationError) as cause:
            raise DoorSilent from cause
