"""One alarm of a resident's device as values. Devices are known by the partner's pseudonym, nobody's name is in it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from bongsu.incidents.incident import Place


class Stands(StrEnum):
    """How an alarm stands."""

    WAITING = "waiting"
    """It may still be taken back; nobody is shown anything."""
    CANCELLED = "cancelled"
    RAISED = "raised"
    REFUSED = "refused"


class Verdict(StrEnum):
    """What it was, by an operator's word."""

    REAL = "real"
    FAULT = "fault"
    MISTAKE = "mistake"


VERDICTS = {
    Verdict.REAL: ("실제", "Real"),
    Verdict.FAULT: ("오작동", "Device fault"),
    Verdict.MISTAKE: ("오인", "Pressed by mistake"),
}


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """A device calls for help. `pressed_at` and `sent_at` are by its own clock. `waits`: it may be taken back."""

    number: str
    service: str
    category: str
    device_id: str
    pressed_at: datetime
    sent_at: datetime
    place: Place | None = None
    address: str = ""
    waits: bool = False
    details: dict[str, object] = {}
    drill_id: str | None = None


class Cancel(msgspec.Struct, frozen=True, kw_only=True):
    """It is taken back, at that moment of the device's own clock."""

    number: str
    service: str
    device_id: str
    cancelled_at: datetime


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Where the device is now, and whatever else it tells."""

    number: str
    service: str
    device_id: str
    at: datetime
    place: Place | None = None
    details: dict[str, object] = {}


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of it. A cancelled one keeps its number and the cancel's time alone."""

    alarm_id: str
    partner: str
    number: str
    service: str
    stands: Stands
    received_at: datetime
    device_id: str | None = None
    due_at: datetime | None = None
    cancelled_at: datetime | None = None
    sealed: str | None = None
    incident_id: str | None = None
    drill_id: str | None = None
    presses: int = 1
    verdict: Verdict | None = None
    verdict_at: datetime | None = None
    verdict_by: str | None = None


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One phone, tag, pole or home device. `sealed`: its place, where it stands still and somebody lives there."""

    partner: str
    device_id: str
    service: str
    registered_at: datetime
    heard_at: datetime
    sender_org: str = ""
    site_id: str = ""
    sealed: str | None = None
    asked_at: datetime | None = None
    """Since when a call to it is awaited."""
