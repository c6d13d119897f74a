"""The report of a pilot as it crosses the wire: figures, and what officers said without their names."""

from datetime import date, datetime

import msgspec


class PilotCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often one word occurred; the name is what people read."""

    key: str
    name_ko: str
    name_en: str
    count: int


class FirstPicture(msgspec.Struct, frozen=True, kw_only=True):
    """From the receipt of a call to the first picture on the borrower's screen; `unseen` were opened and never looked at."""

    measured: int
    unseen: int
    p50_s: float | None
    p95_s: float | None


class PilotRemark(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer said; whose room or vehicle, which day, and no name."""

    rating: int
    text: str
    unit_kind: str
    organisation: str
    organisation_name_ko: str
    organisation_name_en: str
    day: date


class PilotLimits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits that were signed, and how much of them was used."""

    hours: list[str]
    dongs: list[str]
    calls_a_day: int
    calls_in_all: int
    most_calls_on_a_day: int
    days_at_limit: list[date]
    refused_by_limits: int


class PilotReport(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an agreement over its validity, up to now."""

    agreement_id: str
    version: int
    title_ko: str
    title_en: str
    stage: str
    starts: datetime
    ends: datetime
    made_at: datetime
    report_due: date | None
    is_due: bool
    limits: PilotLimits | None
    calls: int
    by_service: list[PilotCount]
    by_category: list[PilotCount]
    by_code: list[PilotCount]
    by_dong: list[PilotCount]
    lendings: int
    opened: int
    asked: int
    refused: int
    refusals: list[PilotCount]
    first_picture: FirstPicture
    cut: int
    cuts: list[PilotCount]
    expired: int
    ratings: list[int]
    """How many said 1, 2, 3, 4, 5."""
    remarks: list[PilotRemark]
