"""The form of a told fact. Events are frozen, named in the past tense, and travel as JSON."""

from typing import ClassVar

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that others may want to hear. `subject` is its stable name on the bus."""

    subject: ClassVar[str] = ""


def subject_on_bus(subject: str) -> str:
    """The bus subject of an event's or a question's stable name."""
    return f"bongsu.{subject}"
