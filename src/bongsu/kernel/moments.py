"""Times that somebody else says: with their offset, and of years that can be counted with in every zone."""

from datetime import datetime

from bongsu.kernel.failures import Invalid

# a sum or a zone's offset at either end of the calendar is no date any more, and stops whoever makes it
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def check_moment(at: datetime | None, field: str) -> None:
    """Raises `Invalid` with the field."""
    if at is None:
        return
    if at.tzinfo is None:
        raise Invalid("A time needs its offset, as in +09:00", field=field)
    if not _FIRST_YEAR <= at.year < _LAST_YEAR:
        raise Invalid(f"{at.year} is no year of a message", field=field)
