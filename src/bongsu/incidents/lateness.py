"""What a sender's own time says of its message: one that comes late opens nothing by itself, an older one changes nothing.

A mail that lay in a queue for an hour tells of a scene that nobody is at any more, and a picture of it is nobody's to see
without a person's yes; the machine refuses nothing either, because it may be the sender's clock."""

from datetime import datetime, timedelta

import msgspec

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Fact
from bongsu.kernel.clock import SEOUL

# longer than any retry over a line that is up, shorter than a scene stays as it was
LATE_AFTER = timedelta(minutes=10)
NOTED = (
    "늦게 온 신고: 사람이 확인한 뒤에만 제공합니다",
    "A late message: lent by a person's yes only",
)


def is_late(sent_at: datetime | None, now: datetime) -> bool:
    return sent_at is not None and now - sent_at > LATE_AFTER


def is_older(call: Call, before: Incident) -> bool:
    """A newer word of the same sender has overtaken it."""
    if call.sent_at is None or before.said_at is None:
        return False
    return call.sent_at < before.said_at


def as_sent(incident: Incident, call: Call, now: datetime, *, is_new: bool) -> Incident:
    """With the time of its sender's newest word, a clock that runs ahead held back; a word in time ends the doubt."""
    if call.sent_at is None:
        return incident
    late = is_late(call.sent_at, now) and (is_new or incident.came_late)
    return msgspec.structs.replace(incident, said_at=min(call.sent_at, now), came_late=late)


def told(incident: Incident) -> tuple[Fact, ...]:
    """For everybody who reads of it."""
    if not incident.came_late or incident.said_at is None:
        return ()
    at = incident.said_at.astimezone(SEOUL).strftime("%m-%d %H:%M")
    return (
        Fact(
            label_ko="늦게 온 신고",
            label_en="Came late",
            value_ko=f"{at}에 보냄",
            value_en=f"sent {at}",
            urgent=True,
        ),
    )
