"""Times as the trail writes them: UTC, ISO 8601, always six decimals, `Z` at the end, so that text order is time order."""

from datetime import UTC, datetime

from bongsu.kernel.failures import Invalid


def stamp(at: datetime) -> str:
    """`2026-11-21T00:01:30.000000Z`. Raises `Invalid` for a time without a zone."""
    if at.tzinfo is None:
        raise Invalid("a time without a zone cannot be kept")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """The aware UTC time that `stamp` wrote."""
    return datetime.fromisoformat(text)
