"""What WASS and the recognisers say, and what they are answered. A plate is in a request alone, never in an answer."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.kernel.plain_text import ONE_LINE

CODE = "WANTED_CAR"
MOST_AT_ONCE = 500
Plate = Annotated[str, Meta(min_length=1, max_length=20)]


class ListMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Adding what is there already prolongs it."""

    type: Literal["ADD", "WITHDRAW"]
    plates: Annotated[list[Plate], Meta(min_length=1, max_length=MOST_AT_ONCE)]


class ListAnswer(msgspec.Struct, frozen=True):
    """`refs` in the order of the message."""

    refs: list[str]
    ends_at: datetime | None


class ReadMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one recogniser saw."""

    camera_id: Annotated[str, Meta(min_length=1, max_length=60, pattern=ONE_LINE)]
    plate: Plate
    at: datetime


class ReadAnswer(msgspec.Struct, frozen=True):
    """The same whether or not somebody looks for it."""

    state: Literal["taken"] = "taken"


class Hit(msgspec.Struct, frozen=True):
    """`ref`: what the list's answer gave."""

    hit_id: str
    ref: str
    at: datetime
    lat: float
    lon: float
    place: str
    camera_id: str


class DayCount(msgspec.Struct, frozen=True):
    """Seoul's day, and how many hits the police were told."""

    day: str
    hits: int
