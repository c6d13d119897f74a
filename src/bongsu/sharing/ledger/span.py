"""The span that a person asks for, in days of Seoul, both ends included."""

from datetime import UTC, date, datetime, time, timedelta

from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid
from bongsu.sharing.ledger.store import Span


def span_of(first: date | None, last: date | None, organisation: str | None = None) -> Span:
    """Raises `Invalid` naming the field when the span ends before it begins."""
    if first is not None and last is not None and last < first:
        raise Invalid(f"from: {first} lies after {last}", field="from")
    return Span(
        since=None if first is None else _midnight(first),
        before=None if last is None or last == date.max else _midnight(last + timedelta(days=1)),
        organisation=organisation or None,
    )


def day_of(text: str | None, field: str) -> date | None:
    """A day as it stands in an address. Raises `Invalid` naming the field."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as cause:
        raise Invalid(f"{field}: a day as 2026-11-21", field=field) from cause


def _midnight(day: date) -> datetime:
    if day.year <= 1900 or day.year >= 9000:
        raise Invalid(f"{day} is no day of this ledger", field="from")
    return datetime.combine(day, time(), SEOUL).astimezone(UTC)
