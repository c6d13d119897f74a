"""Calendar months in Seoul: `2026-11`, where they begin and end, and when their review is made and due."""

import re
from datetime import UTC, datetime, timedelta

from bongsu.audit.review.settings import ReviewSettings
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid

_SHAPE = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def month_of(at: datetime) -> str:
    """The month in which a moment lies, on Seoul's calendar."""
    return at.astimezone(SEOUL).strftime("%Y-%m")


def month_named(text: str) -> str:
    """The text, when it names a month. Raises `Invalid`."""
    if not _SHAPE.fullmatch(text):
        raise Invalid("month: as 2026-11", field="month")
    return text


def begins(month: str) -> datetime:
    """Its first moment, as UTC."""
    return datetime.strptime(month, "%Y-%m").replace(tzinfo=SEOUL).astimezone(UTC)


def after(month: str) -> str:
    """The month behind it."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def months_between(first: str, last: str) -> list[str]:
    """From the first to the last, both with it; none when the last lies before."""
    months = []
    while first <= last:
        months.append(first)
        first = after(first)
    return months


def made_from(month: str, settings: ReviewSettings) -> datetime:
    """When its review is made by itself: in the first night behind it."""
    return begins(after(month)) + timedelta(hours=settings.make_at_hour)


def due_at(month: str, settings: ReviewSettings) -> datetime:
    """Until when it must be signed."""
    return begins(after(month)) + timedelta(days=settings.due_days)
